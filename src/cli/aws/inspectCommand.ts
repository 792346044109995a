import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Severity } from '../../core/findings/finding';
import { visible } from '../../core/text/visibleText';
import type { ExportFormat } from '../../core/export/exportFormat';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Inspection } from '../../inspect/inspection';
import { describeProgress } from '../../inspect/progressWords';
import { describeCreation } from '../../inspect/temporary/creationWords';
import type { Arguments, Surroundings } from '../commands';
import { exitCode } from '../exitCode';
import { reasonOf } from '../reasonOf';
import { fails, thresholdOf } from '../threshold';
import { TroubleError } from '../troubleError';
import { UsageError } from '../usageError';
import { versionOf } from '../version';
import type { AwsSession } from './awsSession';
import { withSession } from './withSession';

/** `inspect FUNCTION`: asks a probe what is mounted, and says whether that is as AWS recommends. */
export function runInspect(args: Arguments, surroundings: Surroundings): Promise<number> {
  const { t } = surroundings;
  const [name, ...more] = args.operands;
  if (name === undefined || more.length > 0) {
    throw new UsageError(t('Name one function, or its ARN.'));
  }
  return withSession(args, surroundings, async (session, signal) => {
    const known = await session.find(name, signal);
    allowProbe(known, session, args, surroundings);
    const inspection = await session.inspect(known, { signal, onProgress: progressTo(surroundings) });
    await write(inspection, args, surroundings);
    return codeOf(inspection, args);
  });
}

/** A temporary probe is created only where that was asked for, and after it was said what that touches. */
function allowProbe(
  known: KnownFunction,
  { inspector, temporaryProbes }: AwsSession,
  args: Arguments,
  { errors, t }: Surroundings,
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
function progressTo({ errors, t }: Surroundings): (progress: Parameters<typeof describeProgress>[0]) => void {
  let said = '';
  return progress => {
    const step = `${progress.step} ${progress.command ?? ''}`;
    if (errors.isInteractive && step !== said) {
      said = step;
      errors.line(describeProgress(progress, t));
    }
  };
}

const formats = new Map<string | undefined, ExportFormat>([
  ['markdown', 'markdown'],
  ['json', 'json'],
]);

async function write(inspection: Inspection, args: Arguments, surroundings: Surroundings): Promise<void> {
  const { dist, folder, locale, out, t } = surroundings;
  const { exportInspection } = await import('../../inspect/inspecting');
  const words = { t, locale, version: versionOf(dist) };
  const text = exportInspection(inspection, formats.get(args.value('format')) ?? 'summary', words) ?? '';
  const output = args.value('output');
  if (output === undefined) {
    out.write(text);
  } else {
    try {
      await writeFile(path.resolve(folder, output), text);
    } catch (error) {
      throw new TroubleError(t('{0}: could not be written. {1}', visible(output), reasonOf(error, t)));
    }
  }
}

/** A mount that Lambda cannot make is what the run looks for; anything else that fails says nothing of the mount. */
function codeOf({ failure, report }: Inspection, args: Arguments): number {
  const threshold = thresholdOf(args);
  if (failure) {
    return failure.explanation
      ? threshold === 'never'
        ? exitCode.fine
        : exitCode.findings
      : exitCode.trouble;
  }
  const severities: readonly Severity[] = report?.findings.map(({ severity }) => severity) ?? [];
  return severities.some(severity => fails(severity, threshold)) ? exitCode.findings : exitCode.fine;
}
