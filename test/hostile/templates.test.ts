import assert from 'node:assert/strict';
import {
  checkTemplate,
  definitionsAt,
  functionsOf,
  hoverAt,
  readTemplate,
  TemplateReader,
} from '../../src/template';
import { change, efs, toJson } from '../unit/template/templates';

const resources = 'Resources:\n';
const path = 'LocalMountPath: /mnt/efs';

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/** The template with something before its resources, and with another mount path. */
function bomb(before: string, mountPath = '/mnt/efs'): string {
  return change(efs, [resources, before + resources], [path, `LocalMountPath: ${mountPath}`]);
}

function withResources(added: string): string {
  return change(efs, [resources, resources + added]);
}

function functionWith(id: string, properties: string, dependsOn = 'MountTarget'): string {
  return `  ${id}: {Type: AWS::Lambda::Function, DependsOn: ${dependsOn}, Properties: {Timeout: 30, ${properties}FileSystemConfigs: [{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: /mnt/efs}]}}\n`;
}

/** A `serverless.yml` of parts, each a chain of maps that leads on by one or two, so that any two nodes of them may meet. */
function multipliedParts(parts: number, length: number): string {
  const key = (part: number) => `k${part}`;
  const part = (own: number) =>
    `    - Resources:\n        R:\n          Type: X\n          Metadata:\n            - &p${own}x0 {k: v}\n` +
    numbered(length, n => {
      const far = Math.max(0, n - 1);
      const leads = Array.from(
        { length: parts },
        (_, other) => `${key(other)}: *p${own}x${other === own ? far : n}`,
      );
      return `            - &p${own}x${n + 1} {${leads.join(', ')}}\n`;
    }) +
    `          Properties: *p${own}x${length}\n`;
  return (
    'service: s\nprovider: {name: aws, runtime: nodejs22.x}\nfunctions:\n  f:\n    handler: h.h\n' +
    '    fileSystemConfig: {arn: arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0, localMountPath: /mnt/efs}\n' +
    `resources:\n${numbered(parts, part)}`
  ).replace(/^ {4}- Resources/gm, '  - Resources');
}

/** Everything that the editor asks of a text, and the codes that it shows, each once. */
function use(text: string): readonly string[] {
  const template = readTemplate(text);
  assert.ok(template, 'not recognised as a template');
  const found = new Set(checkTemplate(template).map(({ code }) => code));
  functionsOf(template);
  for (const word of ['FileSystemConfigs', 'LocalMountPath', 'Arn:']) {
    const offset = text.lastIndexOf(word) + 2;
    definitionsAt(template, offset);
    const hover = hoverAt(template, offset);
    assert.ok(!hover || hover.mounts.length <= 4);
  }
  return [...found];
}

const inVpc = 'VpcConfig: {SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref FunctionSecurityGroup]}, ';

/** Each of these hung the editor, or would have: only the suite's timeout says how long is too long. */
const bombs: Readonly<Record<string, { text: string; found: readonly string[] }>> = {
  'conditions that name one condition twice, thirty levels deep': {
    text: bomb(
      `Conditions:\n  C0: !Equals [!Ref AWS::Region, x]\n${numbered(30, n => `  C${n + 1}: !And [!Condition C${n}, !Condition C${n}]\n`)}`,
      '!If [C30, /mnt/a, /mnt/b]',
    ),
    found: [],
  },
  'conditions that are aliases of one another': {
    text: bomb(
      `Conditions:\n  A: &a0 !Equals [!Ref AWS::Region, x]\n${numbered(28, n => `  B${n}: &a${n + 1} !And [*a${n}, *a${n}]\n`)}`,
      '!If [B27, /mnt/a, /mnt/b]',
    ),
    found: [],
  },
  'conditions in a circle': {
    text: bomb(
      'Conditions:\n  A: !Not [!Condition B]\n  B: !Or [!Condition A, !Condition B]\n',
      '!If [A, /mnt/a, /mnt/b]',
    ),
    found: [],
  },
  'more combinations than are looked at': {
    text: bomb(
      `Parameters:\n${numbered(12, n => `  P${n}: {Type: String, AllowedValues: [a, b]}\n`)}Conditions:\n${numbered(12, n => `  C${n}: !Equals [!Ref P${n}, a]\n`)}`,
      `!Sub ['/mnt/${numbered(12, n => `\${v${n}}`)}', {${Array.from({ length: 12 }, (_, n) => `v${n}: !If [C${n}, a, b]`).join(', ')}}]`,
    ),
    found: [],
  },
  'beginnings of a substitution': {
    text: toJson(bomb('', `!Sub '/x${'${'.repeat(40_000)}'`)),
    found: ['invalid-local-mount-path'],
  },
  'substitutions of nothing': { text: bomb('', `!Sub '${'${AWS::Region}'.repeat(5_000)}'`), found: [] },
  hyphens: { text: bomb('', `/x${'-'.repeat(80_000)}x`), found: ['invalid-local-mount-path'] },
  'brackets of a blank': { text: bomb('', `'${'<'.repeat(80_000)}'`), found: ['invalid-local-mount-path'] },
  'a value that is larger than an entry may be': {
    text: bomb('', `/mnt/${'x'.repeat(200_000)}`),
    found: [],
  },
  'directives without end': {
    text: `${numbered(20_000, n => `%TAG !t${n}! tag:example.org,2000:\n`)}---\n${efs}`,
    found: ['too-complex'],
  },
  'one wide map merged into many': {
    text: bomb(
      `x:\n  a: &a {${Array.from({ length: 5000 }, (_, n) => `k${n}: v`).join(', ')}}\n${numbered(3000, n => `  m${n}: {<<: *a}\n`)}`,
    ),
    found: ['too-complex'],
  },
  'merges of merges': {
    text: bomb(
      `x:\n  m0: &m0 {a: b}\n${numbered(5000, n => `  m${n + 1}: &m${n + 1} {<<: *m${n}, k${n}: v}\n`)}`,
    ),
    found: ['too-complex'],
  },
  'aliases that double a list sixty times, in what a quick fix copies': {
    text: change(
      withResources(
        functionWith('Another', 'VpcConfig: {SubnetIds: *a60, SecurityGroupIds: [g]}, ').replace(
          /^/,
          `  Bomb: {Type: AWS::SNS::Topic, Metadata: [&a0 [s, s]${numbered(60, n => `, &a${n + 1} [*a${n}, *a${n}]`)}]}\n`,
        ),
      ),
      ['      VpcConfig:\n', '      Other:\n'],
    ),
    found: ['missing-vpc-config'],
  },
  'globals that double a map forty times': {
    text: withResources(
      `  Bomb: {Type: AWS::SNS::Topic, Metadata: [&d0 {k: v}${numbered(40, n => `, &d${n + 1} {a: *d${n}, b: *d${n}}`)}]}\n` +
        `  Sam: {Type: AWS::Serverless::Function, DependsOn: MountTarget, Properties: {Timeout: 30, Tags: *d40, VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}, FileSystemConfigs: [{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: /mnt/efs}]}}\n`,
    ).concat('Globals: {Function: {Tags: *d40}}\n'),
    found: [],
  },
  'parts of resources that multiply their maps': {
    text: multipliedParts(6, 150),
    found: ['too-complex'],
  },
  'aliases nested beyond measure': {
    text: bomb(`x:\n  a: &a0 [x]\n${numbered(20_000, n => `  b${n}: &a${n + 1} [*a${n}]\n`)}`, '*a20000'),
    found: ['too-complex'],
  },
  'expressions that double a text sixty times': {
    text: bomb(
      `x:\n  a: &a0 /mnt/x\n${numbered(60, n => `  b${n}: &a${n + 1} {'Fn::Join': ['', [*a${n}, *a${n}]]}\n`)}`,
      '*a60',
    ),
    found: ['invalid-local-mount-path'],
  },
  'mappings that find themselves': {
    text: bomb(
      'Mappings:\n  M:\n    A:\n      k: !FindInMap [M, A, l]\n      l: !FindInMap [M, A, k]\n',
      '!FindInMap [M, A, k]',
    ),
    found: [],
  },
  'a chain of a thousand mappings': {
    text: bomb(
      `Mappings:\n  M:\n    A:\n${numbered(1000, n => `      k${n}: !FindInMap [M, A, k${n + 1}]\n`)}`,
      '!FindInMap [M, A, k0]',
    ),
    found: [],
  },
  'two hundred and fifty functions and as many mount targets': {
    text: withResources(
      numbered(
        250,
        n =>
          functionWith(
            `F${n}`,
            `VpcConfig: {SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref G${n}]}, `,
            `[${Array.from({ length: 250 }, (_, m) => `M${m}`).join(', ')}, MountTarget]`,
          ) +
          `  M${n}: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref FileSystem, SubnetId: !Ref SubnetA, SecurityGroups: [!Ref G${n}]}}\n` +
          `  G${n}: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: x, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 2049, ToPort: 2049, SourceSecurityGroupId: !Ref G${n}}]}}\n`,
      ),
    ),
    found: ['too-complex'],
  },
  'a long chain of dependencies, with many functions at its end': {
    text: withResources(
      numbered(2000, n => `  D${n}: {Type: AWS::SNS::Topic, DependsOn: D${n + 1}}\n`) +
        numbered(100, n => functionWith(`F${n}`, inVpc, `[D${n}, MountTarget]`)),
    ),
    found: [],
  },
  'policies that may be of every role': {
    text: withResources(
      numbered(
        400,
        n =>
          `  F${n}: {Type: AWS::Serverless::Function, Properties: {${inVpc}FileSystemConfigs: [{Arn: 'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0a1b2c3d4e5f60718/access-point/fsap-0a1b2c3d4e5f60718', LocalMountPath: /mnt/efs}]}}\n` +
          `  P${n}: {Type: AWS::IAM::Policy, Properties: {Roles: [!ImportValue x], PolicyDocument: {Statement: [{Effect: Allow, Action: ['*a*b*c', '*d*e*f']}]}}}\n`,
      ),
    ),
    found: ['too-complex'],
  },
  'brackets nested beyond measure': { text: `${efs}\nx: ${'['.repeat(90_000)}`, found: ['too-complex'] },
  'braces nested beyond measure': { text: `${efs}\nx: ${'{a: '.repeat(20_000)}`, found: ['too-complex'] },
  'dashes nested beyond measure': { text: `${efs}\nx:\n  ${'- '.repeat(40_000)}a\n`, found: ['too-complex'] },
  'question marks nested beyond measure': {
    text: `${efs}\nx:\n  ${'? '.repeat(40_000)}a\n`,
    found: ['too-complex'],
  },
  'JSON nested beyond measure': {
    text: `{"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"FileSystemConfigs": ${'['.repeat(90_000)}${']'.repeat(90_000)}}}}}`,
    found: ['too-complex'],
  },
  'a tag that is far from its value': {
    text: bomb('', `!Sub${'\n'.repeat(60_000)}          /mnt/efs`),
    found: [],
  },
};

describe('a template that is made to hang the editor', () => {
  for (const [name, { text, found }] of Object.entries(bombs)) {
    it(name, () => {
      assert.deepEqual(use(text), found);
    });
  }

  it('is said to be too complex in a hover too', () => {
    const { text } = bombs['dashes nested beyond measure'] ?? assert.fail();
    const template = readTemplate(text);
    assert.ok(template);
    for (const word of ['FileSystemConfigs', 'LocalMountPath']) {
      const hover = hoverAt(template, text.indexOf(word) + 2);
      assert.equal(hover?.topic, word);
      assert.equal(hover.isTooComplex, true);
    }
    assert.equal(hoverAt(template, text.indexOf('Resources')), undefined);
    const [finding] = checkTemplate(template);
    assert.equal(finding?.severity, 'info');
    assert.deepEqual(checkTemplate(template, { severityOf: () => 'off' }), []);
  });

  it('takes the same number of steps on every machine', () => {
    const { text } = bombs['policies that may be of every role'] ?? assert.fail();
    const template = readTemplate(text);
    assert.ok(template);
    assert.deepEqual(checkTemplate(template), checkTemplate(template));
  });
});

describe('names that objects have by themselves', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

  it('are no resources, parameters, conditions, mappings or keys', () => {
    const isToldAbsent = (path: string) => {
      const found = use(bomb('', path)).filter(code => code !== 'no-such-resource');
      assert.deepEqual(found, [], path);
    };
    for (const name of names) {
      isToldAbsent(`!Ref ${name}`);
      isToldAbsent(`!FindInMap [${name}, ${name}, ${name}]`);
      isToldAbsent(`!If [${name}, /mnt/a, /b]`);
      isToldAbsent(`!Sub '\${${name}}'`);
      isToldAbsent(`!GetAtt ${name}.Arn`);
    }
  });

  it('are resources, parameters, conditions and mappings where the template has them', () => {
    for (const name of names) {
      const renamed = efs.replaceAll(/\bMountTarget\b(?!:)/g, word => word);
      assert.deepEqual(
        use(renamed.replaceAll('AccessPoint.Arn', `${name}.Arn`).replace('  AccessPoint:\n', `  ${name}:\n`)),
        [],
        name,
      );
      const mapped = `Mappings: {${name}: {${name}: {${name}: /efs}}}\n`;
      assert.deepEqual(
        use(bomb(mapped, `!FindInMap [${name}, ${name}, ${name}]`)),
        ['invalid-local-mount-path'],
        name,
      );
      const condition = `Conditions: {${name}: !Equals [a, a]}\n`;
      assert.deepEqual(
        use(bomb(condition, `!If [${name}, /efs, /mnt/efs]`)),
        ['invalid-local-mount-path'],
        name,
      );
      const parameter = `Parameters: {${name}: {Type: String, AllowedValues: [/efs]}}\n`;
      assert.deepEqual(use(bomb(parameter, `!Ref ${name}`)), ['invalid-local-mount-path'], name);
    }
  });
});

describe('a document that is read again after each edit', () => {
  function reading(reader: TemplateReader, text: string) {
    const steps = reader.read(text);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        return step.value;
      }
    }
  }

  it('gives what a first reading gives, whatever was changed', () => {
    let seed = 20261128;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const reader = new TemplateReader();
    const inserted = ['x', '\n', '  ', '"', '{', ']', ': ', '#', '- ', '&a ', '*a', 'Timeout: 5\n', '---\n'];
    let text = efs;
    for (let round = 0; round < 400; round++) {
      if (round % 20 === 0) {
        text = efs;
      }
      const at = random(text.length);
      text =
        round % 3 === 0
          ? text.slice(0, at) + text.slice(at + 1 + random(12))
          : text.slice(0, at) + (inserted[random(inserted.length)] ?? '') + text.slice(at);
      const again = reading(reader, text);
      const first = readTemplate(text);
      assert.deepEqual(again, first);
      assert.deepEqual(again && checkTemplate(again), first && checkTemplate(first));
    }
  });
});
