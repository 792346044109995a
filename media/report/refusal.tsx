import { joinSentences } from '../../src/core/translate';
import type { ExplainedProblem } from '../../src/views/report/messages';
import { Notice } from './components/notice';
import type { StatusKind } from './components/status';
import { useSurroundings } from './host';
import { RemedyButtons } from './remedyButtons';

interface RefusalProps {
  /** A whole sentence that says what was not done. */
  readonly intro: string;
  readonly problem: ExplainedProblem;
  readonly kind?: StatusKind;
}

/** Says why something that was asked for was not done, and what can be done about it. */
export function Refusal({ intro, kind = 'error', problem: { message, remedies } }: RefusalProps) {
  const { t, post } = useSurroundings();
  return (
    <Notice
      kind={kind}
      actions={
        <>
          <RemedyButtons remedies={remedies} />
          <button type="button" class="button" onClick={() => post({ type: 'command', command: 'showLog' })}>
            {t('Show Log')}
          </button>
        </>
      }
    >
      {joinSentences([intro, message])}
    </Notice>
  );
}
