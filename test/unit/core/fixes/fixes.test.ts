import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parse } from 'yaml';
import { fixText, formatsOf } from '../../../../src/core/export/fixText';
import type { CauseCode, FailureCause } from '../../../../src/core/failure/mountCauses';
import { startFailures } from '../../../../src/core/failure/startFailures';
import type { fixFormats } from '../../../../src/core/fixes/fix';
import { type Fix } from '../../../../src/core/fixes/fix';
import { fixesForCause, fixesForFailure, fixesForFinding } from '../../../../src/core/fixes/fixesFor';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import type { FileSystemSetup, PosixUser } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { shellWords } from '../../../../src/core/text/shellWords';
import { skip } from '../../../harness/skip';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import { readingValue } from '../../../../src/core/mount/reading';
import { lambdaFunction } from '../captures';
import {
  mountTarget,
  network,
  openGroups,
  reading,
  setupWith,
  subnet,
  target as world,
} from '../failure/networkWorld';
import { metricsOf } from '../mount/metricsOf';

const t = createTranslate();
const terminal = { shell: 'posix', region: 'eu-west-1' } as const;

const efs: LambdaFunction = {
  ...lambdaFunction(),
  role: 'arn:aws:iam::123456789012:role/service-role/reports',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  securityGroupIds: ['sg-function', 'sg-other'],
};
const s3FileSystem = 'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0';
const s3files: LambdaFunction = {
  ...efs,
  fileSystem: {
    kind: 's3files',
    arn: `${s3FileSystem}/access-point/fsap-0123456789abcdef0`,
    localMountPath: '/mnt/s3',
    fileSystemId: 'fs-0123456789abcdef0',
    accessPointId: 'fsap-0123456789abcdef0',
  },
};
const setup: FileSystemSetup = {
  readAt: '2026-11-28T12:00:00.000Z',
  accessPoint: {
    ok: true,
    value: {
      id: 'fsap-0123456789abcdef0',
      fileSystemId: 'fs-12345678',
      posixUser: { uid: 1001, gid: 1002, secondaryGids: [1003, 1004] },
      rootDirectory: { path: '/data' },
    },
  },
  fileSystem: { ok: true, value: { id: 'fs-12345678', throughputMode: 'bursting' } },
  mountTargets: {
    ok: true,
    value: [
      {
        id: 'fsmt-1',
        subnetId: 'subnet-0123456789abcdef0',
        lifeCycleState: 'available',
        securityGroups: { ok: true, value: ['sg-0aaaaaaaaaaaaaaa1', 'sg-second'] },
      },
    ],
  },
  policy: { ok: true, value: true },
};

const causeCodes = [...new Set<CauseCode>(Object.values(startFailures).flatMap(({ causes }) => causes))];
const findingCodes = [
  'read-only-mount',
  'mount-unresponsive',
  'major-timeouts',
  'tmp-nearly-full',
  'exports-failed',
  'imports-failed',
] as const;

function of(
  code: CauseCode,
  target = efs,
  read: FileSystemSetup | null = setup,
  params = {},
): readonly Fix[] {
  return fixesForCause({ code, standing: 'likely', params }, target, read ?? undefined);
}

/** Every fix that there is, of both kinds of file systems, with and without what AWS tells of them. */
function everyFix(): readonly Fix[] {
  const targets = [
    efs,
    s3files,
    { ...efs, subnetIds: [], securityGroupIds: [], role: undefined, vpcId: undefined },
  ];
  return targets.flatMap(target =>
    [setup, null].flatMap(read => [
      ...causeCodes.flatMap(code => of(code, target, read, { missing: 'access-point' })),
      ...fixesForCause(
        {
          code: 'other-network',
          standing: 'certain',
          fact: {
            code: 'acl-closes',
            params: { acl: 'acl-1', direction: 'inbound', entry: '*', ports: '2049' },
          },
        },
        target,
        read ?? undefined,
      ),
      ...findingCodes.flatMap(code =>
        fixesForFinding(
          { code, severity: 'error', subject: '/mnt/efs', sources: [] },
          target,
          read ?? undefined,
        ),
      ),
    ]),
  );
}

function text(fix: Fix | undefined, format: (typeof fixFormats)[number] = 'aws-cli'): string {
  assert.ok(fix);
  return fixText(fix, format, terminal, t);
}

describe('a fix to copy', () => {
  it('opens TCP 2049 between the groups of this function and of its mount targets, in both directions', () => {
    const [inbound] = of('mount-target-inbound');
    assert.equal(
      text(inbound),
      'aws ec2 authorize-security-group-ingress --group-id sg-0aaaaaaaaaaaaaaa1 --protocol tcp --port 2049 --source-group sg-function --region eu-west-1\n',
    );
    assert.equal(
      text(inbound, 'cloudformation'),
      `Resources:
  NfsFromFunction:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: sg-0aaaaaaaaaaaaaaa1
      IpProtocol: tcp
      FromPort: 2049
      ToPort: 2049
      SourceSecurityGroupId: sg-function
`,
    );
    assert.equal(
      text(inbound, 'terraform'),
      `resource "aws_vpc_security_group_ingress_rule" "nfs_from_function" {
  security_group_id            = "sg-0aaaaaaaaaaaaaaa1"
  referenced_security_group_id = "sg-function"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
}
`,
    );
    assert.equal(
      text(of('function-outbound')[0]),
      'aws ec2 authorize-security-group-egress --group-id sg-function --ip-permissions "IpProtocol=tcp,FromPort=2049,ToPort=2049,UserIdGroupPairs=[{GroupId=sg-0aaaaaaaaaaaaaaa1}]" --region eu-west-1\n',
    );
  });

  it('names the group, the subnet and the network ACL that are proved to be in the way', () => {
    const proved = (
      code: CauseCode,
      params: Record<string, string>,
      factParams: Record<string, string> = {},
    ) =>
      text(
        fixesForCause(
          {
            code,
            standing: 'certain',
            params,
            fact: { code: 'acl-closes', params: factParams },
          },
          efs,
          setup,
        )[0],
      );
    assert.match(
      proved('mount-target-inbound', { targetGroups: 'sg-closed, sg-more' }),
      /--group-id sg-closed .*--source-group sg-function/,
    );
    // A rule in one group of each mount target that is closed, and none at those that are open.
    const targetsWith = (...groups: readonly (readonly string[])[]): FileSystemSetup => ({
      ...setup,
      mountTargets: {
        ok: true,
        value: groups.map((value, at) => ({
          id: `fsmt-${at}`,
          subnetId: `subnet-${at}`,
          lifeCycleState: 'available',
          securityGroups: { ok: true, value },
        })),
      },
    });
    const [ofTwo] = fixesForCause(
      {
        code: 'mount-target-inbound',
        standing: 'certain',
        params: { targetGroups: 'sg-1, sg-2, sg-3' },
        fact: { code: 'no-rule', params: {} },
      },
      efs,
      targetsWith(['sg-1', 'sg-2'], ['sg-3'], ['sg-open'], ['sg-2', 'sg-open']),
    );
    assert.deepEqual(
      [...text(ofTwo).matchAll(/--group-id (\S+)/g)].map(([, group]) => group),
      ['sg-1', 'sg-3'],
    );
    assert.match(
      proved('mount-target-missing', { subnet: 'subnet-0123456789abcdef9', zone: 'eu-west-1c' }),
      /^aws efs create-mount-target --file-system-id fs-12345678 --subnet-id subnet-0123456789abcdef9 /,
    );
    assert.match(
      proved('other-network', {}, { acl: 'acl-1', direction: 'outbound', entry: '100', ports: '1024–65535' }),
      /^aws ec2 create-network-acl-entry --network-acl-id acl-1 --rule-number 99 --protocol tcp --port-range "From=1024,To=65535" --cidr-block CIDR_OF_THE_OTHER_SIDE --rule-action allow --egress /m,
    );
  });

  it('says what is to be put in where an id is not known', () => {
    assert.equal(
      text(of('mount-target-inbound', efs, null)[0]),
      `# Replace MOUNT_TARGET_SECURITY_GROUP_ID: security group of the mount targets
aws ec2 authorize-security-group-ingress --group-id MOUNT_TARGET_SECURITY_GROUP_ID --protocol tcp --port 2049 --source-group sg-function --region eu-west-1
`,
    );
  });

  it('makes mount targets in the subnets that have none, each service its own', () => {
    assert.match(
      text(of('mount-target-missing')[0]),
      /^aws efs create-mount-target --file-system-id fs-12345678 --subnet-id subnet-0123456789abcdef1 --security-groups sg-0aaaaaaaaaaaaaaa1 /m,
    );
    assert.match(
      text(of('mount-target-missing', s3files, null)[0]),
      /^aws s3files create-mount-target --file-system-id fs-0123456789abcdef0 --subnet-id subnet-0123456789abcdef0 /m,
    );
  });

  it('makes one mount target in each zone that is known to have none', () => {
    const inThreeZones = {
      ...world,
      subnetIds: ['subnet-a', 'subnet-b', 'subnet-b2', 'subnet-c'],
    };
    const read = network();
    const subnets = [
      ...(readingValue(read.subnets) ?? []),
      subnet('subnet-b2', 'b', '10.0.2.0/24'),
      subnet('subnet-c', 'c', '10.0.3.0/24'),
    ];
    const known = setupWith({ ...read, subnets: reading(subnets) }, reading([mountTarget('a', 'a')]));
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, inThreeZones, known);
    const cause = failure?.causes.find(({ code }) => code === 'mount-target-missing');
    assert.equal(cause?.standing, 'certain');
    const lines = text(fixesForCause(cause, inThreeZones, known)[0]);
    assert.deepEqual(lines.match(/subnet-[a-c]\d?\b/g), ['subnet-b', 'subnet-c']);
    assert.doesNotMatch(lines, /#/, 'nothing is left to choose');
  });

  it('offers nothing for a finding whose causes are ruled out', () => {
    const codes = (read: FileSystemSetup) =>
      fixesForFinding(
        { code: 'mount-unresponsive', severity: 'error', subject: '/mnt/efs', sources: [] },
        world,
        read,
      ).map(({ code }) => code);
    const bursting = reading({
      id: 'fs-1',
      lifeCycleState: 'available',
      throughputMode: 'bursting',
    } as const);
    const unknown = { ...setupWith(), network: undefined, fileSystem: bursting };
    assert.deepEqual(codes(unknown), ['allow-inbound', 'elastic-throughput', 'more-throughput']);
    assert.deepEqual(codes({ ...setupWith(), fileSystem: bursting }), [
      'elastic-throughput',
      'more-throughput',
    ]);
    assert.deepEqual(codes({ ...unknown, metrics: reading(metricsOf({})) }), ['allow-inbound']);
    const closed = network({ securityGroups: reading(openGroups.map(group => ({ ...group, rules: [] }))) });
    assert.deepEqual(codes({ ...setupWith(closed), metrics: reading(metricsOf({})), fileSystem: bursting }), [
      'allow-inbound',
    ]);
  });

  it('lets the role mount this file system through this access point only', () => {
    const [role, policy] = of('role-denied');
    const document = shellWords(text(role))?.at(-3) ?? '';
    assert.deepEqual(JSON.parse(document), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
          Resource: 'arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-12345678',
          Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': efs.fileSystem.arn } },
        },
      ],
    });
    assert.match(text(role), /--role-name reports /);
    assert.match(text(policy), /^# It replaces the whole policy/);
    assert.match(text(of('role-denied', s3files)[0]), new RegExp(`"Resource":"${s3FileSystem}"`));
  });

  it('lets the role of S3 Files at its bucket, by their names where they are known', () => {
    const bucket = { arn: 'arn:aws:s3:::data', prefix: '', role: 'arn:aws:iam::1:role/a/sync' };
    const fixOf = (read?: FileSystemSetup) =>
      fixesForFinding(
        { code: 'exports-failed', severity: 'error', subject: 'fs-1', sources: [] },
        s3files,
        read,
      )[0];
    const known = text(fixOf({ ...setup, fileSystem: reading({ id: 'fs-1', bucket }) }));
    assert.match(known, /--role-name sync --policy-name SynchronizeBucket /);
    assert.match(known, /"s3:PutObject\*"\],"Resource":\["arn:aws:s3:::data","arn:aws:s3:::data\/\*"\]/);
    assert.match(known, /^# .* kms:Decrypt and kms:GenerateDataKey/m);
    const unknown = text(fixOf());
    assert.match(unknown, /^# Replace BUCKET_ARN: ARN of the bucket/m);
    assert.match(unknown, /^# Replace S3_FILES_ROLE_NAME: /m);
  });

  it('gives no file system its first policy: it would shut out all other clients', () => {
    const withPolicy = (policy: FileSystemSetup['policy']): FileSystemSetup => ({ ...setup, policy });
    const none = withPolicy({ ok: true, value: false });
    const codes = (fixes: readonly Fix[]) => fixes.map(({ code }) => code);
    const ofReadOnly = (read: FileSystemSetup, target = efs) =>
      codes(
        fixesForFinding(
          { code: 'read-only-mount', severity: 'warning', subject: '/mnt/efs', sources: [] },
          target,
          read,
        ),
      );
    const both = ['allow-in-role', 'allow-in-file-system-policy'];
    assert.deepEqual(codes(of('role-denied', efs, none)), ['allow-in-role']);
    assert.deepEqual(codes(of('role-denied', s3files, none)), both);
    // EFS asks IAM for nothing there: no permission makes the mount writable.
    assert.deepEqual(ofReadOnly(none), []);
    assert.deepEqual(ofReadOnly(setup), both);
    assert.deepEqual(ofReadOnly(none, s3files), both);
    // What the file system's policy denies, no permission of the role allows.
    for (const target of [efs, s3files]) {
      assert.deepEqual(codes(of('role-denied', target, setup, { policy: 'denies' })), [
        'allow-in-file-system-policy',
      ]);
    }
    assert.doesNotMatch(text(of('role-denied')[1]), /shuts out/);
    assert.match(text(of('role-denied', efs, withPolicy(undefined))[1]), /^# .* shuts out all clients/m);
  });

  it('makes an access point for the user of the old one, with its groups', () => {
    const withUser = (posixUser?: PosixUser) => ({
      ...setup,
      accessPoint: {
        ok: true as const,
        value: {
          id: 'fsap-0123456789abcdef0',
          rootDirectory: { path: '/data', creationInfo: { uid: 7, gid: 8, permissions: '750' } },
          ...(posixUser && { posixUser }),
        },
      },
    });
    const [fix] = of(
      'root-directory-missing',
      efs,
      withUser({ uid: 1001, gid: 1002, secondaryGids: [5, 6] }),
    );
    assert.match(text(fix), /--posix-user "?Uid=1001,Gid=1002,SecondaryGids=\[5,6\]"? /);
    assert.match(text(fix, 'terraform'), /secondary_gids = \[5, 6\]/);
    assert.match(text(fix, 'cloudformation'), /SecondaryGids:\s+- "?'?5/);
    // Without a user, calls keep that of the function.
    const [bare] = of('root-directory-missing', efs, withUser());
    for (const format of ['aws-cli', 'cloudformation', 'terraform'] as const) {
      assert.doesNotMatch(text(bare, format), /posix.?user/i, format);
    }
    assert.match(text(bare), /OwnerUid=7,OwnerGid=8/);
    assert.match(text(of('root-directory-missing', efs, null)[0]), /--posix-user "?Uid=1000,Gid=1000"? /);
    // Of a user that AWS did not tell whole, nobody knows whose files they are.
    assert.deepEqual(of('root-directory-missing', efs, withUser({ gid: 1002, secondaryGids: [] })), []);
    assert.deepEqual(of('root-directory-missing', efs, withUser({ uid: 1001, secondaryGids: [] })), []);
  });

  it('offers no elastic throughput where a file system cannot have it, or has it', () => {
    const withMode = (more: object): FileSystemSetup => ({
      ...setup,
      fileSystem: { ok: true, value: { id: 'fs-12345678', ...more } },
    });
    const codes = (more: object) => of('throughput-exhausted', efs, withMode(more)).map(({ code }) => code);
    assert.deepEqual(codes({ throughputMode: 'bursting' }), ['elastic-throughput', 'more-throughput']);
    assert.deepEqual(codes({ throughputMode: 'bursting', performanceMode: 'maxIO' }), ['more-throughput']);
    assert.deepEqual(codes({ throughputMode: 'elastic' }), []);
    assert.match(
      text(
        of(
          'throughput-exhausted',
          efs,
          withMode({ throughputMode: 'provisioned', provisionedMibps: 40.5 }),
        ).at(-1),
      ),
      /--provisioned-throughput-in-mibps 81 /,
    );
  });

  it('doubles what /tmp has, up to what Lambda gives', () => {
    const give = (total: string | undefined) =>
      text(
        fixesForFinding(
          {
            code: 'tmp-nearly-full',
            severity: 'warning',
            subject: '/tmp',
            params: total ? { total } : {},
            sources: [],
          },
          efs,
        )[0],
      );
    assert.match(give('551346176'), /--ephemeral-storage "Size=1024"/);
    assert.match(give(String(9 * 1024 ** 3)), /--ephemeral-storage "Size=10240"/);
    assert.match(give(undefined), /--ephemeral-storage "Size=1024"/);
  });

  it('is not offered for a cause that is ruled out', () => {
    assert.deepEqual(fixesForCause({ code: 'role-denied', standing: 'ruled-out' }, efs, setup), []);
  });

  it('is offered beside a certain cause only for causes of which something is known', () => {
    const causesOffered = (missing: FailureCause['standing'], inbound: FailureCause['standing']) => [
      ...fixesForFailure(
        {
          target: efs,
          causes: [
            { code: 'mount-target-missing', standing: missing },
            { code: 'mount-target-inbound', standing: inbound },
          ],
        },
        setup,
      ).keys(),
    ];
    const both = ['mount-target-missing', 'mount-target-inbound'];
    assert.deepEqual(causesOffered('certain', 'likely'), ['mount-target-missing']);
    assert.deepEqual(causesOffered('certain', 'indicated'), both);
    assert.deepEqual(causesOffered('certain', 'certain'), both);
    assert.deepEqual(causesOffered('indicated', 'likely'), both);
    assert.deepEqual(causesOffered('likely', 'likely'), both);
  });

  it('names the profile with which the function was found', () => {
    const [fix] = of('throughput-exhausted');
    assert.ok(fix);
    const line = fixText(fix, 'aws-cli', { ...terminal, profile: 'my team' }, t);
    assert.match(line, / --region eu-west-1 --profile "my team"\n$/);
  });

  it('is YAML that says what was meant, whatever the names hold', () => {
    const odd = { ...efs, securityGroupIds: ['yes: "no" # {a}', '- x'], subnetIds: ['123', 'null'] };
    for (const fix of [...everyFix(), ...causeCodes.flatMap(code => of(code, odd))]) {
      if (fix.cloudFormation) {
        assert.deepEqual(parse(text(fix, 'cloudformation')), { Resources: fix.cloudFormation });
      }
    }
  });

  it('gives a shell the words that were meant, whatever the names hold', function () {
    const odd: LambdaFunction = {
      ...efs,
      name: `a'b"c $(touch /tmp/x) \`id\` ; & | > <`,
      securityGroupIds: [`sg' || 'x`, 'b,c=d'],
      subnetIds: ['a,b', 'c]d'],
      region: 'eu-west-1; rm',
    };
    const fixes = causeCodes.flatMap(code => of(code, odd, setup, { missing: 'access-point' }));
    const shown = fixes.map(fix => fixText(fix, 'aws-cli', { ...terminal, region: odd.region }, t)).join('');
    // The shell's own words, each with a NUL behind it, each line with another.
    const read = spawnSync('sh', ['-c', `aws() { printf '%s\\0' "$@" ; printf '\\0'; }\n${shown}`], {
      encoding: 'utf8',
    });
    assert.equal(read.stderr, '');
    const lines = read.stdout
      .split('\0\0')
      .slice(0, -1)
      .map(line => line.split('\0'));
    const meant = fixes.flatMap(({ commands }) => commands.map(words => [...words, '--region', odd.region]));
    assert.deepEqual(lines, meant);
  });

  it('keeps the quotation marks of JSON in every PowerShell', () => {
    const [role] = of('role-denied');
    assert.ok(role);
    const powershell = { ...terminal, shell: 'powershell' } as const;
    const [first, line = ''] = fixText(role, 'aws-cli', powershell, t).split('\n');
    assert.equal(first, "$PSNativeCommandArgumentPassing = 'Legacy'");
    const document = / --policy-document '(.*)' --region /.exec(line)?.[1] ?? '';
    assert.doesNotMatch(document, /(?<!\\)"/);
    assert.equal(document.replaceAll('\\"', '"'), role.commands[0]?.at(-1));
    // Nothing is set where no word has one.
    const [inbound] = of('mount-target-inbound');
    assert.ok(inbound);
    assert.match(fixText(inbound, 'aws-cli', powershell, t), /^aws ec2 /);
  });

  it('is accepted by the AWS CLI, line by line', function () {
    this.timeout(180_000);
    const script = path.resolve('test/fixtures/aws/cliAccepts.py');
    const lines = everyFix().flatMap(fix =>
      text(fix)
        .split('\n')
        .filter(line => line.startsWith('aws '))
        .map(line => shellWords(line)?.slice(1) ?? []),
    );
    const distinct = [...new Map(lines.map(words => [JSON.stringify(words), words])).values()];
    const ask = (python: string) =>
      spawnSync(python, [script], { input: JSON.stringify(distinct), encoding: 'utf8' });
    const answer = ['python3', '/usr/bin/python3'].map(ask).find(({ status }) => status === 0);
    if (!answer) {
      skip(this, 'no Python has the AWS CLI (on Debian: awscli)');
    }
    const said = JSON.parse(answer.stdout) as readonly (string | null)[];
    const refused = distinct.flatMap((words, at) => {
      const known = said[at] !== 'unknown service' || words[0] !== 's3files';
      return said[at] === null || !known ? [] : [`${words.join(' ')}: ${said[at]}`];
    });
    assert.deepEqual(refused, []);
    assert.ok(distinct.length > 30);
    // The check itself refuses what the CLI would.
    const wrong = spawnSync('python3', [script], {
      input: JSON.stringify([['efs', 'create-mount-target', '--file-system-id', 'fs-1', '--no-such', 'x']]),
      encoding: 'utf8',
    });
    assert.ok(wrong.status !== 0 || !wrong.stdout.includes('[null]'));
  });

  it('is what Terraform itself would write', function () {
    this.timeout(60_000);
    const written = everyFix()
      .filter(fix => formatsOf(fix).includes('terraform'))
      .map(fix => text(fix, 'terraform'));
    const tried = spawnSync('terraform', ['fmt', '-no-color', '-'], {
      input: written.join('\n'),
      encoding: 'utf8',
    });
    if (tried.error) {
      skip(this, 'there is no terraform on the PATH');
    }
    assert.equal(tried.status, 0, tried.stderr);
    assert.equal(tried.stdout, written.join('\n'));
  });

  it('make an access point that creates its root directory as the one before it does', () => {
    const both = { uid: 7, gid: 8 };
    const made = (permissions: string, owner: { readonly uid?: number; readonly gid?: number } = both) => {
      const creationInfo = { ...owner, permissions };
      const known: FileSystemSetup = {
        ...setup,
        accessPoint: reading({
          id: 'fsap-1',
          posixUser: { uid: 1, gid: 2, secondaryGids: [] },
          rootDirectory: { path: '/d', creationInfo },
        }),
      };
      const cause = { code: 'root-directory-missing', standing: 'likely' } as const;
      return JSON.stringify(fixesForCause(cause, efs, known)[0]);
    };
    assert.match(made('750'), /OwnerUid=7,OwnerGid=8,Permissions=750/);
    assert.match(made('750'), /"OwnerUid":"7","OwnerGid":"8","Permissions":"750"/);
    assert.match(made('rwx; x'), /Permissions=755/);
    // Nor is an owner made up who was not told whole.
    assert.equal(made('750', { gid: 8 }), undefined);
    assert.equal(made('750', { uid: 7 }), undefined);
  });
});
