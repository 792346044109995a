import type { Translate } from '../../src/core/translate';
import type { Remedy, RemedyCommand } from '../../src/views/report/messages';
import { useSurroundings } from './host';

/** What can be done about a problem, as buttons; the best first. */
export function RemedyButtons({ remedies }: { readonly remedies: readonly Remedy[] }) {
  const { t, post } = useSurroundings();
  return (
    <>
      {remedies.map((remedy, index) => (
        <button
          type="button"
          class={index === 0 ? 'button primary' : 'button secondary'}
          key={remedy.command}
          onClick={() => post({ type: 'command', ...remedy })}
        >
          {labels[remedy.command](t)}
        </button>
      ))}
    </>
  );
}

const labels: Readonly<Record<RemedyCommand, (t: Translate) => string>> = {
  copyIamPolicy: t => t('Copy IAM Policy'),
  copyProbeTemplate: t => t('Copy Probe Template'),
  copyTimeoutCommand: t => t('Copy Command to Raise the Timeout'),
  deleteLeftoverProbes: t => t('Delete Leftover Probes'),
  openSetting: t => t('Open Setting'),
  refresh: t => t('Refresh the List'),
  selectProfile: t => t('Select AWS Profile…'),
  selectRegions: t => t('Select AWS Regions…'),
  signInAgain: t => t('Sign In'),
  tryDemo: t => t('Try the Demo'),
  unmarkAsShellProbe: t => t('Unmark as Shell Probe'),
};
