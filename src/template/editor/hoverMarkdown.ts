import type { LambdaFunction } from '../../core/lambdaFunction';
import type { Translate } from '../../core/translate';
import { code, prose } from '../../core/text/markdownText';
import type { Hover, HoverMount, HoverMountTarget, Named } from './hover';
import { differencesFrom } from './deployed';
import type { Range } from '../read/nodes';
import { templateSources } from '../templateSources';

/** What the editor adds to a hover. */
export interface HoverSurroundings {
  /** URI of a place in the document, safe within a Markdown link; undefined where it cannot be opened. */
  link?(range: Range): string | undefined;
  /** URI of the source that makes the CDK's construct of a path; undefined where that is not known. */
  construct?(path: string): string | undefined;
  /** URI of the command that inspects a function of this logical id. */
  inspect?(logicalId: string): string | undefined;
  /** The last inspection of the function that the hover is of. */
  inspection?: HoverInspection;
}

export interface HoverInspection {
  readonly target: LambdaFunction;
  /** When it was, for people. */
  readonly when: string;
  /** NFS version and options as the kernel prints them; absent where nothing is mounted. */
  readonly mounted?: { readonly nfsVersion?: string; readonly options: string };
  /** How many findings AWS's recommendations gave. */
  readonly findings: number;
  /** URI of the command that opens its report. */
  readonly open?: string;
}

/** Constructs that are named: one function has one. */
export const MAX_CONSTRUCTS = 3;

/** A hover as Markdown. It needs links to commands to be trusted and no HTML. */
export function hoverMarkdown(hover: Hover, t: Translate, surroundings: HoverSurroundings = {}): string {
  const link = ({ name, range }: Named) => {
    const target = range && surroundings.link?.(range);
    return target === undefined ? prose(name) : `[${prose(name)}](${target})`;
  };
  const paragraphs = [
    hover.isTooComplex ? t('This template is too complex to check.') : '',
    hover.constructs
      .slice(0, MAX_CONSTRUCTS)
      .map(path => {
        const target = surroundings.construct?.(path);
        return t('CDK construct: {0}', target === undefined ? code(path) : `[${code(path)}](${target})`);
      })
      .join('\n\n'),
    ...hover.mounts.map(mount => chain(mount, t, link)),
    ...(surroundings.inspection ? [inspected(surroundings.inspection, hover, t)] : []),
    requirement(hover, t),
    commands(hover, t, surroundings),
  ];
  return paragraphs.filter(Boolean).join('\n\n---\n\n');
}

function chain(mount: HoverMount, t: Translate, link: (named: Named) => string): string {
  const lines = [
    mount.localMountPath === undefined ? '' : t('Mounted at {0}', code(mount.localMountPath)),
    accessPointLine(mount, t, link),
    fileSystemLine(mount, t, link),
    ...mount.mountTargets.map(mountTarget => mountTargetLine(mountTarget, t, link)),
    mount.subnets.length ? t('Subnets of the function: {0}', mount.subnets.map(link).join(', ')) : '',
    mount.securityGroups.length
      ? t('Security groups of the function: {0}', mount.securityGroups.map(link).join(', '))
      : '',
    timeoutLine(mount, t),
  ];
  return lines
    .filter(Boolean)
    .map(line => `- ${line}`)
    .join('\n');
}

function accessPointLine(
  { accessPoint, arn }: HoverMount,
  t: Translate,
  link: (named: Named) => string,
): string {
  if (!accessPoint) {
    return arn === undefined ? '' : t('Access point {0}', code(arn));
  }
  const name = link(accessPoint);
  const directory = code(accessPoint.path ?? '…');
  return accessPoint.uid === undefined
    ? t('Access point {0}: directory {1}', name, directory)
    : t(
        'Access point {0}: directory {1}, every access as user {2} and group {3}',
        name,
        directory,
        prose(accessPoint.uid),
        prose(accessPoint.gid ?? '…'),
      );
}

function fileSystemLine(
  { fileSystem, service }: HoverMount,
  t: Translate,
  link: (named: Named) => string,
): string {
  const kind = service === 's3files' ? 'Amazon S3 Files' : 'Amazon EFS';
  if (!fileSystem) {
    return service ? t('File system of {0}', kind) : '';
  }
  const name = link(fileSystem);
  return fileSystem.throughputMode === undefined
    ? t('File system {0} of {1}', name, kind)
    : t('File system {0} of {1}, with {2} throughput', name, kind, prose(fileSystem.throughputMode));
}

function mountTargetLine(
  mountTarget: HoverMountTarget,
  t: Translate,
  link: (named: Named) => string,
): string {
  const name = link(mountTarget);
  const subnet = mountTarget.subnet ? link(mountTarget.subnet) : '…';
  const groups = mountTarget.securityGroups.map(link).join(', ') || '…';
  return mountTarget.isCreatedBefore
    ? t('Mount target {0} in {1}, security group {2}', name, subnet, groups)
    : t('Mount target {0} in {1}, security group {2}, not in DependsOn', name, subnet, groups);
}

function timeoutLine({ timeout }: HoverMount, t: Translate): string {
  if (!timeout) {
    return '';
  }
  if (timeout.seconds === 1) {
    return t('Timeout of the function: 1 second');
  }
  return timeout.isDefault
    ? t('Timeout of the function: {0} seconds, which is the default', timeout.seconds)
    : t('Timeout of the function: {0} seconds', timeout.seconds);
}

function inspected(inspection: HoverInspection, hover: Hover, t: Translate): string {
  const name = code(inspection.target.name);
  const { mounted } = inspection;
  const lines = [
    mounted
      ? t(
          'Inspected {0} as {1}: mounted at {2} with NFS {3}',
          prose(inspection.when),
          name,
          code(inspection.target.fileSystem.localMountPath),
          prose(mounted.nfsVersion ?? '…'),
        )
      : t('Inspected {0} as {1}: no file system was mounted', prose(inspection.when), name),
    mounted ? code(mounted.options) : '',
    describeFindings(inspection.findings, t),
    ...hover.mounts.slice(0, 1).flatMap(mount => differencesFrom(mount, inspection.target, t)),
    inspection.open === undefined ? '' : `[${t('Open Report')}](${inspection.open})`,
  ];
  return lines
    .filter(Boolean)
    .map(line => `- ${line}`)
    .join('\n');
}

function describeFindings(count: number, t: Translate): string {
  switch (count) {
    case 0:
      return t('As AWS recommends');
    case 1:
      return t('One finding against the recommendations of AWS');
    default:
      return t('{0} findings against the recommendations of AWS', count);
  }
}

function requirement({ topic, mounts }: Hover, t: Translate): string {
  const isS3Files = mounts.length > 0 && mounts.every(({ service }) => service === 's3files');
  const page = isS3Files ? templateSources.s3FilesLambda : templateSources.lambdaFileSystems;
  const documentation = `[${t('AWS documentation')}](${page})`;
  switch (topic) {
    case 'FileSystemConfigs':
      return `${t('One file system at most. The function has to be in a VPC, with a mount target in each Availability Zone of its subnets and TCP port 2049 open from its security group to theirs. Mount targets of this template have to be in DependsOn.')} ${documentation}`;
    case 'Arn':
      return `${t('The ARN of an access point in the same Region: !GetAtt AccessPoint.Arn for Amazon EFS, !GetAtt AccessPoint.AccessPointArn for Amazon S3 Files. A file system or a mount target cannot be mounted.')} ${documentation}`;
    case 'LocalMountPath':
      return `${t('/mnt/ and one name of letters, digits, hyphens, underscores and full stops, with 160 characters at most.')} ${documentation}`;
  }
}

function commands({ functions }: Hover, t: Translate, surroundings: HoverSurroundings): string {
  const [only, another] = functions;
  const target = only === undefined || another !== undefined ? undefined : surroundings.inspect?.(only);
  return target === undefined ? '' : `[${t('Inspect EFS Mount')}](${target})`;
}
