import type { Capture, CommandOutput } from '../../core/capture/capture';
import type { NotRead } from '../../core/capture/captureTexts';
import { REPORT_SCHEMA_VERSION } from '../../core/export/reportToJson';
import { explainFailure } from '../../core/failure/mountFailure';
import {
  isDecimal,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  optional,
  own,
  shape,
  textUpTo,
} from '../../core/guards';
import { HumanError, type Problem } from '../../core/humanError';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { toColumns } from '../../core/listing/directoryColumns';
import { listed, type ListedDirectory } from '../../core/listing/listing';
import { asOf } from '../../core/mount/fileSystemSetup';
import { buildReport, type Report } from '../../core/report';
import type { FileSystemUsage, ProbeAnswers, Section, SectionError } from '../../protocol';
import type { ExportedInspection } from '../exportInspection';
import {
  isDate,
  isFileSystemSetup,
  isLambdaFunction,
  isLatencyMeasurement,
  restoredCapture,
} from './keptGuards';

const MOST_ROWS = 100_000;
const MOST_ENTRIES = 2_000_000;
const TEXT_LENGTH = 2 * 1024 * 1024;

const isError = shape({ code: isText, message: isText });

const hasReportFields = shape({
  function: isLambdaFunction,
  takenAt: isDate,
  way: oneOf('installed-probe', 'shell-handler', 'temporary-probe'),
  invocation: isObject,
  mount: optional(shape({ unresponsive: isFlag })),
  findings: listOf(shape({ code: isText }), MOST_ROWS),
  storage: listOf(
    shape({
      mountPoint: isText,
      total: optional(isDecimal),
      used: optional(isDecimal),
      available: optional(isDecimal),
      inodes: optional(isDecimal),
      inodesFree: optional(isDecimal),
      error: optional(isError),
    }),
    MOST_ROWS,
  ),
  directories: listOf(
    shape({
      path: isText,
      complete: isFlag,
      changed: isFlag,
      error: optional(isError),
      entries: listOf(
        shape({
          name: isText,
          type: value => typeof value === 'string' && value.length === 1,
          mode: optional(isNumber),
          modeText: optional(isText),
          owner: optional(isText),
          group: optional(isText),
          size: optional(isDecimal),
          modifiedMs: optional(isNumber),
          modifiedText: optional(isText),
          target: optional(isText),
          error: optional(isText),
        }),
        MOST_ENTRIES,
      ),
    }),
    MOST_ROWS,
  ),
  environment: isObject,
  raw: listOf(
    shape({ title: isText, text: textUpTo(TEXT_LENGTH), moment: optional(oneOf('before', 'after')) }),
    1000,
  ),
  notRead: listOf(shape({ what: isText, error: isError }), MOST_ROWS),
});

const hasFailureFields = shape({
  function: isLambdaFunction,
  failure: shape({
    at: isDate,
    code: isText,
    reason: optional(isText),
    message: optional(isText),
    causes: listOf(shape({ code: isText }), 1000),
  }),
});

/** What a report that was saved as JSON is made again from. */
interface SavedReport extends Pick<Report, 'environment' | 'findings' | 'mount' | 'notRead' | 'raw'> {
  readonly function: LambdaFunction;
  readonly takenAt: string;
  readonly way: Capture['way'];
  readonly invocation: Capture['invocation'];
  readonly storage: readonly {
    readonly mountPoint: string;
    readonly total?: string;
    readonly used?: string;
    readonly available?: string;
    readonly inodes?: string;
    readonly inodesFree?: string;
    readonly error?: SectionError;
  }[];
  readonly directories: readonly {
    readonly path: string;
    readonly complete: boolean;
    readonly changed: boolean;
    readonly error?: SectionError;
    readonly entries: readonly (Omit<ReturnType<ListedDirectory['entries']['row']>, 'size'> & {
      readonly size?: string;
    })[];
  }[];
}

interface SavedFailure {
  readonly function: LambdaFunction;
  readonly failure: {
    readonly at: string;
    readonly code: string;
    readonly reason?: string;
    readonly message?: string;
    readonly causes: readonly { readonly code: string }[];
  };
}

/**
 * What was saved as JSON, by `media/report.schema.json`, as it is understood today: the texts and numbers that were
 * measured are parsed and judged anew. Whoever wrote the file may have written anything.
 * @returns undefined for what is no such report
 */
export function readSavedReport(document: unknown): ExportedInspection | undefined {
  if (!isObject(document) || own(document, 'schemaVersion') !== REPORT_SCHEMA_VERSION) {
    return undefined;
  }
  const configuration = own(document, 'configuration');
  const setup = isFileSystemSetup(configuration) ? configuration : undefined;
  if (hasFailureFields(document)) {
    return failureOf(document as unknown as SavedFailure, setup);
  }
  const saved = hasReportFields(document) ? (document as unknown as SavedReport) : undefined;
  const capture = saved && restoredCapture(captureOf(saved));
  const latency = own(document, 'latency');
  return saved && capture
    ? {
        target: capture.target,
        status: 'done',
        report: { ...buildReport(capture), directories: saved.directories.map(directoryOf) },
        setup,
        latency: isLatencyMeasurement(latency) ? latency : undefined,
      }
    : undefined;
}

function failureOf({ failure, function: target }: SavedFailure, setup: ExportedInspection['setup']) {
  const { at, causes, code, message, reason = '' } = failure;
  const isOfTemporaryProbe = causes.some(cause => cause.code === 'role-tied-to-function');
  const params: Problem['params'] = { reason, ...(isOfTemporaryProbe && { way: 'temporary-probe' }) };
  const problem = { code, params };
  const explanation = explainFailure(problem, target, asOf(setup, at));
  // What a sentence was made of is not in the file: it is told as it was saved.
  const error = new HumanError(message ?? reason, explanation && { problem });
  return { target, status: 'failed' as const, failure: { at, code, error, explanation }, setup };
}

function captureOf(saved: SavedReport): Capture {
  const { environment, findings, function: target, invocation, mount, takenAt, way } = saved;
  const { localMountPath } = target.fileSystem;
  const isUnresponsive =
    mount?.unresponsive === true || findings.some(({ code }) => code === 'mount-unresponsive');
  const isShell = way === 'shell-handler';
  const answers = isShell ? {} : { ...answersOf(saved), ...environmentAnswers(environment) };
  return {
    version: 1,
    takenAt,
    way,
    target,
    invocation,
    probe: isShell ? {} : withFailures(answers, saved.notRead),
    unresponsive: isUnresponsive ? [localMountPath] : [],
    commands: isShell ? commandsOf(saved) : [],
  };
}

function ok<T>(value: T): Section<T> {
  return { ok: true, value, ms: 0 };
}

const sectionsByTitle = {
  '/proc/self/mounts': 'mounts',
  '/etc/mtab': 'mtab',
  '/proc/self/mountinfo': 'mountinfo',
} as const;

function answersOf({ raw, storage }: SavedReport): ProbeAnswers {
  const answers: { -readonly [Name in keyof ProbeAnswers]: ProbeAnswers[Name] } = {};
  for (const { text, title } of raw) {
    const name = own<'mounts' | 'mtab' | 'mountinfo'>(sectionsByTitle, title);
    if (name !== undefined) {
      answers[name] = ok(text);
    }
  }
  const textAt = (moment: 'before' | 'after') => raw.find(text => text.moment === moment)?.text;
  const [before, after] = [textAt('before'), textAt('after')];
  if (before !== undefined && after !== undefined) {
    answers.mountstats = ok({ before, after });
  }
  return storage.length > 0 ? { ...answers, usage: ok(storage.map(usageOf)) } : answers;
}

function environmentAnswers({ identity, runtime, tools }: Report['environment']): ProbeAnswers {
  return {
    identity: identity && ok(identity),
    runtime: runtime && ok(runtime),
    tools: ok({ bin: tools }),
  };
}

/** In blocks of one byte. */
function usageOf({
  available = '',
  error,
  inodes = '',
  inodesFree = '',
  mountPoint,
  total = '',
  used = '',
}: SavedReport['storage'][number]): FileSystemUsage {
  if (error) {
    return { mountPoint, result: { ok: false, error, ms: 0 } };
  }
  const free = isDecimal(total) && isDecimal(used) ? String(BigInt(total) - BigInt(used)) : '';
  return {
    mountPoint,
    result: ok({
      blockSize: '1',
      blocks: total,
      blocksFree: free,
      blocksAvailable: available,
      inodes,
      inodesFree,
    }),
  };
}

/** What had arrived of a section is told beside why there is no more. */
function withFailures(answers: ProbeAnswers, notRead: readonly NotRead[]): ProbeAnswers {
  const failed = notRead.map(({ what, error }) => {
    const section: Section<unknown> | undefined = own(answers, what);
    return [what, { ok: false, error, ms: 0, ...(section?.ok && { partial: section.value }) }];
  });
  return { ...answers, ...(Object.fromEntries(failed) as ProbeAnswers) };
}

function commandsOf({ notRead, raw }: SavedReport): readonly CommandOutput[] {
  const errors = new Map(notRead.map(({ what, error }) => [what, error]));
  const texts = new Map(raw.map(({ text, title }) => [title, text]));
  return [...new Set([...texts.keys(), ...errors.keys()])].map(command => {
    const [error, text] = [errors.get(command), texts.get(command)];
    return {
      command,
      output: error ? { ok: false, error, ms: 0, partial: text } : ok(text ?? ''),
    };
  });
}

function directoryOf({
  changed,
  complete,
  entries,
  error,
  path,
}: SavedReport['directories'][number]): ListedDirectory {
  return listed(
    toColumns({
      path,
      entries: entries.map(entry => ({
        ...entry,
        size: entry.size === undefined ? undefined : BigInt(entry.size),
      })),
      changed,
      error,
      cursor: !complete && !error ? '' : undefined,
    }),
  );
}
