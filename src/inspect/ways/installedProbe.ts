import type { InvokeResult } from '../../aws/lambdaApi';
import { invokeBoundMs } from '../../aws/operations';
import type { Capture } from '../../core/capture/capture';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { HumanError } from '../../core/humanError';
import { toColumns, type DirectoryColumns } from '../../core/listing/directoryColumns';
import { parseMountStats } from '../../core/parse/mountstats';
import { nfsStatistics } from '../../core/mount/statistics';
import {
  PROBE_PROTOCOL,
  isListable,
  isWithin,
  type FileRange,
  type FileRequest,
  type LatencyPart,
  type LatencyRequest,
  type ListRequest,
  type MountStatsTexts,
  type ProbeQuestions,
  type ProbeRequest,
  type SectionName,
  type TotalsRequest,
} from '../../protocol';
import { expectLargeAnswer, readPage, readResponse } from './readAnswer';
import { UnusableResponseError } from './response';
import { inspectError } from '../inspectProblems';
import { pathError } from './pathError';
import { functionError } from './functionError';
import type { CaptureOptions, CountedPart, Invoke, Limits, ProbeRunner } from './probeRunner';

/** What one inspection asks for. */
export const EVERYTHING: readonly SectionName[] = [
  'identity',
  'runtime',
  'mounts',
  'mtab',
  'mountinfo',
  'mountstats',
  'usage',
  'list',
  'tools',
];

/** How long one inspection reads a directory, so that a small function answers soon: the rest comes when it is asked for. */
export const LIST_MS = 250;

/** Entries whose answer is no small one. */
const LARGE_PAGE = 25_000;

/** Asks a function whose code is our probe: one Invoke answers everything. */
export class InstalledProbe implements ProbeRunner {
  readonly #invoke: Invoke;

  constructor(invoke: Invoke) {
    this.#invoke = invoke;
  }

  async capture(target: LambdaFunction, { onProgress, ...limits }: CaptureOptions): Promise<Capture> {
    onProgress({ step: 'invoking', limitSeconds: invokeBoundMs(target) / 1000, done: 0, total: 1 });
    const { localMountPath } = target.fileSystem;
    const { result, answer: response } = await this.#ask(
      target,
      { want: EVERYTHING, list: { path: localMountPath, limit: limits.pageSize, withinMs: LIST_MS } },
      limits,
      readResponse,
    );
    onProgress({ step: 'reading', done: 1, total: 1 });
    return {
      version: 1,
      takenAt: new Date().toISOString(),
      way: 'installed-probe',
      target,
      invocation: {
        count: 1,
        durationMs: result.durationMs,
        executedVersion: result.executedVersion,
        logTail: result.logTail,
      },
      probe: response.sections,
      unresponsive: response.unresponsive,
      commands: [],
    };
  }

  /** What no probe of today gives is not asked for either: one that was installed long ago may give it. */
  async list(target: LambdaFunction, request: ListRequest, limits: Limits): Promise<DirectoryColumns> {
    if (!isListable(request.path, target.fileSystem.localMountPath)) {
      return toColumns({ path: request.path, entries: [], changed: false, error: OUTSIDE });
    }
    const list = { limit: limits.pageSize, ...request };
    const { answer } = await this.#ask(target, { want: ['list'], list }, limits, payload =>
      readPage(payload, request.path),
    );
    if (answer.cursor !== undefined && list.limit - answer.names.length >= LARGE_PAGE) {
      expectLargeAnswer();
    }
    return answer;
  }

  async readRange(target: LambdaFunction, file: FileRequest, limits: Limits): Promise<FileRange> {
    requireOnMount(target, file.path);
    const { answer } = await this.#ask(target, { want: ['file'], file }, limits, readResponse);
    const section = answer.sections.file;
    if (!section?.ok) {
      throw pathError(target, file.path, section?.error);
    }
    requireOnMount(target, section.value.path);
    return section.value;
  }

  async countPart(target: LambdaFunction, totals: TotalsRequest, limits: Limits): Promise<CountedPart> {
    requireOnMount(target, totals.path);
    const question = { want: ['totals', 'mountstats'], totals } as const;
    const { answer } = await this.#ask(target, question, limits, readResponse);
    const { totals: section, mountstats } = answer.sections;
    if (!section?.ok) {
      throw pathError(target, totals.path, section?.error);
    }
    requireOnMount(target, section.value.path);
    section.value.pending.forEach(({ path }) => requireOnMount(target, path));
    const operations = mountstats?.ok
      ? operationsOf(mountstats.value, target.fileSystem.localMountPath)
      : undefined;
    return { part: section.value, operations };
  }

  async measureLatency(
    target: LambdaFunction,
    latency: LatencyRequest,
    limits: Limits,
  ): Promise<LatencyPart> {
    requireOnMount(target, latency.path);
    const { answer } = await this.#ask(target, { want: ['latency'], latency }, limits, readResponse);
    const section = answer.sections.latency;
    if (!section?.ok) {
      throw pathError(target, latency.file ?? latency.path, section?.error);
    }
    return section.value;
  }

  async #ask<Answer>(
    target: LambdaFunction,
    question: Pick<ProbeRequest, 'want' | keyof ProbeQuestions>,
    { signal, deadlineMs }: Pick<Limits, 'signal' | 'deadlineMs'>,
    read: (payload: Uint8Array) => Promise<Answer>,
  ): Promise<{ result: InvokeResult; answer: Answer }> {
    const request: ProbeRequest = {
      probe: PROBE_PROTOCOL,
      ...question,
      mountPath: target.fileSystem.localMountPath,
      deadlineMs,
    };
    const result = await this.#invoke(request, signal);
    const failure = functionError(target, result);
    if (failure) {
      throw failure;
    }
    try {
      return { result, answer: await read(result.payload) };
    } catch (error) {
      throw error instanceof UnusableResponseError ? unusable(target, result.payload, error) : error;
    }
  }
}

const OUTSIDE = { code: 'OUTSIDE', message: 'the path leads outside the mount' } as const;

/** @throws HumanError where a path is not on the mount, as far as its text tells */
function requireOnMount(target: LambdaFunction, path: string): void {
  const { localMountPath } = target.fileSystem;
  if (localMountPath === '/' || !isWithin(path, localMountPath)) {
    throw pathError(target, path, OUTSIDE);
  }
}

function operationsOf({ before, after }: MountStatsTexts, mountPath: string): bigint | undefined {
  const statistics = nfsStatistics(
    mountPath,
    parseMountStats(after).entries,
    parseMountStats(before).entries,
  );
  return statistics?.duringProbe?.operations;
}

function unusable(
  { name }: LambdaFunction,
  payload: Uint8Array,
  { reason, message, refusal, protocol }: UnusableResponseError,
): HumanError {
  switch (reason) {
    case 'refused':
      return inspectError('probe-refused', { function: name, reason: refusal?.refused.message ?? message });
    case 'other-protocol':
      return inspectError('probe-too-new', { function: name, protocol: protocol ?? 0 });
    case 'damaged':
    case 'not-a-probe':
      return inspectError('not-a-probe', { function: name, answer: excerpt(payload) });
  }
}

function excerpt(payload: Uint8Array): string {
  return new TextDecoder().decode(payload.subarray(0, 120));
}
