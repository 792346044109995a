import { open } from 'node:fs/promises';
import path from 'node:path';
import { isObject, own } from '../../core/guards';
import { parseMeteredJson } from '../../core/text/jsonMeter';
import { plain } from '../../core/text/visibleText';
import { REPORT_SCHEMA_VERSION } from '../../core/export/reportToJson';
import type { Arguments, RunContext } from '../command';
import { reasonOf } from '../reasonOf';
import { TroubleError } from '../troubleError';
import { UsageError } from '../usageError';
import { exitCodeOf, writeReport } from './reportOutput';

/** Bytes of a report: one of a directory of 100,000 files has 20 million. */
const MAX_REPORT_BYTES = 128 * 1024 * 1024;

/** A file in a directory is an object with eight names. */
const REPORT_JSON = { values: 12_000_000, containers: 1_500_000, names: 12_000_000 };

/** `report FILE`: shows a report that was saved, without asking anybody. */
export async function runReport(args: Arguments, surroundings: RunContext): Promise<number> {
  const { t } = surroundings;
  const [file, ...more] = args.operands;
  if (file === undefined || more.length > 0) {
    throw new UsageError(t('Name one file with a report, or - for standard input.'));
  }
  const name = file === '-' ? '<stdin>' : plain(file);
  const document = parsed(await bytesOf(file, name, surroundings));
  const { readSavedReport } = await import('../../inspect/inspecting');
  const inspection = readSavedReport(document);
  if (!inspection) {
    const version = isObject(document) ? own(document, 'schemaVersion') : undefined;
    throw new TroubleError(
      typeof version === 'number' && version > REPORT_SCHEMA_VERSION
        ? t('{0} was saved by a later version of this program. Update it.', name)
        : t(
            '{0} is no report. Those that can be read are saved by Export Report in the editor, as JSON, and by: {1}',
            name,
            'efs-mount-inspector inspect FUNCTION --format json --output FILE',
          ),
    );
  }
  await writeReport(inspection, args, surroundings);
  return exitCodeOf(inspection, args);
}

async function bytesOf(file: string, name: string, { folder, input, t }: RunContext): Promise<Buffer> {
  try {
    const source =
      file === '-'
        ? input
        : (await open(path.resolve(folder, file))).createReadStream({ end: MAX_REPORT_BYTES });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_REPORT_BYTES) {
        throw new TroubleError(t('{0} is larger than any report.', name));
      }
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof TroubleError
      ? error
      : new TroubleError(t('{0}: could not be read. {1}', name, reasonOf(error, t)));
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return parseMeteredJson(bytes, REPORT_JSON);
  } catch {
    return undefined;
  }
}
