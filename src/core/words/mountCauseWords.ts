import { own } from '../guards';
import type { FileSystemKind, LambdaFunction } from '../lambdaFunction';
import { formatBytes, formatInteger } from '../text/display';
import { joinSentences, type Translate } from '../translate';
import { burstingBaseline } from '../mount/fileSystemSetup';
import type { CauseCode, FailureCause } from '../failure/mountCauses';
import { bounded, visible } from '../text/visibleText';
import { nameKind } from './fileSystemKindWords';
import { describePathFact, isSeveral } from './pathFactWords';

/** Title of a cause, and what to check with this function's own resources, or what was read of them. */
export function describeCause(
  cause: FailureCause,
  target: LambdaFunction,
  t: Translate,
  locale: string,
): readonly [title: string, check: string] {
  const [title, check] = causes[cause.code](t, { ...namesOf(target, t), ...evidenceOf(cause, locale) });
  if (!cause.fact) {
    return [title, check];
  }
  const fact = describePathFact(cause.fact, t);
  return [title, cause.standing === 'ruled-out' ? fact : joinSentences([fact, check])];
}

/** What sentences name, as it is shown. */
interface Names {
  readonly function: string;
  /** `EFS`, `S3 Files` or `the file system`. */
  readonly service: string;
  readonly role: string;
  readonly vpc: string;
  readonly subnets: string;
  readonly groups: string;
  readonly accessPoint: string;
  readonly kind: FileSystemKind;
  readonly timeoutSeconds: number;
  readonly account: string;
}

/** What was read about a cause. */
interface Evidence {
  readonly standing: FailureCause['standing'];
  readonly read: (name: string) => string;
  readonly locale: string;
}

function evidenceOf({ params = {}, standing }: FailureCause, locale: string): Evidence {
  return { standing, read: name => visible(String(own(params, name) ?? '')), locale };
}

/** Characters of the ids that a sentence lists: all that Lambda allows, and not what an endpoint makes up. */
const MOST_LISTED = 4096;

function namesOf(target: LambdaFunction, t: Translate): Names {
  const { accountId, fileSystem, role, securityGroupIds, subnetIds, vpcId } = target;
  const list = (values: readonly string[]) => bounded(values.map(visible).join(', '), MOST_LISTED) || '–';
  return {
    function: visible(target.name),
    service: nameKind(fileSystem.kind, t),
    role: visible(role?.split(':role/')[1] ?? role ?? '–'),
    vpc: visible(vpcId ?? '–'),
    subnets: list(subnetIds),
    groups: list(securityGroupIds),
    accessPoint: visible(fileSystem.accessPointId ?? fileSystem.arn),
    kind: fileSystem.kind,
    timeoutSeconds: target.timeoutSeconds,
    account: visible(accountId ?? '–'),
  };
}

/** @param statement its Sid, empty where it has none */
function denied(statement: string, action: string, role: string, t: Translate): string {
  return statement === ''
    ? t(
        'The policy of the file system denies {0} to {1}, and no permission counts against a denial. Take that statement out, or except the role from it.',
        action,
        role,
      )
    : t(
        'The statement “{0}” in the policy of the file system denies {1} to {2}, and no permission counts against a denial. Take it out, or except the role from it.',
        statement,
        action,
        role,
      );
}

/** Title, and what to check. */
type Cause = (t: Translate, names: Names & Evidence) => readonly [title: string, check: string];

/** @param isOfClosed whether the groups are those of mount targets that are closed, and not of all */
function outboundRules(t: Translate, groups: string, targetGroups: string, isOfClosed: boolean): string {
  if (isOfClosed) {
    return isSeveral(groups)
      ? t(
          'One of {0} needs outbound rules for TCP 2049 to one security group of each closed mount target: {1}.',
          groups,
          targetGroups,
        )
      : t(
          '{0} needs outbound rules for TCP 2049 to one security group of each closed mount target: {1}.',
          groups,
          targetGroups,
        );
  }
  return isSeveral(groups)
    ? t(
        'One of {0} needs outbound rules for TCP 2049 to one security group of each mount target: {1}.',
        groups,
        targetGroups,
      )
    : t(
        '{0} needs outbound rules for TCP 2049 to one security group of each mount target: {1}.',
        groups,
        targetGroups,
      );
}

const causes: Readonly<Record<CauseCode, Cause>> = {
  'mount-target-inbound': (t, { groups, read, standing }) => [
    t('The security group of the mount targets does not let the function in.'),
    read('targetGroups') === ''
      ? t('It needs an inbound rule for TCP 2049 from {0}.', groups)
      : isSeveral(read('targetGroups'))
        ? // Where nothing is known of them, the groups are those of all mount targets.
          standing !== 'likely'
          ? t(
              'One security group of each closed mount target needs an inbound rule for TCP 2049 from {1}: {0}.',
              read('targetGroups'),
              groups,
            )
          : t(
              'One security group of each mount target needs an inbound rule for TCP 2049 from {1}: {0}.',
              read('targetGroups'),
              groups,
            )
        : t('{0} needs an inbound rule for TCP 2049 from {1}.', read('targetGroups'), groups),
  ],
  'function-outbound': (t, { groups, read, standing }) => [
    t('The security group of the function does not let NFS out.'),
    read('targetGroups') === ''
      ? isSeveral(groups)
        ? t(
            'One of {0} needs an outbound rule for TCP 2049 to the security group of the mount targets.',
            groups,
          )
        : t('{0} needs an outbound rule for TCP 2049 to the security group of the mount targets.', groups)
      : isSeveral(read('targetGroups'))
        ? outboundRules(t, groups, read('targetGroups'), standing !== 'likely')
        : isSeveral(groups)
          ? t('One of {0} needs an outbound rule for TCP 2049 to {1}.', groups, read('targetGroups'))
          : t('{0} needs an outbound rule for TCP 2049 to {1}.', groups, read('targetGroups')),
  ],
  'mount-target-missing': (t, { read, service, standing, subnets }) => [
    t('A zone of the function’s subnets has no mount target.'),
    standing === 'ruled-out'
      ? t('Each of the function’s subnets has a mount target of its own.')
      : read('without') !== ''
        ? t(
            'There are mount targets in {0}. Look up whether these subnets of the function are in other zones: {1}.',
            read('zones'),
            read('without'),
          )
        : read('withoutAny') !== ''
          ? t(
              '{0} has no mount target at all. Create one in the zone of each of these subnets: {1}.',
              read('withoutAny'),
              subnets,
            )
          : t(
              'The {0} file system needs a mount target in the zone of each of these subnets: {1}.',
              service,
              subnets,
            ),
  ],
  'mount-target-not-available': (t, { read, standing, subnets }) => [
    t('A mount target is new, and not available yet.'),
    standing === 'ruled-out'
      ? t('All mount targets are in the state “available”.')
      : read('state') !== ''
        ? isSeveral(read('targets'))
          ? t(
              '{0} are in the state “{1}”. Wait some minutes and inspect again.',
              read('targets'),
              read('state'),
            )
          : t(
              '{0} is in the state “{1}”. Wait some minutes and inspect again.',
              read('targets'),
              read('state'),
            )
        : t(
            'The mount targets in the zones of {0} must be in the state “available”. Their names take another 90 seconds to be known.',
            subnets,
          ),
  ],
  'other-network': (t, { read, subnets, vpc }) => [
    t('The way between the networks is not open.'),
    read('otherVpc') !== ''
      ? t(
          'The mount targets are in {0}, the function is in {1}. That needs VPC peering or a transit gateway, and routes both ways.',
          read('otherVpc'),
          vpc,
        )
      : read('sameVpc') !== ''
        ? t(
            'Both are in {0}. The network ACLs of {1} and of the mount targets’ subnets must let TCP 2049 and its answers pass.',
            read('sameVpc'),
            subnets,
          )
        : t(
            'The network ACLs and route tables of {0} must let TCP 2049 and its answers pass. Mount targets in another VPC than {1} need VPC peering or a transit gateway.',
            subnets,
            vpc,
          ),
  ],
  'vpc-dns': (t, { vpc }) => [
    t('The VPC does not resolve the names of mount targets.'),
    t(
      '{0} needs enableDnsSupport and enableDnsHostnames. A DHCP option set with DNS servers of its own must have them forward to the Amazon-provided DNS.',
      vpc,
    ),
  ],
  'network-changed': t => [
    t('The network of the function was changed after the file system was added.'),
    t('Remove the file system from the function’s configuration and add it again.'),
  ],
  'root-directory-missing': (t, { accessPoint, kind, read, standing }) => [
    t('The root directory of the access point does not exist.'),
    standing === 'ruled-out'
      ? read('path') === '/'
        ? t('The access point leads to the root of the file system, which always exists.')
        : kind === 's3files'
          ? t(
              'S3 Files create {0} where it does not exist: the access point has CreationPermissions.',
              read('path'),
            )
          : t('EFS creates {0} where it does not exist: the access point has CreationInfo.', read('path'))
      : standing === 'indicated' && kind === 's3files'
        ? t(
            '{0} leads to {1} and has no CreationPermissions, so S3 Files do not create that directory. Look whether it exists, or make an access point with CreationPermissions.',
            accessPoint,
            read('path'),
          )
        : standing === 'indicated'
          ? t(
              '{0} leads to {1} and has no CreationInfo, so EFS does not create that directory. Look whether it exists, or make an access point with CreationInfo.',
              accessPoint,
              read('path'),
            )
          : kind === 's3files'
            ? t(
                '{0} creates it only if it has CreationPermissions with owner, group and permissions.',
                accessPoint,
              )
            : t('{0} creates it only if it has CreationInfo with owner, group and permissions.', accessPoint),
  ],
  'role-denied': (t, { kind, read, role, standing }) =>
    kind === 's3files'
      ? [
          t('The role of the function may not mount the file system.'),
          read('policy') === 'denies'
            ? denied(read('statement'), 's3files:ClientMount', role, t)
            : read('policy') === 'own'
              ? t(
                  'The file system has a policy: it or {0} must allow s3files:ClientMount, and s3files:ClientWrite to write; a denial in either counts.',
                  role,
                )
              : read('policy') === 'none'
                ? t(
                    'The file system has no policy, so the policies of {0} must allow s3files:ClientMount, and s3files:ClientWrite to write.',
                    role,
                  )
                : t('{0} needs s3files:ClientMount, and s3files:ClientWrite to write.', role),
        ]
      : [
          t('The policy of the file system does not let the function’s role mount it.'),
          read('policy') === 'denies'
            ? denied(read('statement'), 'elasticfilesystem:ClientMount', role, t)
            : standing === 'ruled-out'
              ? t('The file system has no policy, so every client that reaches it may mount it.')
              : standing === 'indicated'
                ? t(
                    'The file system has a policy: it or the role must allow elasticfilesystem:ClientMount to {0}, and elasticfilesystem:ClientWrite to write. For user 0 it must allow elasticfilesystem:ClientRootAccess, too.',
                    role,
                  )
                : t(
                    'Only where the file system has a policy: {0} needs elasticfilesystem:ClientMount, and elasticfilesystem:ClientWrite to write. For user 0 it needs elasticfilesystem:ClientRootAccess, too.',
                    role,
                  ),
        ],
  'access-point-unavailable': (t, { accessPoint, read, standing }) => [
    t('The access point or its file system was deleted, or is not available yet.'),
    standing === 'ruled-out'
      ? t('Both exist and are in the state “available”.')
      : read('missing') === 'access-point'
        ? t('{0} does not exist. Give the function an access point that does.', accessPoint)
        : read('missing') === 'file-system'
          ? t('The file system of {0} does not exist any more.', accessPoint)
          : read('message') !== ''
            ? t(
                '{0} or its file system is in the state “{1}”. AWS says: {2}',
                accessPoint,
                read('state'),
                read('message'),
              )
            : read('state') !== ''
              ? t('{0} or its file system is in the state “{1}”.', accessPoint, read('state'))
              : t(
                  '{0} and its file system must exist in this region, in the state “available”.',
                  accessPoint,
                ),
  ],
  'execute-permission': (t, { accessPoint, kind, read, standing }) => [
    t('The access point’s user may not enter its root directory.'),
    standing === 'ruled-out'
      ? t('{0} makes all calls those of user 0, who may enter every directory.', accessPoint)
      : standing === 'indicated'
        ? t(
            '{0} creates its root directory with the permissions {1}, which lack execute for its own user. Change the mode of the directory.',
            accessPoint,
            read('permissions'),
          )
        : kind === 's3files'
          ? t(
              'The user of {0} needs the execute permission on its root directory. CreationPermissions do not change a directory that exists.',
              accessPoint,
            )
          : t(
              'The user of {0} needs the execute permission on its root directory. CreationInfo does not change a directory that exists.',
              accessPoint,
            ),
  ],
  'other-account': (t, { account, read }) => [
    t('The access point is in another account.'),
    t(
      'S3 Files are mounted within one account only: the function is in {0}, the access point in {1}.',
      account,
      read('account'),
    ),
  ],
  'many-connections': (t, { locale, read, standing }) => [
    t('Many execution environments connected at the same time.'),
    standing === 'ruled-out' && read('most') !== ''
      ? t(
          'CloudWatch counted at most {0} connections at a time within a day.',
          formatInteger(Number(read('most')), locale),
        )
      : standing === 'likely' && read('most') !== ''
        ? t(
            'CloudWatch counted at most {0} connections at a time within a day; a file system takes 25,000, and 3,000 new ones at once. Limit the concurrency of the functions that mount it.',
            formatInteger(Number(read('most')), locale),
          )
        : standing !== 'likely'
          ? t(
              'CloudWatch counted {0} connections at a time; a file system takes 25,000, and 3,000 new ones at once. Limit the concurrency of the functions that mount it.',
              formatInteger(Number(read('most')), locale),
            )
          : t(
              'A file system takes 3,000 new connections at once and 500 a minute after that, 25,000 in all. Try again in a moment; if it stays, limit the concurrency of the functions that mount it.',
            ),
  ],
  'throughput-exhausted': (t, names) => [
    t('The throughput of the file system is used up.'),
    throughputCheck(t, names),
  ],
  'hung-call': (t, { timeoutSeconds }) => [
    t('A file-system call did not return before the function’s timeout.'),
    t(
      'The timeout is {0} s. Calls on a hard mount wait until the file system answers: look in the log for invocations that timed out, and whether a mount target or security group was changed then.',
      timeoutSeconds,
    ),
  ],
  'interface-in-preparation': t => [
    t('A new pair of subnets and security groups takes a minute or more.'),
    t('Wait a minute and try again.'),
  ],
  'interface-quota': (t, { vpc }) => [
    t('The quota of network interfaces is used up.'),
    t(
      'In {0}, remove network interfaces that nobody uses, or ask for a higher quota in Service Quotas. Functions with the same subnets and security groups share theirs.',
      vpc,
    ),
  ],
  'addresses-used-up': (t, { subnets }) => [
    t('All IP addresses of a subnet are in use.'),
    t('Free addresses in {0}, or give the function further subnets.', subnets),
  ],
  'subnet-deleted': (t, { subnets }) => [
    t('The subnet was deleted, or belongs to another account.'),
    t('One of these does not exist: {0}. Correct the VPC configuration of the function.', subnets),
  ],
  'security-group-deleted': (t, { groups, vpc }) => [
    t('The security group was deleted, or belongs to another VPC.'),
    t('One of these does not exist in {1}: {0}. Correct the VPC configuration of the function.', groups, vpc),
  ],
  'ec2-busy': t => [
    t('EC2 limits the rate of requests from this account.'),
    t('Many functions or instances may be starting at once. Wait a minute and try again.'),
  ],
  'role-lacks-network-permissions': (t, { role }) => [
    t('The role lacks the permissions for a function in a VPC.'),
    t(
      'Attach the managed policy AWSLambdaVPCAccessExecutionRole to {0}. Where it is attached, an explicit deny, a permissions boundary or a service control policy may keep it from counting.',
      role,
    ),
  ],
  'ec2-trouble': (t, { vpc }) => [
    t('EC2 refused or failed for a reason of its own.'),
    t('Lambda’s own words say which. Check quotas and the state of {0}, then try again.', vpc),
  ],
  'key-unusable': (t, { role }) => [
    t('The KMS key is disabled or deleted, or the role may not use it.'),
    t('The key of the function’s configuration must be enabled, and {0} needs kms:Decrypt on it.', role),
  ],
  'role-replaced': (t, { function: name, role }) => [
    t('The role was deleted and created again under the same name.'),
    t(
      'To KMS that is another role. Give {1} another role, then {0} again: that renews its grant on the key.',
      role,
      name,
    ),
  ],
  'image-unusable': t => [
    t('The image was deleted from its repository, is not valid, or Lambda may not read it.'),
    t(
      'The repository must still hold the image of the function’s configuration, and its policy must let Lambda read it. Then update the function’s code.',
    ),
  ],
  'role-trust': (t, { role }) => [
    t('The role was deleted, or does not trust Lambda.'),
    t('{0} must exist, and its trust policy must allow lambda.amazonaws.com to assume it.', role),
  ],
  'role-tied-to-function': (t, { function: name, role }) => [
    t('The role is for this function only.'),
    t(
      'Conditions on aws:SourceArn or lambda:SourceFunctionArn in the trust policy or the policies of {0} let {1} through and not a temporary probe beside it. Then deploy the probe with a role of its own: “Copy Probe Template”.',
      role,
      name,
    ),
  ],
  idle: t => [
    t('Lambda gives up the network of functions that nobody invokes.'),
    t('The attempt has woken it. Wait a minute and inspect again.'),
  ],
  'update-in-progress': t => [
    t('Lambda is preparing a new configuration or new code.'),
    t('Wait until that has ended and inspect again.'),
  ],
  'snapstart-with-file-system': (t, { function: name }) => [
    t('SnapStart does not support file systems.'),
    t('Turn SnapStart off for {0}, or remove its file system.', name),
  ],
  'code-unusable': t => [
    t('The code package is damaged or deleted, or its runtime is not supported any more.'),
    t('Deploy the function again with a runtime that Lambda supports.'),
  ],
};

function throughputCheck(t: Translate, { accessPoint, locale, read, standing }: Names & Evidence): string {
  const size = read('size');
  switch (read('seen')) {
    case 'burst-credits-used-up':
      return size === ''
        ? t('CloudWatch: its burst credits are used up. Elastic throughput has no credits.')
        : t(
            'CloudWatch: its burst credits are used up, so it gets {0} a second. Elastic throughput has no credits.',
            formatBytes(burstingBaseline(toBytes(size)), locale),
          );
    case 'io-limit-reached':
      return t(
        'CloudWatch: it is at its I/O limit, so operations wait. Make fewer and larger calls, or give it elastic throughput.',
      );
    case 'throughput-used-up':
      return t(
        'CloudWatch: it uses all the throughput that it may. Give it elastic or more provisioned throughput.',
      );
    case 'none':
      return t('CloudWatch: in the last half hour it had credits, throughput and operations left.');
  }
  if (standing === 'ruled-out') {
    return t('Its throughput is elastic: there are no credits that could end.');
  }
  const mibps = read('mibps');
  switch (read('mode')) {
    case 'bursting':
      return size === ''
        ? t(
            'Its throughput is bursting. Look at BurstCreditBalance in CloudWatch; elastic throughput has no credits.',
          )
        : t(
            'Its throughput is bursting: with {0} stored it gets {1} a second when its credits are gone. Look at BurstCreditBalance in CloudWatch; elastic throughput has no credits.',
            formatBytes(toBytes(size), locale),
            formatBytes(burstingBaseline(toBytes(size)), locale),
          );
    case 'provisioned':
      return mibps === ''
        ? t('Its throughput is provisioned. Look at PercentIOLimit and MeteredIOBytes in CloudWatch.')
        : t(
            'Its throughput is provisioned with {0} MiB a second. Look at PercentIOLimit and MeteredIOBytes in CloudWatch.',
            mibps,
          );
    default:
      return t(
        'For the file system of {0}, look in CloudWatch at BurstCreditBalance (falling to 0) and PercentIOLimit (near 100 %). Elastic throughput has no credits that could end.',
        accessPoint,
      );
  }
}

function toBytes(text: string): bigint {
  return /^[0-9]+$/.test(text) ? BigInt(text) : 0n;
}
