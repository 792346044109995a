import { own } from '../../core/guards';
import { posix } from 'node:path';
import { packResponse } from '../../probe/pack';
import {
  PROBE_PROTOCOL,
  isListable,
  isWithin,
  type DirectoryPage,
  type FileRange,
  type FileRequest,
  type FileSystemUsage,
  type LatencyPart,
  type LatencyRequest,
  type ProbeResponse,
  type Section,
  type SectionError,
  type SectionName,
  type StatFs,
  type TotalsPart,
} from '../../protocol';
import { parseRequest, type ParsedRequest, type WantedList } from '../../probe/parseRequest';
import type { ReplayHandler } from '../execution/replayEnvironment';
import type { KernelTexts } from './constructedTexts';
import { constructedRange } from './constructedContent';
import { constructedLatency } from './constructedLatency';
import { constructedTotals } from './constructedTotals';
import { constructedTools } from './constructedTree';
import { replayedPage, type DirectoryTree } from './directoryTree';

/** What a replayed probe finds. */
export interface ReplayedSandbox {
  readonly functionName: string;
  readonly mountPath: string;
  readonly texts: KernelTexts;
  /** Made when a directory is first listed. */
  readonly tree: () => DirectoryTree;
  /** statfs by mount point. */
  readonly usage: ReadonlyMap<string, StatFs>;
  /** Whether calls on the mount do not return. */
  readonly hung: boolean;
}

/** Answers the probe's requests as the probe would inside an invented sandbox. */
export function probeReplay(sandbox: ReplayedSandbox): ReplayHandler {
  return async event => {
    const wanted = parseRequest(event);
    const value = 'refused' in wanted ? wanted : await packResponse(most => respond(sandbox, wanted, most));
    return { kind: 'answered', value };
  };
}

const TIMEOUT: SectionError = { code: 'TIMEOUT', message: 'no answer before the deadline' };
const SKIPPED: SectionError = { code: 'SKIPPED', message: 'the mount had already stopped responding' };
const OUTSIDE: SectionError = { code: 'OUTSIDE', message: 'the path leads outside the mount' };
const UNSUPPORTED: SectionError = { code: 'UNSUPPORTED', message: 'this probe does not know this section' };

function respond(sandbox: ReplayedSandbox, wanted: ParsedRequest, mostEntries: number): ProbeResponse {
  const { sections, list } = wanted;
  const { file, totals, latency } = wanted.asked;
  const paths = [list?.path, file?.path, totals?.path, latency?.path].filter(path => path !== undefined);
  const touchesMount = sections.has('usage') || paths.some(path => isWithin(path, sandbox.mountPath));
  const answers: Readonly<Record<SectionName, Section<unknown>>> = {
    identity: read({ uid: 993, gid: 990, user: 'sbx_user1051', groups: [990] }),
    runtime: read({
      node: 'v24.11.1',
      kernel: '5.10.244-267.968.amzn2.x86_64',
      architecture: 'x64',
      memoryLimitMb: 512,
      region: 'us-east-1',
      executionEnvironment: 'AWS_Lambda_nodejs24.x',
      functionName: sandbox.functionName,
      functionVersion: '$LATEST',
      coldStart: false,
      uptimeSeconds: 30,
    }),
    mounts: read(sandbox.texts.mounts),
    mtab: read(sandbox.texts.mounts),
    mountinfo: read(sandbox.texts.mountinfo),
    mountstats: read(sandbox.texts.mountstats),
    usage: read(usageOf(sandbox)),
    list: list ? listing(sandbox, { ...list, limit: Math.min(list.limit, mostEntries) }) : fail(UNSUPPORTED),
    file: file ? fileRange(sandbox, file) : fail(UNSUPPORTED),
    totals: totals ? counted(sandbox, totals.path) : fail(UNSUPPORTED),
    latency: latency ? measured(sandbox, latency) : fail(UNSUPPORTED),
    tools: read({ bin: constructedTools }),
  };
  return {
    probe: PROBE_PROTOCOL,
    sections: Object.fromEntries([...sections].map(name => [name, own(answers, name) ?? fail(UNSUPPORTED)])),
    unresponsive: sandbox.hung && touchesMount ? [sandbox.mountPath] : [],
    leftover: false,
    totalMs: sandbox.hung && touchesMount ? 3040 : 40,
  };
}

function usageOf({ usage, mountPath, hung }: ReplayedSandbox): readonly FileSystemUsage[] {
  return [...usage].map(([mountPoint, value]) => ({
    mountPoint,
    result: hung && mountPoint === mountPath ? { ok: false, error: TIMEOUT, ms: 3000 } : read(value),
  }));
}

function listing({ tree, mountPath, hung }: ReplayedSandbox, list: WantedList): Section<DirectoryPage> {
  const path = posix.resolve(list.path);
  if (!isListable(path, mountPath)) {
    return fail(OUTSIDE);
  }
  if (hung && isWithin(path, mountPath)) {
    return fail(SKIPPED);
  }
  const directories = tree();
  const entries = directories.get(path);
  if (entries) {
    return read(replayedPage(entries, list));
  }
  const parent = directories.get(posix.dirname(path));
  const isFile = parent?.some(({ name, type }) => name === posix.basename(path) && type === '-') ?? false;
  return isFile
    ? fail({ code: 'ENOTDIR', message: 'not a directory' })
    : fail({ code: 'ENOENT', message: 'no such file or directory' });
}

function counted({ tree, mountPath, hung }: ReplayedSandbox, path: string): Section<TotalsPart> {
  const resolved = posix.resolve(path);
  if (!isWithin(resolved, mountPath)) {
    return fail(OUTSIDE);
  }
  if (hung) {
    return fail(SKIPPED);
  }
  return tree().has(resolved)
    ? read(constructedTotals(resolved, tree()))
    : fail({ code: 'ENOENT', message: 'no such file or directory' });
}

function measured(sandbox: ReplayedSandbox, latency: LatencyRequest): Section<LatencyPart> {
  const { hung, mountPath, tree } = sandbox;
  const paths = [latency.path, latency.file ?? latency.path].map(path => posix.resolve(path));
  if (!paths.every(path => isWithin(path, mountPath))) {
    return fail(OUTSIDE);
  }
  if (hung) {
    return fail(SKIPPED);
  }
  const [path = '', file = ''] = paths;
  if (latency.file === undefined) {
    return read(constructedLatency({ ...latency, path }, 0));
  }
  const entry = tree()
    .get(posix.dirname(file))
    ?.find(({ name }) => name === posix.basename(file));
  return entry?.type === '-'
    ? read(constructedLatency({ ...latency, path, file }, Number(entry.size)))
    : fail({ code: 'ENOENT', message: 'no such file or directory' });
}

function fileRange(sandbox: ReplayedSandbox, file: FileRequest): Section<FileRange> {
  const { tree, mountPath, hung } = sandbox;
  const path = posix.resolve(file.path);
  if (!isWithin(path, mountPath)) {
    return fail(OUTSIDE);
  }
  if (hung) {
    return fail(SKIPPED);
  }
  const entry = tree()
    .get(posix.dirname(path))
    ?.find(({ name }) => name === posix.basename(path));
  if (entry?.type === 'l') {
    return fileRange(sandbox, { ...file, path: posix.resolve(posix.dirname(path), entry.target ?? '') });
  }
  if (entry?.type === 'd' || tree().has(path)) {
    return fail({ code: 'NOT_A_FILE', message: 'not a regular file but a directory' });
  }
  return entry
    ? read(constructedRange(path, entry, file))
    : fail({ code: 'ENOENT', message: 'no such file or directory' });
}

function read<T>(value: T): Section<T> {
  return { ok: true, value, ms: 1 };
}

function fail(error: SectionError): Section<never> {
  return { ok: false, error, ms: 0 };
}
