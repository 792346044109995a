import type { Translate } from '../translate';
import type { SectionError } from '../capture/capture';
import type { NotRead } from '../capture/captureTexts';
import { visible } from '../text/visibleText';

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

/** @param message e.g. `not recorded in 2022` */
function describeNotRecorded(name: string, message: string, t: Translate): string {
  const year = /\b\d{4}$/.exec(message)?.[0];
  return year === undefined ? t('{0}: not recorded.', name) : t('{0}: not recorded in {1}.', name, year);
}

/** Whether nothing failed: who recorded the function did not ask for it. */
export function isNotRecorded({ code }: SectionError): boolean {
  return code === 'NOT_RECORDED';
}

/** What could not be read, and why. */
export function describeNotRead({ what, error }: NotRead, t: Translate): string {
  const name = nameSection(what, t);
  switch (error.code) {
    case 'TIMEOUT':
      return t('{0}: no answer came in time.', name);
    case 'SKIPPED':
      return t('{0}: not tried, because the mount had already stopped answering.', name);
    case 'CRASHED':
      return t('{0}: the process that asked for it ended too early.', name);
    case 'UNSUPPORTED':
      return t('{0}: this probe does not know it. Deploy the current probe.', name);
    case 'OUTSIDE':
      return t('{0}: not on the mount. Of the sandbox itself only /, /bin and /mnt are listed.', name);
    case 'NOT_RECORDED':
      return describeNotRecorded(name, error.message, t);
    case 'DAMAGED':
      return t('{0}: the answer is damaged. Inspect again.', name);
    default:
      return t('{0}: {1} ({2}).', name, visible(error.message), visible(error.code));
  }
}
