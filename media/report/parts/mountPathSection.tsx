import { useState } from 'preact/hooks';
import { networkCanBeRead } from '../../../src/core/failure/mountPath';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { formatMinute } from '../../../src/core/text/display';
import {
  describeNetworkReading,
  describeOpenness,
  describePath,
  linksOf,
  NAME_SEPARATOR,
  summarizePath,
  type PathStep,
} from '../../../src/core/words/mountPathWords';
import type { ExplainedProblem } from '../../../src/views/report/messages';
import { DataTable } from '../components/dataTable';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { RemedyButtons } from '../remedyButtons';
import {
  baselineOf,
  columnLayout,
  linesOf,
  listLayout,
  type PathLayout,
  type Placed,
} from './mountPathLayout';

interface MountPathProps {
  readonly target: LambdaFunction;
  readonly setup: FileSystemSetup | undefined;
}

interface CheckedPathProps extends MountPathProps {
  /** Whether EC2 is being asked. */
  readonly reading: boolean;
  /** Why EC2 could not be asked, where something here helps. */
  readonly problem: ExplainedProblem | undefined;
  /** Whether it is drawn, whatever is known of it. */
  readonly isDrawn: boolean;
}

/** The way from the function to its file system, and the button that has it checked. */
export function MountPathSection({ isDrawn, problem, reading, setup, target }: CheckedPathProps) {
  const { t, post } = useSurroundings();
  const isAskable = networkCanBeRead(target);
  const network = setup?.network;
  if (!isDrawn && !isAskable) {
    return null;
  }
  return (
    <section class="mount-path" aria-labelledby="mount-path-heading">
      <div class="section-heading">
        <h2 id="mount-path-heading" tabIndex={-1}>
          {t('Path of the mount')}
        </h2>
        {isAskable && (
          <button
            type="button"
            class="button secondary"
            title={describeNetworkReading(t)}
            aria-disabled={reading}
            onClick={() => !reading && post({ type: 'command', command: 'checkNetwork' })}
          >
            {network ? t('Check Again') : t('Check Network Path')}
          </button>
        )}
      </div>
      {isAskable && (
        <div class="path-reading">
          <p class="muted" role="status">
            {reading
              ? t('Asking EC2…')
              : network
                ? t('Read at {0}.', formatMinute(Date.parse(network.readAt)))
                : describeNetworkReading(t)}
          </p>
          {problem && !reading && (
            <div class="path-help">
              <RemedyButtons remedies={problem.remedies} />
            </div>
          )}
        </div>
      )}
      {isDrawn && <MountPathPicture target={target} setup={setup} />}
    </section>
  );
}

/** Its size depends on the function alone, so that nothing moves when more is known. */
function MountPathPicture({ target, setup }: MountPathProps) {
  const { t } = useSurroundings();
  const steps = describePath(target, setup, t);
  const [told, tell] = useState<string>();
  const shown = steps.find(({ id }) => id === told);
  return (
    <>
      <p class="path-told">
        <Untrusted text={shown ? `${shown.title}: ${shown.fact}` : summarizePath(steps, t)} />
      </p>
      <Drawing kind="wide" layout={columnLayout(steps)} steps={steps} tell={tell} />
      <Drawing kind="narrow" layout={listLayout(steps)} steps={steps} tell={tell} />
      <details>
        <summary>{t('The path as a table')}</summary>
        <DataTable
          label={t('Path of the mount')}
          stacksBelow="medium"
          rows={steps}
          rowKey={({ id }) => id}
          columns={[
            { id: 'part', label: t('Part'), cell: step => step.title },
            { id: 'names', label: t('Names'), cell: step => <Names names={step.names} /> },
            { id: 'state', label: t('State'), cell: step => <State step={step} /> },
            { id: 'evidence', label: t('Evidence'), cell: step => <Untrusted text={step.fact || '–'} /> },
          ]}
        />
      </details>
    </>
  );
}

/** Each on one line, where there is room for the longest id. */
function Names({ names }: { readonly names: string }) {
  return (
    <>
      {names.split(NAME_SEPARATOR).map((name, index) => (
        <span key={index}>
          {index > 0 && NAME_SEPARATOR}
          <Untrusted text={name} />
        </span>
      ))}
    </>
  );
}

const kinds = { open: 'good', closed: 'error', unknown: 'unknown' } as const;
const marks = { open: '✓', closed: '✕', unknown: '?' } as const;

function State({ step }: { readonly step: PathStep }) {
  const { t } = useSurroundings();
  return step.state === undefined ? (
    <>–</>
  ) : (
    <Status kind={kinds[step.state]}>{describeOpenness(step.state, t)}</Status>
  );
}

interface DrawingProps {
  readonly kind: 'wide' | 'narrow';
  readonly layout: PathLayout;
  readonly steps: readonly PathStep[];
  readonly tell: (id: string | undefined) => void;
}

function Drawing({ kind, layout, steps, tell }: DrawingProps) {
  const { t } = useSurroundings();
  const { height, places, width } = layout;
  return (
    <svg
      class={`path-drawing path-${kind}`}
      viewBox={`0 0 ${width} ${height}`}
      role="list"
      aria-label={t('Path of the mount')}
    >
      <g aria-hidden="true">
        {linksOf(steps).map(([from, to]) => {
          const [start, end] = [places.get(from), places.get(to)];
          const state = steps.find(({ id }) => id === to)?.state ?? 'unknown';
          return start && end ? (
            <path key={`${from} ${to}`} class={`path-link path-${state}`} d={layout.link(start, end)} />
          ) : null;
        })}
      </g>
      {steps.map(step => {
        const place = places.get(step.id);
        return place && <Node key={step.id} step={step} place={place} tell={tell} />;
      })}
    </svg>
  );
}

interface NodeProps {
  readonly step: PathStep;
  readonly place: Placed;
  readonly tell: DrawingProps['tell'];
}

function Node({ step, place, tell }: NodeProps) {
  const { x, y, width, height } = place;
  const { t } = useSurroundings();
  const state = describeOpenness(step.state, t);
  const spoken = [`${step.title}: ${step.names}`, state, step.fact].filter(part => part !== '').join('. ');
  const lines = linesOf(step, place);
  return (
    <g
      role="listitem"
      tabindex={0}
      aria-label={spoken}
      data-step={step.id}
      class={`path-node path-${step.state ?? 'start'}`}
      onFocus={() => tell(step.fact === '' ? undefined : step.id)}
      onBlur={() => tell(undefined)}
      onMouseEnter={() => tell(step.fact === '' ? undefined : step.id)}
      onMouseLeave={() => tell(undefined)}
    >
      <rect x={x} y={y} width={width} height={height} rx="4" />
      <g aria-hidden="true">
        {lines.map(({ kind, text }, line) => (
          <text key={line} class={`path-${kind}`} {...baselineOf(place, line)}>
            {text}
          </text>
        ))}
        {step.state !== undefined && (
          <text class="path-state" {...baselineOf(place, lines.length)}>
            {marks[step.state]} {state}
          </text>
        )}
      </g>
    </g>
  );
}
