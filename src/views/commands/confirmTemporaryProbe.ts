import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { TEMPORARY_LOG_GROUP, TEMPORARY_PREFIX } from '../../inspect/temporary/temporaryFunction';
import { KEEP_MS } from '../../inspect/temporary/temporaryProbes';
import { t } from '../localize';
import { showWarning } from '../window';

/** Names everything that creating a temporary probe touches, and asks. Nothing is created without this. */
export async function confirmTemporaryProbe({ connection, target }: KnownFunction): Promise<boolean> {
  const create = t('Create Temporary Probe');
  const list = (values: readonly string[]) => values.join(', ') || '–';
  const account =
    connection.profile === undefined
      ? (target.accountId ?? '–')
      : t('{0} (profile {1})', target.accountId ?? '–', connection.profile);
  const detail = [
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
    t(
      'It is kept while its report is open, and deleted {0} minutes after that, or when the window is closed. “Delete Now” in the report deletes it at once.',
      KEEP_MS / 60_000,
    ),
    t(
      'Lambda charges for its invocations, of a few seconds with at most 512 MB each: less than one US cent for a hundred. The log group {0} is created if the role may do that, and stays.',
      TEMPORARY_LOG_GROUP,
    ),
    t('Not copied: code, layers, environment variables, memory, timeout and extensions of {0}.', target.name),
  ];
  const choice = await showWarning(
    t('Create a temporary probe for {0}?', target.name),
    { modal: true, detail: detail.map(line => visible(line)).join('\n') },
    create,
  );
  return choice === create;
}
