import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { Fix } from '../../../src/core/fixes/fix';
import type { MountFailure } from '../../../src/core/failure/mountFailure';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { describeOrigin } from '../../../src/core/words/originWords';
import {
  describeFailure,
  describeStanding,
  type CauseWords,
} from '../../../src/core/words/mountFailureWords';
import { fixesForFailure } from '../../../src/core/fixes/fixesFor';
import { CopyButton } from '../components/copyButton';
import { FactList } from '../components/factList';
import { Fixes } from '../components/fixes';
import { Sources } from '../components/sources';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { useKeptFocus } from '../useKeptFocus';
import { FileSystemSetupFacts } from './fileSystemSetupFacts';

interface FailureProps {
  /** Whether it keeps its place and is not shown yet. */
  readonly isHeldBack: boolean;
  readonly failure: MountFailure;
  readonly setup: FileSystemSetup | undefined;
  /** What CloudWatch has, or the button that asks it. */
  readonly metrics: ComponentChildren;
}

/** That a failure is none of this account. */
export function FailureOrigin({ origin }: LambdaFunction) {
  const { t } = useSurroundings();
  return origin.kind === 'live' ? null : (
    <p class="failure-origin">
      <strong>{describeOrigin(origin, t)}</strong>
    </p>
  );
}

/** Why Lambda could not start the function: the causes in order, and what of the function to look at. */
export function FailureSection({ failure, isHeldBack, metrics, setup }: FailureProps) {
  const { t, locale } = useSurroundings();
  const { code, reason, sources } = failure;
  const { causes, facts } = describeFailure(failure, t, locale);
  const fixes = fixesForFailure(failure, setup);
  const certain = causes.filter(({ standing }) => standing === 'certain');
  const others = causes.filter(({ standing }) => standing !== 'certain');
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section);
  return (
    <section
      class={isHeldBack ? 'failure held-back' : 'failure'}
      aria-labelledby="failure-heading"
      ref={section}
    >
      <h2 id="failure-heading" tabIndex={-1}>
        {others.length === 0 || certain.length > 0 ? t('Cause') : t('Causes, the most likely first')}
      </h2>
      {certain.length > 0 ? (
        <>
          <Causes causes={certain} fixes={fixes} region={failure.target.region} />
          {others.length > 0 && (
            <details>
              <summary>{t('Other possible causes ({0})', others.length)}</summary>
              <Causes causes={others} fixes={fixes} region={failure.target.region} />
            </details>
          )}
        </>
      ) : (
        <Causes causes={others} fixes={fixes} region={failure.target.region} />
      )}
      {facts.length > 0 && (
        <>
          <h3>{t('This function')}</h3>
          <FactList
            facts={facts.map(({ name, values }) => ({
              name,
              value: values.map(value => (
                <div key={value} class="copyable">
                  <Untrusted text={value} />
                  <CopyButton text={value} label={t('Copy: {0}', value)} />
                </div>
              )),
            }))}
          />
        </>
      )}
      {setup && <FileSystemSetupFacts setup={setup} target={failure.target} />}
      {metrics}
      {reason !== undefined && (
        <>
          <h3>{t('In Lambda’s words')}</h3>
          <p class="code said">
            <Untrusted text={reason} />
          </p>
        </>
      )}
      <Sources code={code} urls={sources} />
    </section>
  );
}

interface CausesProps {
  readonly causes: readonly CauseWords[];
  readonly fixes: ReturnType<typeof fixesForFailure>;
  readonly region: string;
}

function Causes({ causes, fixes, region }: CausesProps) {
  return (
    <ol class="causes">
      {causes.map((cause, index) => (
        <Cause
          key={cause.code}
          number={index + 1}
          cause={cause}
          fixes={fixes.get(cause.code) ?? []}
          region={region}
        />
      ))}
    </ol>
  );
}

const kinds = { certain: 'error', indicated: 'warning', 'ruled-out': 'good' } as const;

interface CauseProps {
  /** From 1. Chromium numbers an item that is moved as if it were still in its old place, too. */
  readonly number: number;
  readonly cause: CauseWords;
  readonly fixes: readonly Fix[];
  readonly region: string;
}

function Cause({ cause: { check, code, standing, title }, fixes, number, region }: CauseProps) {
  const { t } = useSurroundings();
  return (
    <li class={`cause cause-${standing}`} data-code={code} value={number}>
      <h3>
        {title}
        {standing !== 'likely' && <Status kind={kinds[standing]}>{describeStanding(standing, t)}</Status>}
      </h3>
      <p>{check}</p>
      <Fixes fixes={fixes} region={region} />
    </li>
  );
}
