import { mountPath, throughLane } from '../../core/failure/mountPath';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import { describePathFact } from '../../core/words/pathFactWords';
import { visible } from '../../core/text/visibleText';
import type { Translate } from '../../core/translate';
import type { KnownFunction } from '../functionCatalog';
import { TEMPORARY_LOG_GROUP, TEMPORARY_PREFIX } from './temporaryFunction';

/**
 * Everything that creating a temporary probe touches, in lines: whoever is to allow it reads this first.
 * @param lifetime how long it stays, in a sentence
 * @param setup with the network, where that was read: what is closed is said first
 */
export function describeCreation(
  { connection, target }: KnownFunction,
  lifetime: string,
  t: Translate,
  setup?: FileSystemSetup,
): readonly string[] {
  const list = (values: readonly string[]) => values.join(', ') || '–';
  const account =
    connection.profile === undefined
      ? (target.accountId ?? '–')
      : t('{0} (profile {1})', target.accountId ?? '–', connection.profile);
  return [
    ...closedWay(target, setup, t),
    t('This creates the function {0}… in your account, with:', TEMPORARY_PREFIX),
    t('Account: {0}', account),
    t('Region: {0}', target.region),
    ...(connection.endpoint === undefined ? [] : [t('Endpoint: {0}', connection.endpoint)]),
    t('Role: {0}', target.role ?? '–'),
    t('VPC: {0}', target.vpcId ?? '–'),
    t('Subnets: {0}', list(target.subnetIds)),
    t('Security groups: {0}', list(target.securityGroupIds)),
    t('Access point: {0} at {1}', target.fileSystem.arn, target.fileSystem.localMountPath),
    '',
    t(
      'Its code is the probe of this extension, which only reads. {0} itself is neither changed nor invoked.',
      target.name,
    ),
    lifetime,
    t(
      'Lambda charges for its invocations, of a few seconds with at most 512 MB each: less than one US cent for a hundred. The log group {0} is created if the role may do that, and stays.',
      TEMPORARY_LOG_GROUP,
    ),
    t('Not copied: code, layers, environment variables, memory, timeout and extensions of {0}.', target.name),
  ].map(line => visible(line));
}

/** A probe has the network and the role of the function, and what is closed to that one is closed to it. */
function closedWay(
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  t: Translate,
): readonly string[] {
  const { fileSystem, lanes } = mountPath(target, setup);
  const closed = lanes.map(throughLane).filter(({ state }) => state === 'closed');
  const [first] = closed;
  if (setup && !first && fileSystem.state === 'closed') {
    const fact = describePathFact(fileSystem.fact, t);
    return [t('The probe could not mount the file system either: {0}', fact), ''];
  }
  if (!setup || !first) {
    return [];
  }
  const fact = describePathFact(first.fact, t);
  return closed.length === target.subnetIds.length
    ? [t('The probe would not reach the file system either: {0}', fact), '']
    : [t('From one of its subnets, the probe would not reach the file system either: {0}', fact), ''];
}
