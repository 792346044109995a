import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import {
  definitionsAt,
  describeTemplateFinding,
  functionsOf,
  hoverAt,
  hoverMarkdown,
  readTemplate,
} from '../../../src/template';
import { apply, at, change, check, codes, firstFix, only, read, serverless as service } from './templates';

const t = createTranslate();

describe('serverless.yml of the Serverless Framework', () => {
  it('is silent where nothing is wrong, with vpc of the provider or of the function', () => {
    assert.deepEqual(codes(service), []);
    const vpc = /  vpc:\n.*\n.*\n/.exec(service)?.[0] ?? '';
    const own = change(
      service,
      [vpc, ''],
      [
        '    dependsOn: [MountTarget]\n',
        `    dependsOn: [MountTarget]\n${vpc.replaceAll(/^/gm, '  ').trimEnd()}\n`,
      ],
    );
    assert.deepEqual(codes(own), []);
    assert.deepEqual(codes(change(service, ['!GetAtt AccessPoint.Arn', '${env:ACCESS_POINT}'])), []);
    assert.deepEqual(codes(change(service, [vpc, "  vpc: ${file(vpc.yml):${opt:stage, 'dev'}}\n"])), []);
    assert.deepEqual(
      codes(change(service, [vpc, ''], ['functions:', 'plugins: [serverless-vpc-discovery]\nfunctions:'])),
      [],
    );
  });

  it('is checked as the CloudFormation that is made of it, at the keys that it has', () => {
    const withoutVpc = service.replace(/  vpc:\n.*\n.*\n/, '');
    const finding = only(withoutVpc);
    assert.equal(finding.code, 'missing-vpc-config');
    assert.equal(finding.subject, 'WriteDashoneLambdaFunction');
    assert.equal(at(withoutVpc, finding), 'fileSystemConfig');
    assert.deepEqual(finding.fixes, []);

    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(codes(early), ['missing-depends-on']);
    const path = change(service, ['/mnt/efs', '/data']);
    assert.equal(at(path, only(path)), '/data');
    assert.deepEqual(codes(change(service, ['!GetAtt AccessPoint.Arn', '!GetAtt FileSystem.Arn'])), [
      'not-an-access-point',
    ]);
    assert.deepEqual(codes(change(service, ['FromPort: 2049, ToPort: 2049', 'FromPort: 22, ToPort: 22'])), [
      'nfs-inbound-closed',
    ]);
    assert.deepEqual(codes(change(service, ['      arn: !GetAtt AccessPoint.Arn\n', ''])), ['missing-arn']);
  });

  it('has the timeout of the function, of the provider, or of the Framework', () => {
    const short = change(service, ['  timeout: 20\n', '']);
    assert.equal(only(short).actual, '6');
    assert.deepEqual(only(short).fixes, []);
    const given = change(service, ['timeout: 20', 'timeout: 4']);
    assert.deepEqual(codes(apply(given, firstFix(only(given)).edits)), []);
  });

  it('has what an extension of its resource says', () => {
    const extending = (extension: string, text = service) =>
      codes(
        change(text, [
          'resources:\n',
          `resources:\n  extensions:\n    WriteDashoneLambdaFunction: ${extension}\n`,
        ]),
      );
    const short = change(service, ['  timeout: 20\n', '']);
    assert.deepEqual(extending('{Properties: {MemorySize: 512}}', short), ['short-timeout']);
    assert.deepEqual(extending('{Properties: {Timeout: 30}}', short), []);
    assert.deepEqual(extending('{Properties: {Timeout: 3}}'), ['short-timeout']);
    assert.deepEqual(extending('${file(more.yml)}', short), []);
    assert.deepEqual(extending('{Properties: "${file(more.yml)}"}', short), []);
    assert.deepEqual(
      codes(change(short, ['resources:\n', 'resources:\n  extensions: ${file(more.yml)}\n'])),
      [],
    );
    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(extending('{Properties: {Timeout: 30}}', early), ['missing-depends-on']);
    assert.deepEqual(extending('{DependsOn: MountTarget}', early), []);
    assert.deepEqual(extending('{DependsOn: [Subnet]}', early), ['missing-depends-on']);
    assert.deepEqual(extending('{DependsOn: [Subnet]}'), []);
    assert.deepEqual(extending('{DependsOn: "${self:custom.targets}"}', early), []);
  });

  /** The service with an extension of the function that mounts. */
  const extendedBy = (extension: string, text = service) =>
    change(text, [
      'resources:\n',
      `resources:\n  extensions:\n    WriteDashoneLambdaFunction: ${extension}\n`,
    ]);
  const vpc = '  vpc:\n    securityGroupIds: [!Ref FunctionGroup]\n    subnetIds: [!Ref Subnet]\n';

  it('has properties of an extension in place of its own, whatever either holds', () => {
    const groups = '{Properties: {VpcConfig: {SecurityGroupIds: [!Ref FunctionGroup]}}}';
    assert.deepEqual(codes(extendedBy(groups)), ['missing-subnet-ids']);
    const both =
      '{Properties: {VpcConfig: {SecurityGroupIds: [!Ref FunctionGroup], SubnetIds: [!Ref Subnet]}}}';
    assert.deepEqual(codes(extendedBy(both, change(service, [vpc, '']))), []);
    assert.deepEqual(codes(extendedBy('{Properties: {MemorySize: 512}}', change(service, [vpc, '']))), [
      'missing-vpc-config',
    ]);
    assert.deepEqual(codes(extendedBy('{Properties: {VpcConfig: "${file(vpc.yml)}"}}')), []);
    const mounts =
      '{Properties: {FileSystemConfigs: [{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: /data}]}}';
    assert.deepEqual(codes(extendedBy(mounts)), ['invalid-local-mount-path']);
    assert.deepEqual(codes(extendedBy('{Properties: {FileSystemConfigs: !Ref AWS::NoValue}}')), []);
    assert.deepEqual(codes(extendedBy('')), []);
  });

  it('has nothing that is certain beside the file system where its extension is elsewhere', () => {
    const faults: readonly (readonly [code: string, ...change: [from: string, to: string]])[] = [
      ['missing-depends-on', '    dependsOn: [MountTarget]\n', ''],
      ['missing-depends-on', 'dependsOn: [MountTarget]', 'dependsOn: [Subnet]'],
      ['missing-vpc-config', vpc, ''],
      ['missing-security-group-ids', '    securityGroupIds: [!Ref FunctionGroup]\n', ''],
      ['missing-subnet-ids', '    subnetIds: [!Ref Subnet]\n', ''],
      ['short-timeout', '  timeout: 20\n', ''],
      ['short-timeout', 'timeout: 20', 'timeout: 3'],
    ];
    const hidden = [
      '${file(more.yml)}',
      '{Properties: "${file(more.yml)}"}',
      '{"${self:custom.key}": "${file(more.yml)}"}',
      '{Properties: {"${self:custom.key}": 1}}',
      '!Include more.yml',
    ];
    for (const [code, from, to] of faults) {
      const text = change(service, [from, to]);
      assert.ok(codes(extendedBy('{Metadata: {a: b}}', text)).includes(code), code);
      for (const extension of hidden) {
        assert.deepEqual(codes(extendedBy(extension, text)), [], `${extension}: ${code}`);
      }
      for (const extensions of ['${file(more.yml)}', '{"${self:custom.id}": {Properties: {Timeout: 30}}}']) {
        const all = change(text, ['resources:\n', `resources:\n  extensions: ${extensions}\n`]);
        assert.deepEqual(codes(all), [], `${extensions}: ${code}`);
      }
    }
    const path = change(service, ['/mnt/efs', '/data']);
    for (const extension of hidden) {
      assert.deepEqual(codes(extendedBy(extension, path)), ['invalid-local-mount-path'], extension);
    }
    const early = extendedBy('${file(more.yml)}', change(service, ['    dependsOn: [MountTarget]\n', '']));
    const hover = hoverAt(read(early), early.indexOf('fileSystemConfig') + 2);
    assert.doesNotMatch(hoverMarkdown(hover ?? assert.fail(), t), /not in DependsOn/);
  });

  it('is made under the condition of its extension rather than its own', () => {
    const path = change(
      service,
      ['/mnt/efs', '/data'],
      ['resources:\n', 'resources:\n  Conditions: {Never: !Equals [a, b], Always: !Equals [a, a]}\n'],
    );
    const never = change(path, ['    dependsOn:', '    condition: Never\n    dependsOn:']);
    const always = change(path, ['    dependsOn:', '    condition: Always\n    dependsOn:']);
    assert.deepEqual(codes(never), []);
    assert.deepEqual(codes(extendedBy('{Condition: Always}', never)), ['invalid-local-mount-path']);
    assert.deepEqual(codes(extendedBy('{Condition: Never}', always)), []);
    assert.deepEqual(codes(extendedBy('{Condition: Never}', path)), []);
    assert.deepEqual(codes(extendedBy('{Properties: {Timeout: 30}}', never)), []);
    assert.deepEqual(codes(extendedBy('{Properties: "${file(more.yml)}"}', never)), []);
    // It may have another condition, or none.
    assert.deepEqual(codes(extendedBy('${file(more.yml)}', never)), ['invalid-local-mount-path']);
  });

  it('is made under conditions that any part of the resources defines', () => {
    const path = change(
      service,
      ['/mnt/efs', '/data'],
      ['    dependsOn:', '    condition: Never\n    dependsOn:'],
    );
    const start = path.indexOf('resources:\n');
    const own = path.slice(start).replaceAll(/^ /gm, '   ').replace('   ', '  -');
    const both = `${path.slice(0, start)}${own}  - Conditions: {Never: !Equals [a, b]}\n`;
    assert.deepEqual(codes(both), []);
    assert.deepEqual(codes(both.replace('[a, b]', '[a, a]')), ['invalid-local-mount-path']);
    const split = both.replace('resources:\n', 'resources:\n  - Conditions: {Other: !Equals [a, a]}\n');
    assert.deepEqual(codes(split), []);
  });

  it('has merged into it what the resources say of it', () => {
    const merging = (resource: string, text = service) =>
      change(text, ['  Resources:\n', `  Resources:\n    WriteDashoneLambdaFunction: ${resource}\n`]);
    const config =
      '    fileSystemConfig:\n      arn: !GetAtt AccessPoint.Arn\n      localMountPath: /mnt/efs\n';
    const mounts = (path: string) =>
      `{Type: 'AWS::Lambda::Function', Properties: {FileSystemConfigs: [{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: ${path}}]}}`;
    const without = change(service, [config, '']);
    assert.deepEqual(codes(merging(mounts('/mnt/efs'), without)), []);
    assert.deepEqual(codes(merging(mounts('/data'), without)), ['invalid-local-mount-path']);
    // Lists are merged item by item.
    assert.deepEqual(codes(merging(mounts('/data'))), []);
    assert.deepEqual(codes(merging('{Properties: {Timeout: 3}}')), ['short-timeout']);
    const groups = '    securityGroupIds: [!Ref FunctionGroup]\n';
    const more = '{Properties: {VpcConfig: {SecurityGroupIds: [!Ref FunctionGroup]}}}';
    assert.deepEqual(codes(merging(more, change(service, [groups, '']))), []);
    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(codes(merging('{DependsOn: [MountTarget]}', early)), []);
    assert.deepEqual(codes(merging('{DependsOn: [MountTarget]}')), []);
    assert.deepEqual(codes(merging('{Properties: "${file(more.yml)}"}', early)), []);
  });

  it('is not seen whole where it is elsewhere, and the resources only say what is merged into it', () => {
    const resource =
      "resources:\n  Resources:\n    OneLambdaFunction: {Type: 'AWS::Lambda::Function', Properties: {FileSystemConfigs: [{Arn: 'arn:x', LocalMountPath: /mnt/x}]}}\n";
    const head = 'service: x\nprovider: {name: aws}\n';
    assert.deepEqual([...codes(`${head}${resource}`)].sort(), [
      'invalid-access-point-arn',
      'missing-vpc-config',
      'short-timeout',
    ]);
    for (const functions of [
      '${file(functions.yml)}',
      '[{two: {}}, "${file(functions.yml)}"]',
      '{one: "${file(one.yml)}"}',
    ]) {
      assert.deepEqual(codes(`${head}functions: ${functions}\n${resource}`), [], functions);
    }
    const other = resource.replace('OneLambdaFunction', 'Native');
    assert.equal(codes(`${head}functions: \${file(functions.yml)}\n${other}`).length, 3);
  });

  it('is checked beside functions, resources and extensions that are elsewhere', () => {
    const path = change(service, ['/mnt/efs', '/data']);
    const start = path.indexOf('resources:\n');
    const own = path.slice(start).replaceAll(/^ /gm, '   ').replace('   ', '  -');
    const parts = `${path.slice(0, start)}${own}`;
    for (const more of ['- Resources: ${file(more.yml)}', '- ${file(more.yml)}', '- Resources:', '-']) {
      assert.deepEqual(codes(`${parts}  ${more}\n`), ['invalid-local-mount-path'], more);
    }
    const other = change(path, ['  other:\n    handler: other.handler\n', '  other: ${file(other.yml)}\n']);
    for (const extension of ['{Properties: {Timeout: 3}}', '{DependsOn: [Subnet]}', '${file(more.yml)}']) {
      const extended = change(other, [
        'resources:\n',
        `resources:\n  extensions:\n    OtherLambdaFunction: ${extension}\n`,
      ]);
      assert.deepEqual(codes(extended), ['invalid-local-mount-path'], extension);
    }
  });

  it('may depend on more, and have another timeout, where a part of the resources is elsewhere', () => {
    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    const short = change(service, ['  timeout: 20\n', '']);
    const inParts = (text: string, more: string) => {
      const start = text.indexOf('resources:\n');
      const own = text.slice(start).replaceAll(/^ /gm, '   ').replace('   ', '  -');
      return `${text.slice(0, start)}${own}  ${more}\n`;
    };
    const faults: readonly (readonly [text: string, code: string])[] = [
      [early, 'missing-depends-on'],
      [change(service, ['dependsOn: [MountTarget]', 'dependsOn: [Subnet]']), 'missing-depends-on'],
      [change(service, ['dependsOn: [MountTarget]', 'dependsOn: Subnet']), 'missing-depends-on'],
      [short, 'short-timeout'],
    ];
    for (const [text, code] of faults) {
      for (const seen of ['-', '- Outputs: {}', '- Resources:', '- extensions: {OtherLambdaFunction: {}}']) {
        assert.deepEqual(codes(inParts(text, seen)), [code], seen);
      }
      for (const hidden of ['- ${file(more.yml)}', '- Resources: ${file(more.yml)}', '- !Include more.yml']) {
        assert.deepEqual(codes(inParts(text, hidden)), [], `${hidden}: ${code}`);
      }
    }
    const hover = (more: string) => {
      const text = inParts(early, more);
      const found = hoverAt(read(text), text.indexOf('fileSystemConfig') + 2);
      return hoverMarkdown(found ?? assert.fail(), t);
    };
    assert.match(hover('- Outputs: {}'), /not in dependsOn/i);
    assert.doesNotMatch(hover('- ${file(more.yml)}'), /not in dependsOn/i);

    // What the function says is meant, and the Framework asks for its VPC before it takes what is elsewhere.
    const certain: readonly (readonly [text: string, code: string])[] = [
      [change(service, [vpc, '']), 'missing-vpc-config'],
      [change(service, ['timeout: 20', 'timeout: 3']), 'short-timeout'],
      [change(service, ['/mnt/efs', '/data']), 'invalid-local-mount-path'],
      [change(service, ['    subnetIds: [!Ref Subnet]\n', '']), 'missing-subnet-ids'],
    ];
    for (const [text, code] of certain) {
      assert.deepEqual(codes(inParts(text, '- ${file(more.yml)}')), [code]);
    }
    // A part that is seen counts more than what is hidden.
    const given = change(short, [
      'resources:\n',
      'resources:\n  extensions: {WriteDashoneLambdaFunction: {Properties: {Timeout: 3}}}\n',
    ]);
    assert.deepEqual(codes(inParts(given, '- ${file(more.yml)}')), ['short-timeout']);
  });

  it('has functions in several parts, merged key by key', () => {
    const inFunctions = (text: string, second: string) => {
      const start = text.indexOf('functions:\n') + 'functions:\n'.length;
      const end = text.indexOf('resources:\n');
      const own = text.slice(start, end).trimEnd().replaceAll(/^/gm, '  ').replace('    ', '  - ');
      return `${text.slice(0, start)}${own}\n  - ${second}\n${text.slice(end)}`;
    };
    const faults: readonly (readonly [code: string, text: string, given: string])[] = [
      [
        'missing-vpc-config',
        change(service, [vpc, '']),
        'vpc: {securityGroupIds: [!Ref FunctionGroup], subnetIds: [!Ref Subnet]}',
      ],
      [
        'missing-subnet-ids',
        change(service, ['    subnetIds: [!Ref Subnet]\n', '']),
        'vpc: {subnetIds: [!Ref Subnet]}',
      ],
      [
        'missing-depends-on',
        change(service, ['    dependsOn: [MountTarget]\n', '']),
        'dependsOn: MountTarget',
      ],
      ['short-timeout', change(service, ['  timeout: 20\n', '']), 'timeout: 20'],
      [
        'missing-local-mount-path',
        change(service, ['      localMountPath: /mnt/efs\n', '']),
        'fileSystemConfig: {localMountPath: /mnt/efs}',
      ],
    ];
    for (const [code, text, given] of faults) {
      assert.deepEqual(codes(inFunctions(text, '{other: {handler: a.b}}')), [code]);
      assert.deepEqual(codes(inFunctions(text, `{write-one: {${given}}}`)), [], code);
      // A part that is elsewhere may say any of it.
      for (const hidden of ['${file(more.yml)}', '{write-one: "${file(more.yml)}"}', '!Include more.yml']) {
        assert.deepEqual(codes(inFunctions(text, hidden)), [], `${hidden}: ${code}`);
      }
    }
    const roled = change(service, ['  timeout: 20\n', '  timeout: 20\n  iam: {role: Role}\n']).replace(
      '  Resources:\n',
      `  Resources:
    Role:
      Type: AWS::IAM::Role
      Properties: {AssumeRolePolicyDocument: {}, Policies: []}
`,
    );
    const ofRole = codes(inFunctions(roled, '{other: {handler: a.b}}'));
    assert.ok(ofRole.includes('missing-network-interface-permission'), ofRole.join());
    assert.deepEqual(codes(inFunctions(roled, '{write-one: {role: "${self:custom.role}"}}')), []);
    assert.deepEqual(codes(inFunctions(roled, '${file(more.yml)}')), []);
    // What a part says that is seen is meant.
    for (const [code, text] of [
      ['invalid-local-mount-path', change(service, ['/mnt/efs', '/data'])],
      ['short-timeout', change(service, ['    dependsOn:', '    timeout: 3\n    dependsOn:'])],
    ] as const) {
      assert.deepEqual(codes(inFunctions(text, '${file(more.yml)}')), [code]);
    }
    // What the provider says counts where the function says nothing, which is not seen.
    const ofProvider: readonly (readonly [code: string, text: string])[] = [
      ['short-timeout', change(service, ['timeout: 20', 'timeout: 3'])],
      ['missing-subnet-ids', change(service, ['[!Ref Subnet]\nfunctions', '[]\nfunctions'])],
      [
        'missing-subnet-ids',
        change(
          service,
          ['[!Ref Subnet]\nfunctions', '[]\nfunctions'],
          ['    dependsOn:', '    vpc: {securityGroupIds: [!Ref FunctionGroup]}\n    dependsOn:'],
        ),
      ],
    ];
    const more = change(service, [
      '    subnetIds: [!Ref Subnet]\nfunctions:\n  write-one:\n',
      '    subnetIds: []\nfunctions:\n  write-one:\n    vpc: {"${self:custom.key}": "${file(more.yml)}"}\n',
    ]);
    assert.deepEqual(codes(more), []);
    for (const [code, text] of ofProvider) {
      assert.deepEqual(codes(inFunctions(text, '{other: {handler: a.b}}')), [code]);
      assert.deepEqual(codes(inFunctions(text, '${file(more.yml)}')), [], code);
    }
  });

  it('may be put into a VPC by a plugin, in each form that plugins have', () => {
    const without = change(service, [vpc, '']);
    const having = (plugins: string) =>
      codes(change(without, ['functions:', `plugins: ${plugins}\nfunctions:`]));
    assert.deepEqual(having('serverless-vpc-discovery'), []);
    assert.deepEqual(having('[serverless-offline, serverless-vpc-discovery]'), []);
    assert.deepEqual(having('{modules: [serverless-vpc-discovery]}'), []);
    assert.deepEqual(having('[serverless-offline]'), ['missing-vpc-config']);
  });

  it('is judged while something is typed beside it', () => {
    const faults = [
      ['missing-depends-on', change(service, ['    dependsOn: [MountTarget]\n', ''])],
      ['missing-vpc-config', change(service, [vpc, ''])],
      ['short-timeout', change(service, ['  timeout: 20\n', ''])],
      ['short-timeout', change(service, ['timeout: 20', 'timeout: 3'])],
    ] as const;
    for (const [code, text] of faults) {
      for (const typed of [
        '  thir',
        '  "thir',
        '  third: [',
        '  third:\n    handler: "a',
        '  third: {a: b',
      ]) {
        const typing = change(text, [
          '    handler: other.handler\n',
          `    handler: other.handler\n${typed}\n`,
        ]);
        assert.ok(codes(typing).includes(code), `${typed}: ${code}`);
      }
    }
  });

  it('is not mended in the text of another resource that an alias brings in from behind it', () => {
    const early = change(service, ['    dependsOn: [MountTarget]\n', '']);
    const naming = (dependsOn: string, alias: string) =>
      `${change(early, [
        '      Type: AWS::EFS::MountTarget\n',
        `      Type: AWS::EFS::MountTarget\n      DependsOn: ${dependsOn}\n`,
      ])}    WriteDashoneLambdaFunction:\n      DependsOn: ${alias}\n`;
    for (const [dependsOn, alias] of [
      ['&early [Subnet, FileSystem]', '*early'],
      ['&early Subnet', '*early'],
      ['[&early Subnet]', '[*early]'],
    ] as const) {
      const finding = only(naming(dependsOn, alias));
      assert.equal(finding.code, 'missing-depends-on', dependsOn);
      assert.deepEqual(finding.fixes, [], dependsOn);
    }
  });

  it('is merged once of what aliases bring together any number of times', () => {
    const levels = Array.from({ length: 40 }, (_, at) => at);
    const tree = (name: string) =>
      levels
        .map(
          at =>
            `  ${name}${at}: &${name}${at} ${at === 0 ? '{a: 1}' : `{l: *${name}${at - 1}, r: *${name}${at - 1}}`}`,
        )
        .join('\n');
    const text = service
      .replace(
        'resources:\n',
        `custom:\n${tree('x')}\n${tree('y')}\nresources:\n  - Resources: {Tree: *x39}\n  - Resources: {Tree: *y39}\n  -\n`,
      )
      .replace(/  Resources:\n[^]*/, part => part.replaceAll(/^(?=.)/gm, '  '));
    assert.deepEqual(codes(text), []);
  });

  it('takes resources in several parts, of which some are elsewhere', () => {
    const target = /    MountTarget:\n(?: {6}.*\n)+/.exec(service)?.[0] ?? '';
    const without = change(service, [target, ''], ['    dependsOn: [MountTarget]\n', '']);
    assert.deepEqual(codes(without), ['missing-mount-target']);
    const start = without.indexOf('  Resources:');
    const listed = `${without.slice(0, start)}  - Resources:\n${without
      .slice(start + '  Resources:\n'.length)
      .replaceAll(/^(?=.)/gm, '  ')}`;
    assert.deepEqual(codes(listed), ['missing-mount-target']);
    assert.deepEqual(codes(`${listed}  - \${file(more.yml)}\n`), []);
  });

  it('mounts Amazon S3 Files, and is JSON too', () => {
    const s3 = change(
      service,
      ['      localMountPath', '      type: s3files\n      localMountPath'],
      [
        '!GetAtt AccessPoint.Arn',
        'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0',
      ],
    );
    assert.deepEqual(codes(s3), []);
    const json = JSON.stringify({
      service: 'files',
      provider: { name: 'aws', timeout: 20 },
      functions: {
        one: { handler: 'x', fileSystemConfig: { arn: 'arn:nothing', localMountPath: '/mnt/x' } },
      },
    });
    assert.deepEqual([...codes(json)].sort(), ['invalid-access-point-arn', 'missing-vpc-config']);
  });

  it('has hovers, definitions and lenses at its own keys', () => {
    const template = read(service);
    const hover = hoverAt(template, service.indexOf('fileSystemConfig') + 2);
    assert.equal(hover?.topic, 'FileSystemConfigs');
    assert.match(hoverMarkdown(hover, t), /AccessPoint.*\/data/);
    assert.equal(hoverAt(template, service.indexOf('localMountPath') + 2)?.topic, 'LocalMountPath');
    const [definition] = definitionsAt(template, service.indexOf('AccessPoint.Arn') + 2);
    assert.equal(definition && service.slice(definition.target.start, definition.target.end), 'AccessPoint');
    assert.deepEqual(
      functionsOf(template).map(({ logicalId }) => logicalId),
      ['WriteDashoneLambdaFunction'],
    );
  });

  it('checks functions among its resources, and nothing of other files with such words', () => {
    const native = `service: x\nprovider: {name: aws}\nresources:\n  Resources:\n    F:\n      Type: AWS::Lambda::Function\n      Properties:\n        Timeout: 20\n        FileSystemConfigs: [{Arn: !Ref A, LocalMountPath: /mnt/x}]\n`;
    assert.deepEqual(
      check(native).map(({ code, subject }) => `${code} ${subject}`),
      ['missing-vpc-config F'],
    );
    assert.equal(
      readTemplate('service: x\nprovider: y\nfunctions: {}\nnote: {fileSystemConfig: 1}\n')?.resources.size,
      0,
    );
    assert.equal(readTemplate('a: {fileSystemConfig: 1}\n'), undefined);
    const parts = ['service: x', 'provider: {name: aws}', 'functions: {one: {fileSystemConfig: {arn: a}}}'];
    assert.ok(readTemplate(`${parts.join('\n')}\n`));
    for (const missing of parts) {
      const rest = parts.filter(part => part !== missing);
      assert.equal(readTemplate(`${rest.join('\n')}\n`), undefined, missing);
    }
  });
});

describe('what is said of a function in serverless.yml', () => {
  const saying = (text: string) =>
    check(text)
      .map(finding => describeTemplateFinding(finding, t).message)
      .join('\n');

  it('names the keys that it has there', () => {
    const vpc = '  vpc:\n    securityGroupIds: [!Ref FunctionGroup]\n    subnetIds: [!Ref Subnet]\n';
    const withoutVpc = saying(change(service, [vpc, '']));
    assert.match(withoutVpc, /\bvpc\b/);
    assert.doesNotMatch(withoutVpc, /VpcConfig/);
    const withoutPath = saying(change(service, ['      localMountPath: /mnt/efs\n', '']));
    assert.match(withoutPath, /\blocalMountPath\b/);
    assert.doesNotMatch(withoutPath, /LocalMountPath/);
    const withoutTargets = saying(change(service, ['    dependsOn: [MountTarget]\n', '']));
    assert.match(withoutTargets, /\bdependsOn\b/);
    assert.doesNotMatch(withoutTargets, /DependsOn/);
  });
});
