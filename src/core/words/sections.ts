import type { Translate } from '../localize';
import type { NotRead } from '../captureTexts';
import { visible } from '../visibleText';

/** What a section of a probe's answer, or a command, is called. */
export function nameSection(what: string, t: Translate): string {
  switch (what) {
    case 'identity':
      return t('User');
    case 'runtime':
      return t('Runtime');
    case 'usage':
      return t('Storage');
    case 'list':
      return t('Files');
    case 'tools':
      return t('Tools');
    case 'mounts':
      return '/proc/self/mounts';
    case 'mtab':
      return '/etc/mtab';
    case 'mountinfo':
      return '/proc/self/mountinfo';
    case 'mountstats':
      return '/proc/self/mountstats';
    default:
      return visible(what);
  }
}

/** Why something could not be read, as a whole sentence. */
export function describeNotRead({ what, error }: NotRead, t: Translate): string {
  const name = nameSection(what, t);
  switch (error.code) {
    case 'TIMEOUT':
      return t('{0} was not read: it did not answer in time.', name);
    case 'SKIPPED':
      return t('{0} was not read, because the mount had already stopped answering.', name);
    case 'CRASHED':
      return t('{0} was not read: the process that asked for it ended.', name);
    case 'UNSUPPORTED':
      return t('{0} was not read: this probe does not know it. Deploy the current probe.', name);
    case 'DAMAGED':
      return t('{0} was read, but the stored answer is damaged. Inspect again.', name);
    default:
      return t('{0} was not read: {1} ({2}).', name, visible(error.message), visible(error.code));
  }
}
