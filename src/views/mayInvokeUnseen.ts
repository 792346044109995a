import type { Sighting } from '../aws/sightings';
import { formatTimestamp } from '../core/text/display';
import { visible } from '../core/text/visibleText';
import { locale, t } from './localize';
import { showWarning } from './window';

/** Asks whether a function is to be invoked that AWS does not allow to look at again. Nothing else is known of it. */
export async function mayInvokeUnseen({ connection, seenAt, target }: Sighting): Promise<boolean> {
  const invoke = t('Invoke Anyway');
  const detail = [
    t(
      'It was a probe when it was seen ({0}). AWS does not allow to look at it again with lambda:GetFunctionConfiguration. If it has become something else since, what it is sent could do anything.',
      formatTimestamp(seenAt, locale),
    ),
    '',
    target.arn,
    ...(connection.endpoint === undefined ? [] : [t('Endpoint: {0}', connection.endpoint)]),
  ];
  const choice = await showWarning(
    t('Invoke {0} without looking at it first?', target.name),
    { modal: true, detail: detail.map(line => visible(line)).join('\n') },
    invoke,
  );
  return choice === invoke;
}
