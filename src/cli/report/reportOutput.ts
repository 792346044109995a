import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExportFormat } from '../../core/export/exportFormat';
import type { Severity } from '../../core/findings/finding';
import { visible } from '../../core/text/visibleText';
import type { ExportedInspection } from '../../inspect/exportInspection';
import type { Arguments, RunContext } from '../command';
import { exitCode } from '../exitCode';
import { reasonOf } from '../reasonOf';
import { fails, thresholdOf } from '../threshold';
import { TroubleError } from '../troubleError';
import { versionOf } from '../version';

const formats = new Map<string | undefined, ExportFormat>([
  ['markdown', 'markdown'],
  ['json', 'json'],
]);

/** Writes a report, or why there is none, as the options say. @throws TroubleError */
export async function writeReport(
  inspection: ExportedInspection,
  args: Arguments,
  surroundings: RunContext,
): Promise<void> {
  const { dist, folder, locale, out, t } = surroundings;
  const { exportInspection } = await import('../../inspect/inspecting');
  const words = { t, locale, version: versionOf(dist) };
  const text = exportInspection(inspection, formats.get(args.value('format')) ?? 'summary', words) ?? '';
  const output = args.value('output');
  if (output === undefined) {
    out.write(text);
    return;
  }
  try {
    await writeFile(path.resolve(folder, output), text);
  } catch (error) {
    // Not to be had again for nothing: it may have taken a function that was created and deleted.
    out.write(text);
    throw new TroubleError(t('{0}: could not be written. {1}', visible(output), reasonOf(error, t)));
  }
}

/** A mount that Lambda cannot make is what the run looks for; anything else that fails says nothing of the mount. */
export async function exitCodeOf(
  { failure, report, setup }: ExportedInspection,
  args: Arguments,
): Promise<number> {
  const threshold = thresholdOf(args);
  if (failure) {
    return failure.explanation
      ? threshold === 'never'
        ? exitCode.fine
        : exitCode.findings
      : exitCode.trouble;
  }
  const { withMetricFindings } = await import('../../inspect/inspecting');
  const findings = report ? withMetricFindings(report, setup).findings : [];
  const severities: readonly Severity[] = findings.map(({ severity }) => severity);
  return severities.some(severity => fails(severity, threshold)) ? exitCode.findings : exitCode.fine;
}
