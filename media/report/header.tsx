import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { formatAgo, formatDuration, formatMinute } from '../../src/core/text/display';
import type { Report } from '../../src/core/report';
import { nameKind } from '../../src/core/words/fileSystemKindWords';
import { describeFailure } from '../../src/core/words/mountFailureWords';
import { describeOrigin, describeWay } from '../../src/core/words/originWords';
import { joinSentences, type Translate } from '../../src/core/translate';
import type { FailedContent, InspectionState, ReportIdentity } from '../../src/views/report/messages';
import { Icon } from './components/icon';
import { Menu } from './components/menu';
import { Moment } from './components/moment';
import { Notice } from './components/notice';
import { Untrusted } from './components/untrusted';
import { useSurroundings } from './host';
import { shortReason, StatusLine, type StatusLineProps } from './statusLine';
import { useHeightAs } from './useHeightAs';

interface TitleBarProps extends StatusLineProps {
  readonly identity: ReportIdentity;
}

/** The function's name, what can be done and how the inspection stands; stays at the top. */
export function TitleBar({ identity, inspection, report, target }: TitleBarProps) {
  const { t, post } = useSurroundings();
  const bar = useRef<HTMLElement>(null);
  useHeightAs('--title-bar-height', bar);
  const hasReport = report !== undefined;
  const canExport = hasReport || inspection.kind === 'failed';
  return (
    <header class="title-bar" ref={bar}>
      <div class="title-row">
        <h1>
          <Untrusted text={identity.functionName} />
        </h1>
        <div class="toolbar" role="group" aria-label={t('Report')}>
          {inspection.kind === 'inspecting' ? (
            <button
              type="button"
              class="button"
              title={t('Cancel')}
              onClick={() => post({ type: 'command', command: 'cancelInspection' })}
            >
              <Icon name="debug-stop" />
              <span class="label kept">{t('Cancel')}</span>
            </button>
          ) : (
            <button
              type="button"
              class="button primary"
              title={hasReport ? t('Inspect Again') : t('Inspect')}
              onClick={() => post({ type: 'command', command: 'inspect' })}
            >
              <Icon name={hasReport ? 'refresh' : 'pulse'} />
              <span class="label kept">{hasReport ? t('Inspect Again') : t('Inspect')}</span>
            </button>
          )}
          <Menu
            icon="export"
            label={t('Export')}
            disabled={!canExport}
            items={[
              {
                label: t('Save as Markdown…'),
                run: () => post({ type: 'command', command: 'exportReport', format: 'markdown' }),
              },
              {
                label: t('Save as JSON…'),
                run: () => post({ type: 'command', command: 'exportReport', format: 'json' }),
              },
            ]}
          />
          <Menu
            icon="copy"
            label={t('Copy')}
            disabled={!canExport}
            items={[
              {
                label: t('Copy Summary for a Ticket'),
                run: () => post({ type: 'command', command: 'copyReport', format: 'summary' }),
              },
              {
                label: t('Copy as Markdown'),
                run: () => post({ type: 'command', command: 'copyReport', format: 'markdown' }),
              },
              {
                label: t('Copy as JSON'),
                run: () => post({ type: 'command', command: 'copyReport', format: 'json' }),
              },
            ]}
          />
          <button
            type="button"
            class="button"
            title={t('Open in AWS Console')}
            onClick={() => post({ type: 'command', command: 'openInConsole' })}
          >
            <Icon name="link-external" />
            <span class="label">{t('Open in Console')}</span>
          </button>
        </div>
      </div>
      <StatusLine inspection={inspection} report={report} target={target} />
    </header>
  );
}

interface ProvenanceProps {
  readonly report: Report;
  /** Whether the bar above says how long ago it was, or that it is none of this account. */
  readonly isLatest: boolean;
}

/** Which function, which mount, and where these facts come from. */
export function Provenance({ report, isLatest }: ProvenanceProps) {
  const { t, locale } = useSurroundings();
  const { target, invocation, takenAt, way } = report.capture;
  const { fileSystem } = target;
  const taken = Date.parse(takenAt);
  const parts: readonly ComponentChildren[] = [
    target.region,
    <>
      <Untrusted text={target.runtime ?? target.packageType} /> <Untrusted text={target.architecture} />
    </>,
    <>
      {nameKind(fileSystem.kind, t)} <Untrusted text={fileSystem.localMountPath} />
    </>,
    fileSystem.accessPointId && <Untrusted text={fileSystem.accessPointId} />,
    target.origin.kind === 'live'
      ? describeWay(way, t)
      : !isLatest && <strong>{describeOrigin(target.origin, t)}</strong>,
    target.origin.kind === 'live' && (
      <Moment at={takenAt}>{isLatest ? formatMinute(taken) : describeTime(taken, locale)}</Moment>
    ),
    target.origin.kind === 'live' && t('took {0}', formatDuration(invocation.durationMs, locale)),
  ];
  return (
    <ul class="provenance">
      {parts
        .filter(part => part !== undefined && part !== false && part !== '')
        .map((part, index) => (
          <li key={index}>{part}</li>
        ))}
    </ul>
  );
}

/** What is still in the account because of us, and how to be rid of it. */
export function TemporaryProbeNotice() {
  const { t, post } = useSurroundings();
  return (
    <Notice
      kind="info"
      actions={
        <button
          type="button"
          class="button"
          onClick={() => post({ type: 'command', command: 'deleteTemporaryProbe' })}
        >
          {t('Delete Now')}
        </button>
      }
    >
      {t(
        'A temporary probe of this function exists in the account. It is deleted a few minutes after this report is closed.',
      )}
    </Notice>
  );
}

/** `2026-11-28 02:09 (7 h ago)`. */
function describeTime(ms: number, locale: string): string {
  return `${formatMinute(ms)} (${formatAgo(Date.now() - ms, locale)})`;
}

interface InspectionNoticeProps {
  readonly inspection: InspectionState;
  /** An earlier one. */
  readonly report?: Report;
}

/** What an inspection means for what is below; its course is in the title bar. */
export function InspectionNotice({ inspection, report }: InspectionNoticeProps) {
  const { t, locale, post } = useSurroundings();
  const time = report && describeTime(Date.parse(report.capture.takenAt), locale);
  switch (inspection.kind) {
    case 'inspecting':
      return time === undefined ? null : (
        <Notice kind="info">{t('Until it is done, the report below is the last one, of {0}.', time)}</Notice>
      );
    case 'failed':
      return (
        <Notice
          kind="error"
          actions={
            <button
              type="button"
              class="button"
              onClick={() => post({ type: 'command', command: 'showLog' })}
            >
              {t('Show Log')}
            </button>
          }
        >
          {joinSentences([
            whatElse(inspection, t, locale),
            ...(time === undefined ? [] : [t('The report below is an earlier one. It is of {0}.', time)]),
          ])}
        </Notice>
      );
    case 'idle':
      return time !== undefined ? null : (
        <Notice kind="info">
          {t('Nothing is known of this function’s mount yet. Choose “Inspect” to look at it.')}
        </Notice>
      );
  }
}

/** What of a failure the bar above does not say. */
function whatElse(failed: FailedContent, t: Translate, locale: string): string {
  const { failure, message } = failed;
  if (failure) {
    return describeFailure(failure, t, locale).headline;
  }
  const said = shortReason(failed);
  return (message.startsWith(said) ? message.slice(said.length).trim() : message) || t('The log says more.');
}
