import assert from 'node:assert/strict';
import { conditionHolds } from '../../../src/template/resolve/conditions';
import { Resolver } from '../../../src/template/resolve/resolve';
import { inEveryWorld, MAX_WORLDS, OTHER, World, type Choice } from '../../../src/template/resolve/world';
import { checkTemplate } from '../../../src/template';
import { change, efs, read } from './templates';

type Three = boolean | undefined;

const codes = (text: string): readonly string[] => checkTemplate(read(text)).map(({ code }) => code);

/** True, false, and what nobody knows before a deployment. */
const operands: readonly (readonly [Three, string])[] = [
  [true, '!Equals [a, a]'],
  [false, '!Equals [a, b]'],
  [undefined, '!Equals [!Ref Stage, prod]'],
];

function holds(condition: string, more = '', choices: ReadonlyMap<string, Choice> = new Map()): Three {
  const template = read(
    change(efs, [
      'Resources:\n',
      `Parameters:\n  Stage: {Type: String}\nConditions:\n  Asked: ${condition}\n${more}Resources:\n`,
    ]),
  );
  const world = new World(choices);
  const resolver = new Resolver(template, world);
  return conditionHolds('Asked', { template, world, resolve: node => resolver.resolve(node) });
}

const and = (values: readonly Three[]): Three =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;
const or = (values: readonly Three[]): Three =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;

describe('conditions of three values', () => {
  it('are not what they deny', () => {
    for (const [value, text] of operands) {
      assert.equal(holds(text), value, text);
      assert.equal(holds(`!Not [${text}]`), value === undefined ? undefined : !value, text);
    }
  });

  it('are all, or any, of what they join', () => {
    const pairs = operands.flatMap(one => operands.map(other => [one, other] as const));
    const triples = pairs.flatMap(pair => operands.map(third => [...pair, third] as const));
    for (const parts of [...operands.map(one => [one]), ...pairs, ...triples]) {
      const texts = parts.map(([, text]) => text).join(', ');
      const values = parts.map(([value]) => value);
      assert.equal(holds(`!And [${texts}]`), and(values), `And ${texts}`);
      assert.equal(holds(`!Or [${texts}]`), or(values), `Or ${texts}`);
      assert.equal(holds(`!Not [!Or [${texts}]]`), or(values) === undefined ? undefined : !or(values));
    }
  });

  it('compare what they see, in either order', () => {
    const prod = new Map<string, Choice>([['Stage', 'prod']]);
    const other = new Map<string, Choice>([['Stage', OTHER]]);
    for (const [condition, ...expected] of [
      ['!Equals [!Ref Stage, prod]', undefined, true, false],
      ['!Equals [prod, !Ref Stage]', undefined, true, false],
      ['!Equals [!Ref Stage, !Ref Stage]', true, true, true],
      ['!Or [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, dev]]', undefined, true, false],
      ['!And [!Equals [!Ref Stage, prod], !Equals [!Ref Stage, dev]]', undefined, false, false],
      ['!Equals [!Ref Stage]', undefined, undefined, undefined],
      ['!Equals [a]', undefined, undefined, undefined],
      ['!Equals [a, a, a]', undefined, undefined, undefined],
      ['!Equals [!Ref Nobody, a]', undefined, undefined, undefined],
      ['!Foo [a, a]', undefined, undefined, undefined],
      ['text', undefined, undefined, undefined],
      ['{a: b}', undefined, undefined, undefined],
      ['!Condition Other', undefined, true, false],
      ['{Condition: Other}', undefined, true, false],
      ['!Condition Nobody', undefined, undefined, undefined],
      ['!Condition Asked', undefined, undefined, undefined],
    ] as const) {
      const more = '  Other: !Equals [!Ref Stage, prod]\n';
      assert.deepEqual(
        [holds(condition, more), holds(condition, more, prod), holds(condition, more, other)],
        expected,
        condition,
      );
    }
  });

  it('that nothing is known of are the same wherever they are spelled', () => {
    const spelled = "!Equals [!Select [0, !Split ['-', !ImportValue Name]], prod]";
    const world = (value: string) =>
      inEveryWorld(one => {
        const template = read(
          change(efs, ['Resources:\n', `Conditions:\n  A: ${spelled}\n  B: ${value}\nResources:\n`]),
        );
        const resolver = new Resolver(template, one);
        const scope = { template, world: one, resolve: resolver.resolve.bind(resolver) };
        return `${conditionHolds('A', scope)} ${conditionHolds('B', scope)}`;
      });
    assert.deepEqual(world(spelled).toSorted(), ['false false', 'true true']);
    assert.deepEqual(world(`!Not [${spelled}]`).toSorted(), ['false true', 'true false']);
    assert.equal(world(spelled.replace('prod', 'dev')).length, 4);
  });

  it('are followed thirty levels deep, and no deeper than they can be', () => {
    const nots = (count: number) => `${'!Not ['.repeat(count)}!Equals [a, a]${']'.repeat(count)}`;
    assert.equal(holds(nots(30)), true);
    assert.equal(holds(nots(29)), false);
    assert.equal(holds(nots(31)), undefined);
  });
});

describe('worlds', () => {
  const deciding = (names: readonly string[], choices: readonly Choice[]) =>
    inEveryWorld(world => names.map(name => String(world.choose(name, choices))).join(' ')).toSorted();

  it('are all combinations of what is asked for', () => {
    assert.deepEqual(deciding(['a'], ['1', '2']), ['1', '2']);
    assert.deepEqual(deciding(['a', 'b'], ['1', '2']), ['1 1', '1 2', '2 1', '2 2']);
    assert.deepEqual(deciding([], ['1']), ['']);
  });

  it('are as many as are worth it, and leave the rest open', () => {
    const values = (count: number) => Array.from({ length: count }, (_, index) => String(index));
    assert.equal(deciding(['a'], values(MAX_WORLDS - 1)).length, MAX_WORLDS - 1);
    assert.deepEqual(deciding(['a'], values(MAX_WORLDS)), ['undefined']);
    const many = deciding(['a', 'b', 'c', 'd', 'e', 'f', 'g'], ['1', '2']);
    assert.ok(many.length > MAX_WORLDS / 4 && many.length <= MAX_WORLDS, `${many.length}`);
    assert.ok(many.some(world => world.includes('undefined')));
  });

  it('remember what was worked out, and ask again for what was not decided', () => {
    const world = new World();
    let looked = 0;
    const look = () =>
      world.remember('x', 'key', 'meanwhile', () => {
        looked++;
        return `${String(world.choose('a', ['1']))} ${world.remember('x', 'key', '?', () => 'never')}`;
      });
    assert.equal(look(), 'undefined meanwhile');
    assert.equal(world.takeUndecided()?.variable, 'a');
    assert.equal(look(), 'undefined meanwhile');
    assert.equal(world.takeUndecided()?.variable, 'a');
    assert.equal(world.takeUndecided(), undefined);
    assert.equal(looked, 1);
    assert.equal(
      world.remember('y', 'key', '', () => 'of another meaning'),
      'of another meaning',
    );
    world.choose('first', ['1']);
    world.remember('x', 'other', '', () => world.choose('second', ['1']));
    assert.equal(world.takeUndecided()?.variable, 'first');
  });
});

describe('permissions of three values', () => {
  const managed =
    '        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n';
  const encrypted = '      Encrypted: true\n';
  const client = "['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']";
  const statement = (action: string) => `{Effect: Allow, Action: ${action}, Resource: '*'}`;

  /** What each place says of the permission: `yes`, `no`, or what cannot be seen. */
  const inline = {
    yes: `      Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statement(client)}}}]\n`,
    no: `      Policies: [{PolicyName: p, PolicyDocument: {Statement: ${statement("'s3:*'")}}}]\n`,
    unseen: '      Policies: !Ref Policies\n',
  };
  const attached = {
    yes: '        - arn:aws:iam::aws:policy/AmazonElasticFileSystemClientReadWriteAccess\n',
    no: '        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\n',
    unseen: '        - !ImportValue Policy\n',
  };
  const own = (document: string) =>
    `  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: p\n      Roles: [!Ref Role]\n      PolicyDocument: ${document}\n\n  Function:\n`;
  const resource = {
    yes: own(`{Statement: [${statement(client)}]}`),
    no: own(`{Statement: [${statement('[]')}]}`),
    unseen: own('!Ref Document'),
  };
  const ofFileSystem = (principal: string, action: string) =>
    `${encrypted}      FileSystemPolicy:\n        Statement:\n          - {Effect: Allow, Principal: ${principal}, Action: ${action}}\n`;
  const policy = {
    yes: ofFileSystem('{AWS: !GetAtt Role.Arn}', client),
    no: ofFileSystem('{AWS: !GetAtt Role.Arn}', "'elasticfilesystem:Describe*'"),
    unseen: ofFileSystem('{AWS: !ImportValue Role}', client),
  };
  const all = ['no', 'yes', 'unseen'] as const;

  it('are missing only where no place grants them and all of them are seen', () => {
    for (const a of all) {
      for (const b of all) {
        for (const c of all) {
          for (const d of all) {
            const text = change(
              efs,
              [managed, `${managed}${attached[b]}${inline[a]}`],
              ['  Function:\n', resource[c]],
              [encrypted, policy[d]],
            );
            const missing = codes(text).filter(code => code === 'missing-client-mount');
            const isMissing = [a, b, c, d].every(one => one === 'no');
            assert.deepEqual(missing, isMissing ? ['missing-client-mount'] : [], `${a} ${b} ${c} ${d}`);
          }
        }
      }
    }
  });

  it('are granted by the patterns that IAM has', () => {
    const granting = (action: string) =>
      codes(
        change(efs, [encrypted, policy.no], [managed, `${managed}${inline.yes.replace(client, action)}`]),
      ).filter(code => code.startsWith('missing-client'));
    for (const action of [
      "'*'",
      "'elasticfilesystem:*'",
      "'elasticfilesystem:Client*'",
      "'elasticfilesystem:client?????'",
      "'ELASTICFILESYSTEM:CLIENTMOUNT'",
      "'elastic*:*t*'",
      "['s3:*', 'elasticfilesystem:Client*']",
    ]) {
      assert.ok(!granting(action).includes('missing-client-mount'), action);
    }
    for (const action of [
      "'s3:*'",
      "'elasticfilesystem:ClientMoun'",
      "'elasticfilesystem:ClientMount?'",
      "'elasticfilesystem:ClientMount2'",
      "'elasticfilesystem:?lientMoun'",
      "''",
      '[]',
    ]) {
      assert.deepEqual(granting(action), ['missing-client-mount'], action);
    }
    assert.deepEqual(granting("'elasticfilesystem:ClientMount'"), ['missing-client-write']);
    assert.deepEqual(granting('!ImportValue Action'), []);
    assert.deepEqual(granting('[!ImportValue Action]'), []);
  });
});
