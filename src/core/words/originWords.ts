import type { ProbeWay } from '../capture/capture';
import type { Origin } from '../lambdaFunction';
import type { Translate } from '../translate';
import { visible } from '../text/visibleText';

/** Where answers come from: nothing that is not live is shown without saying so. */
export function describeOrigin(origin: Origin, t: Translate): string {
  switch (origin.kind) {
    case 'live':
      return t('Live');
    case 'recorded':
      return t('Recorded {0}', visible(origin.on));
    case 'constructed':
      return t('Constructed example');
  }
}

/** What a temporary probe has of its own, where that is shown. */
export function describeNotCopied(functionName: string, t: Translate): string {
  return t(
    'Of the temporary probe: its runtime, memory, timeout, programs and environment variables are its own, not those of {0}.',
    visible(functionName),
  );
}

/** What asked the file system. */
export function describeWay(way: ProbeWay, t: Translate): string {
  switch (way) {
    case 'installed-probe':
      return t('Installed probe');
    case 'shell-handler':
      return t('Shell handler of the function');
    case 'temporary-probe':
      return t('Temporary probe with the function’s role, network and mount');
  }
}
