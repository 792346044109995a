import type { FileSystemKind } from '../lambdaFunction';
import { formatBytes, formatDuration, formatInteger, formatShare } from '../text/display';
import type { Finding, FindingWords } from '../findings/finding';
import type { MountFindingCode } from '../findings/findingCodes';
import type { Translate } from '../translate';
import { retrySchedule } from '../mount/retries';
import { visible } from '../text/visibleText';
import { nameKind } from './fileSystemKindWords';
type MountFinding = Finding<MountFindingCode>;

interface Context {
  readonly finding: MountFinding;
  readonly t: Translate;
  readonly locale: string;
  /** These three with nothing hidden in them. */
  readonly subject: string;
  readonly actual: string;
  readonly expected: string;
  readonly kind: FileSystemKind;
  /** `EFS`, `S3 Files` or `the file system`. */
  readonly name: string;
}

/** A finding about a mount in words. */
export function describeFinding(finding: MountFinding, t: Translate, locale: string): FindingWords {
  const kind = (finding.params?.kind ?? 'unknown') as FileSystemKind;
  const name = nameKind(kind, t);
  const subject = visible(finding.subject);
  const actual = visible(finding.actual ?? '');
  const expected = visible(finding.expected ?? '');
  return describe[finding.code]({ finding, t, locale, subject, actual, expected, kind, name });
}

const describe: Readonly<Record<MountFindingCode, (context: Context) => FindingWords>> = {
  'soft-mount': ({ finding, t, locale }) => {
    const { timeo, retrans } = finding.params ?? {};
    const failsAfter =
      typeof timeo === 'number' && typeof retrans === 'number'
        ? formatDuration(retrySchedule(timeo, retrans).majorTimeoutMs, locale)
        : undefined;
    const short = finding.severity === 'error';
    return {
      title:
        failsAfter === undefined
          ? t('The mount is soft: calls fail when the server does not answer in time.')
          : t('The mount is soft: calls fail when the server does not answer for {0}.', failsAfter),
      why: short
        ? t(
            'A program that does not check every error, also that of close(), can lose or corrupt data. AWS recommends hard, and for a soft mount a timeo of at least 15 s; here it is {0}.',
            formatDuration(Number(timeo) * 100, locale),
          )
        : t(
            'A program that does not check every error, also that of close(), can lose or corrupt data. AWS recommends hard.',
          ),
      action: t(
        'Check the result of every read, write, flush and close, and retry what failed. {0}',
        onlyForYourOwn(t),
      ),
    };
  },
  'short-timeo': ({ t, locale, actual }) => ({
    title: t('The kernel waits only {0} for an answer.', seconds(actual, locale)),
    why: t(
      'Requests are counted as lost while the server is only slow, which adds load. AWS recommends 60 s, and at least 15 s.',
    ),
    action: onlyForYourOwn(t),
  }),
  'changed-timeo': ({ t, locale, actual }) => ({
    title: t('The kernel waits {0} for an answer instead of 60 s.', seconds(actual, locale)),
    why: t(
      'AWS recommends 60 s, and accepts 15 s or more. It changes how soon a lost connection is noticed.',
    ),
    action: onlyForYourOwn(t),
  }),
  'changed-retrans': ({ t, actual }) => ({
    title: t('The mount uses {0} instead of retrans=2.', actual),
    why: t('With timeo it sets when a request counts as timed out. AWS recommends 2.'),
    action: onlyForYourOwn(t),
  }),
  'small-rsize': ({ t, locale, actual }) => ({
    title: t('Reads are cut into pieces of {0}.', bytesOf(actual, locale)),
    why: t('Large reads need more round trips than with the 1 MiB that AWS recommends, and are slower.'),
    action: onlyForYourOwn(t),
  }),
  'small-wsize': ({ t, locale, actual }) => ({
    title: t('Writes are cut into pieces of {0}.', bytesOf(actual, locale)),
    why: t('Large writes need more round trips than with the 1 MiB that AWS recommends, and are slower.'),
    action: onlyForYourOwn(t),
  }),
  'small-transfer': ({ finding, t, locale }) => {
    const { rsize = 0, wsize = 0 } = finding.params ?? {};
    const size = (bytes: string | number) => formatBytes(BigInt(bytes), locale);
    return {
      title:
        size(rsize) === size(wsize)
          ? t('Reads and writes are cut into pieces of {0}.', size(rsize))
          : t('Reads are cut into pieces of {0}, writes into pieces of {1}.', size(rsize), size(wsize)),
      why: t(
        'Large reads and writes need more round trips than with the 1 MiB that AWS recommends, and are slower.',
      ),
      action: onlyForYourOwn(t),
    };
  },
  'missing-noresvport': ({ t }) => ({
    title: t('The mount lacks noresvport.'),
    why: t(
      'After a lost connection the client tries to use the same source port again, which can keep it from connecting for minutes. AWS strongly recommends noresvport.',
    ),
    action: onlyForYourOwn(t),
  }),
  'attribute-cache-off': ({ t, actual }) => ({
    title: t('File attributes are not cached ({0}).', actual),
    why: t(
      'Every access asks the server first, which costs a round trip each time. In exchange, changes made by others are seen at once: AWS names this as a remedy for stale reads, and warns of its cost.',
    ),
    action: t('If calls are slow, this is a likely cause. {0}', onlyForYourOwn(t)),
  }),
  'attribute-cache-changed': ({ t, actual, expected }) => ({
    title: t('File attributes are cached for other times than usual ({0} instead of {1}).', actual, expected),
    why: t(
      'Longer times show changes made by others later; shorter ones cost more requests. AWS recommends leaving the defaults.',
    ),
    action: onlyForYourOwn(t),
  }),
  'lookup-cache-limited': ({ t, actual }) => ({
    title: t('Not all results of looking up names are cached ({0}).', actual),
    why: t('Opening files costs more round trips. AWS recommends leaving the default, all.'),
    action: onlyForYourOwn(t),
  }),
  'no-close-to-open': ({ t }) => ({
    title: t('Opening a file does not check whether others have changed it (nocto).'),
    why: t(
      'A function can read old content although another one has closed the file. AWS recommends the default.',
    ),
    action: onlyForYourOwn(t),
  }),
  'local-locks': ({ t, actual }) => ({
    title: t('File locks stay inside one execution environment ({0}).', actual),
    why: t('Two functions, or two instances of one, can hold the same lock at once and damage shared files.'),
    action: t('Do not rely on file locks between functions here. {0}', notYours(t)),
  }),
  'sync-mount': ({ t }) => ({
    title: t('Every write waits for the server (sync).'),
    why: t('Each write costs a round trip before it returns. AWS advises against it where speed matters.'),
    action: onlyForYourOwn(t),
  }),
  'fsc-enabled': ({ t }) => ({
    title: t('File data is also cached on a local disk (fsc).'),
    why: t('AWS advises against it for EFS.'),
    action: onlyForYourOwn(t),
  }),
  'nconnect-unsupported': ({ t, actual }) => ({
    title: t('The mount asks for several connections ({0}).', actual),
    why: t('EFS does not support nconnect.'),
    action: onlyForYourOwn(t),
  }),
  'old-nfs-version': ({ t, actual }) => ({
    title: t('The mount uses an old version of NFS ({0}).', actual),
    why: t(
      'NFS 4.0 opens and closes files one after the other: AWS measured less than a tenth of the rate of NFS 4.1 for many small files.',
    ),
    action: onlyForYourOwn(t),
  }),
  'unexpected-nfs-version': ({ t, actual }) => ({
    title: t('The mount uses a newer version of NFS than AWS documents for EFS ({0}).', actual),
    why: t('AWS documents NFS 4.0 and 4.1 for EFS. This is worth knowing, and no sign of a fault.'),
    action: onlyForYourOwn(t),
  }),
  'unsupported-security-flavor': ({ t, actual }) => ({
    title: t('The mount uses a security flavor that EFS does not support ({0}).', actual),
    why: t('EFS knows sec=sys only; something else may be mounted here.'),
    action: t('Check what the source of the mount is.'),
  }),
  'non-default-options': ({ t, actual }) => ({
    title: t('The mount has options that differ from the defaults ({0}).', actual),
    why: t('AWS recommends leaving all other options at their defaults.'),
    action: onlyForYourOwn(t),
  }),
  'not-mounted': ({ t, subject, name }) => ({
    title: t('Nothing is mounted on {0}.', subject),
    why: t(
      'The function is configured to mount {0} there. Whatever it writes to this path does not reach the file system.',
      name,
    ),
    action: t(
      'Compare the local mount path in the function’s configuration, and check that the inspection ran in a function with that configuration.',
    ),
  }),
  'not-nfs': ({ t, subject, actual, name }) => ({
    title: t('What is mounted on {0} is not NFS but {1}.', subject, actual),
    why: t('{0} is always mounted over NFS. Files here are not on the configured file system.', name),
    action: t('Check what the source of the mount is.'),
  }),
  'mount-unresponsive': ({ t, subject, kind }) => ({
    title: t('A call on {0} did not return in time.', subject),
    why: t(
      'Files on it cannot be read or written now, and a function that touches it hangs until its timeout. Lambda may then stop the instance with EFSIOException.',
    ),
    action:
      kind === 's3files'
        ? t(
            'Check that the mount target is available and reachable on TCP port 2049 (security groups, route). Then inspect again.',
          )
        : t(
            'Check that the mount target is available and reachable on TCP port 2049 (security groups, route), and that the throughput of the file system is not used up (burst credits, PercentIOLimit). Then inspect again.',
          ),
  }),
  'read-only-mount': ({ t }) => ({
    title: t('The mount is read-only.'),
    why: t('Every write fails with EROFS.'),
    action: t(
      'If the function should write, give its role ClientWrite permission for the access point, and check the policy of the file system.',
    ),
  }),
  'network-errors-fatal': ({ t, actual }) => ({
    title: t('A network that is down makes calls fail at once, even on a hard mount.'),
    why: t(
      'With {0} the kernel gives the program ENETDOWN or ENETUNREACH instead of waiting for the network to come back.',
      actual,
    ),
    action: t('Let the program retry calls that fail with these errors. {0}', notYours(t)),
  }),
  'reserved-source-port': ({ t, actual }) => ({
    title: t(
      'The connection uses the privileged source port {0} although the mount says noresvport.',
      actual,
    ),
    why: t(
      'Mounts of one server share connections, and the first mount chose this port. After a lost connection the client tries to use it again, which can keep it from connecting for minutes.',
    ),
    action: notYours(t),
  }),
  'major-timeouts': ({ t, locale, actual, name, kind }) => ({
    title:
      actual === '1'
        ? t('A request timed out once since the mount was made.')
        : t('Requests timed out {0} times since the mount was made.', integer(actual, locale)),
    why: t('For so long was {0} away or overloaded that the kernel reported it as not responding.', name),
    action:
      kind === 's3files'
        ? t('Look for changes of mount targets and security groups at that time.')
        : t(
            'Look at the metrics PercentIOLimit and BurstCreditBalance of the file system for that time, and at changes of its mount targets and security groups.',
          ),
  }),
  'many-retransmissions': ({ finding, t, locale, actual }) => ({
    title: t(
      'Requests were retransmitted {0} times for {1} operations ({2}).',
      integer(actual, locale),
      integer(String(finding.params?.operations ?? ''), locale),
      formatShare(Number(finding.params?.share ?? 0), locale),
    ),
    why: t('A healthy connection needs none. Requests are retransmitted after the connection was lost.'),
    action: t(
      'Look for lost connections: mount targets, security groups, network ACLs, and the load of the file system.',
    ),
  }),
  'frequent-reconnects': ({ finding, t, locale, actual }) => ({
    title: t(
      'The client tried to connect again at least {0} times in {1}.',
      integer(actual, locale),
      formatDuration(Number(finding.params?.ageSeconds ?? 0) * 1000, locale),
    ),
    why: t('A connection that is only idle is closed once in five minutes at most; these were lost.'),
    action: t(
      'Look for lost connections: mount targets, security groups, network ACLs, and the load of the file system.',
    ),
  }),
  'tmp-nearly-full': ({ finding, t, locale, actual, name }) => {
    const { available } = finding.params ?? {};
    return {
      title:
        available === undefined
          ? t('/tmp is {0} % full.', actual)
          : t('/tmp is {0} % full: {1} left.', actual, formatBytes(BigInt(available), locale)),
      why: t(
        'When it is full, writes to /tmp fail with ENOSPC. It belongs to the execution environment and is not part of {0}.',
        name,
      ),
      action: t(
        'Delete what is not needed after each invocation, or give the function more ephemeral storage.',
      ),
    };
  },
  'burst-credits-used-up': ({ finding, t, locale }) => {
    const { baseline } = finding.params ?? {};
    return {
      title: isNow(finding)
        ? t('The burst credits of the file system are used up.')
        : t(
            'The burst credits of the file system were used up for {0} of the last day.',
            span(finding, locale),
          ),
      why:
        baseline === undefined
          ? t('Without credits, calls wait: functions time out, and Lambda stops them with EFSIOException.')
          : t(
              'Without credits, all its clients together get {0} a second, and calls wait: functions time out, and Lambda stops them with EFSIOException.',
              formatBytes(BigInt(baseline), locale),
            ),
      action: changeThroughput(t),
    };
  },
  'io-limit-reached': ({ finding, t, locale }) => ({
    title: isNow(finding)
      ? t('The file system is at its I/O limit.')
      : t('The file system was at its I/O limit for {0} of the last day.', span(finding, locale)),
    why: t(
      'It reached {0} of the operations a second that its performance mode allows; further ones wait.',
      formatShare(Number(finding.params?.worst) / 100, locale),
    ),
    action:
      finding.params?.mode === 'elastic'
        ? t(
            'Make fewer and larger calls, or spread the files over several file systems. Its throughput is elastic, which has the highest limit; AWS raises it on request.',
          )
        : t(
            'Elastic throughput allows more operations a second, and is paid by what is read and written. Fewer and larger calls help, too.',
          ),
  }),
  'throughput-used-up': ({ finding, t, locale }) => ({
    title: isNow(finding)
      ? t('The file system uses all the throughput that it may.')
      : t(
          'The file system used all the throughput that it may for {0} of the last day.',
          span(finding, locale),
        ),
    why: t(
      'It took up to {0} of its permitted throughput, averaged over five minutes: calls wait for their turn.',
      formatShare(Number(finding.params?.worst), locale),
    ),
    action: changeThroughput(t),
  }),
  'exports-failed': ({ finding, t, locale }) => ({
    title: isNow(finding)
      ? t('Changes could not be copied to the bucket, and are not tried again.')
      : t(
          'For {0} of the last day, changes could not be copied to the bucket, and are not tried again.',
          span(finding, locale),
        ),
    why: t(
      'CloudWatch counts at least {0} such files and directories: what was written to them is in the file system alone.',
      formatInteger(Number(finding.params?.worst), locale),
    ),
    action: t(
      'The extended attribute user.s3files.status of a file tells why. Let {0} write to the bucket and use its KMS key, and write those files again.',
      roleOfS3Files(finding, t),
    ),
  }),
  'imports-failed': ({ finding, t, locale }) => ({
    title: isNow(finding)
      ? t('Objects of the bucket could not be copied into the file system.')
      : t(
          'For {0} of the last day, objects of the bucket could not be copied into the file system.',
          span(finding, locale),
        ),
    why: t(
      'CloudWatch counts at least {0} of them, after several tries: the function does not see what is in the bucket.',
      formatInteger(Number(finding.params?.worst), locale),
    ),
    action: t(
      'Look whether {0} may read the bucket and use its KMS key, and whether the bucket’s policy denies it.',
      roleOfS3Files(finding, t),
    ),
  }),
  'exports-behind': ({ finding, t, locale }) => ({
    title: t('A change has not reached the bucket for {0}.', span(finding, locale)),
    why: t(
      'It has only got older in the last half hour: it is stuck or takes long, or more is changed than is copied.',
    ),
    action: t(
      'Change fewer files at once, and rename no large directories: each object below is copied then.',
    ),
  }),
  'imports-behind': ({ finding, t, locale }) => ({
    title: t('A change in the bucket has not reached the file system for {0}.', span(finding, locale)),
    why: t(
      'It has only got older in the last half hour: it is stuck or takes long, or more is changed than is copied.',
    ),
    action: t('Change fewer objects at once, or make a file system of only the prefix that is needed.'),
  }),
  'files-in-lost-and-found': ({ finding, t, locale, subject }) => ({
    title: t('Files in lost+found: {0}.', formatInteger(Number(finding.params?.count), locale)),
    why: t(
      'They changed in the bucket and in the file system at once. The bucket’s version counts; the other one is in {0} in the root directory of the file system and is never copied to the bucket.',
      `.s3files-lost+found-${subject === '' ? '…' : subject}`,
    ),
    action: t('Copy what you need out of it and delete the rest. Let only one side change a file.'),
  }),
};

/** The one with which S3 Files reads and writes the bucket. */
function roleOfS3Files({ params }: MountFinding, t: Translate): string {
  const { role } = params ?? {};
  return role === undefined ? t('the role of S3 Files') : visible(String(role));
}

function isNow({ params }: MountFinding): boolean {
  return params?.now === 'yes';
}

/** For how long it was so. */
function span({ params }: MountFinding, locale: string): string {
  return formatDuration(Number(params?.seconds) * 1000, locale);
}

/** What to do, and what it costs. https://docs.aws.amazon.com/efs/latest/ug/managing-throughput.html */
function changeThroughput(t: Translate): string {
  return t(
    'Give it elastic throughput, which is paid by what is read and written and has no credits, or provisioned throughput, which is paid for each MiB a second whether it is used or not and cannot be lowered or left again for 24 hours. Nothing has to be mounted anew.',
  );
}

/** Nobody but Lambda can change it. */
function notYours(t: Translate): string {
  return t('Lambda chose the mount options and has no setting for them: you cannot change this.');
}

/** The same, of something that AWS has a recommendation for. */
function onlyForYourOwn(t: Translate): string {
  return t(
    'Lambda chose the mount options and has no setting for them: you cannot change this. AWS’s recommendation is meant for mounts of your own.',
  );
}

function optionValue(option: string): string {
  return option.slice(option.indexOf('=') + 1);
}

function seconds(option: string, locale: string): string {
  return formatDuration(Number(optionValue(option)) * 100, locale);
}

function bytesOf(option: string, locale: string): string {
  return formatBytes(BigInt(optionValue(option)), locale);
}

function integer(digits: string, locale: string): string {
  return /^[0-9]+$/.test(digits) ? formatInteger(BigInt(digits), locale) : digits;
}
