import { visible } from '../../core/text/visibleText';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { describeProgress } from '../../inspect/progressWords';
import { describeCreation } from '../../inspect/temporary/creationWords';
import type { Arguments, RunContext } from '../command';
import { exitCodeOf, writeReport } from '../report/reportOutput';
import { TroubleError } from '../troubleError';
import { UsageError } from '../usageError';
import type { AwsSession } from './awsSession';
import { withSession } from './withSession';

/** `inspect FUNCTION`: asks a probe what is mounted, and says whether that is as AWS recommends. */
export function runInspect(args: Arguments, surroundings: RunContext): Promise<number> {
  const { t } = surroundings;
  const [name, ...more] = args.operands;
  if (name === undefined || more.length > 0) {
    throw new UsageError(t('Name one function, or its ARN.'));
  }
  return withSession(args, surroundings, async (session, signal) => {
    const known = await session.find(name, signal);
    allowProbe(known, session, args, surroundings);
    const inspection = await session.inspect(
      known,
      { signal, onProgress: progressTo(surroundings) },
      { network: args.flag('network') ?? false, metrics: args.flag('metrics') ?? false },
    );
    await writeReport(inspection, args, surroundings);
    return await exitCodeOf(inspection, args);
  });
}

/** A temporary probe is created only where that was asked for, and after it was said what that touches. */
function allowProbe(
  known: KnownFunction,
  { inspector, temporaryProbes }: AwsSession,
  args: Arguments,
  { errors, t }: RunContext,
): void {
  if (inspector.wayFor(known) !== undefined) {
    return;
  }
  const { arn, name, role } = known.target;
  if (!args.flag('allow-temporary-probe')) {
    throw new TroubleError(
      t(
        '{0} is not known to be a probe, so it was not invoked. With --allow-temporary-probe, a function of ours with its role, network and mount is created, asked and deleted again.',
        visible(name),
      ),
    );
  }
  if (role === undefined) {
    throw new TroubleError(t('{0} has no role that a temporary probe could have.', visible(name)));
  }
  const lifetime = t('It is deleted at the end of this run, also after Ctrl+C.');
  errors.write(`${describeCreation(known, lifetime, t).join('\n')}\n\n`);
  temporaryProbes.allow(arn);
}

/** Each step once, where a person looks on. */
function progressTo({ errors, t }: RunContext): (progress: Parameters<typeof describeProgress>[0]) => void {
  let said = '';
  return progress => {
    const step = `${progress.step} ${progress.command ?? ''}`;
    if (errors.isInteractive && step !== said) {
      said = step;
      errors.line(describeProgress(progress, t));
    }
  };
}
