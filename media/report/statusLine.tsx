import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatAgo, formatClock, formatDuration } from '../../src/core/text/display';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import type { Report } from '../../src/core/report';
import { describeFailure } from '../../src/core/words/mountFailureWords';
import { describeOrigin } from '../../src/core/words/originWords';
import type { FailedContent, InspectionState, RunningContent } from '../../src/views/report/messages';
import { Icon } from './components/icon';
import { Moment } from './components/moment';
import { Status } from './components/status';
import { useSurroundings } from './host';
import { RemedyButtons } from './remedyButtons';

export interface StatusLineProps {
  readonly inspection: InspectionState;
  readonly report?: Report;
  /** The function as it is known now. */
  readonly target?: LambdaFunction;
}

/** How the inspection stands, below the title: always in view. The announcer says it to a screen reader. */
export function StatusLine({ inspection, report, target }: StatusLineProps) {
  switch (inspection.kind) {
    case 'inspecting':
      return <Running running={inspection} />;
    case 'failed':
      return <Failed failed={inspection} />;
    case 'idle':
      return report ? <Done report={report} target={target} /> : null;
  }
}

function Running({ running }: { readonly running: RunningContent }) {
  const { t, locale } = useSurroundings();
  const { progress, elapsedMs, limitSeconds } = running;
  const came = useMemo(() => performance.now(), [running]);
  const now = useEverySecond(() => performance.now());
  const seconds = Math.floor(((elapsedMs ?? 0) + Math.max(0, now - came)) / 1000);
  return (
    <div class="status-line">
      <Icon name="sync" />
      <span class="status-text">
        {progress ?? t('Inspecting…')}{' '}
        <span class="muted">
          {elapsedMs !== undefined && formatDuration(seconds * 1000, locale)}
          {limitSeconds !== undefined &&
            ` ${t('(at most {0})', formatDuration(limitSeconds * 1000, locale))}`}
        </span>
      </span>
    </div>
  );
}

function Failed({ failed }: { readonly failed: FailedContent }) {
  const { t, locale } = useSurroundings();
  const { at, failure, remedies } = failed;
  // What to do is said below the bar, and its buttons are here.
  const words = failure ? describeFailure(failure, t, locale).label : shortReason(failed);
  const time = formatClock(Date.parse(at));
  return (
    <div class="status-line">
      <Status kind="error">{words === '' ? t('Failed {0}', time) : t('Failed {0}: {1}', time, words)}</Status>
      <RemedyButtons remedies={remedies} />
    </div>
  );
}

/** Letters of a reason that the bar has room for, also where it is narrow. */
const MOST_IN_BAR = 120;

/** What it is in short, else the first sentence, which the page then need not say again; nothing where that is long. */
export function shortReason({ label, message }: FailedContent): string {
  if (label !== undefined) {
    return label;
  }
  const sentence = /^.*?(?:。|[.!?](?= |$))/s.exec(message)?.[0] ?? message;
  return sentence.length <= MOST_IN_BAR ? sentence : '';
}

function Done({
  report: { capture },
  target,
}: {
  readonly report: Report;
  readonly target?: LambdaFunction;
}) {
  const { t, locale } = useSurroundings();
  const now = useEverySecond(() => Date.now());
  const taken = Date.parse(capture.takenAt);
  const changed = changedSince(capture.target, target);
  return (
    <div class="status-line">
      {capture.target.origin.kind === 'live' ? (
        <Status kind={changed === undefined ? 'good' : 'warning'}>
          <Moment at={capture.takenAt}>
            {t('Inspected {0}, {1}', formatClock(taken, now), formatAgo(now - taken, locale))}
          </Moment>
          {changed !== undefined && (
            <>
              {' · '}
              <Moment at={changed}>
                {t('The function was changed since, {0}', formatClock(Date.parse(changed), now))}
              </Moment>
            </>
          )}
        </Status>
      ) : (
        <Status kind="info">{describeOrigin(capture.target.origin, t)}</Status>
      )}
    </div>
  );
}

/** When the function was changed after it was inspected; undefined where it was not, or where that is not known. */
function changedSince(inspected: LambdaFunction, now: LambdaFunction | undefined): string | undefined {
  const { lastModified } = inspected;
  return lastModified !== undefined && now?.lastModified !== lastModified ? now?.lastModified : undefined;
}

/** Drawn anew each second, for what says how long something has been. */
function useEverySecond(read: () => number): number {
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
