import { own } from '../core/guards';
import { parseMountInfo } from '../core/parse/mountinfo';
import { hasLeftover, prepareChild } from './child';
import { now, since } from './clock';
import { readIdentity, readRuntime, readText } from './facts';
import { FileSystemInquiry } from './fileSystemInquiry';
import { MountTable } from './mountTable';
import { packResponse, type PackableResponse } from './pack';
import {
  PROBE_PROTOCOL,
  type MountStatsTexts,
  type PackedResponse,
  type ProbeAnswers,
  type ProbeRefusal,
  type ProbeResponse,
  type SectionName,
} from '../protocol';
import { parseRequest, type ParsedRequest } from './parseRequest';
import { measure, type Outcome } from './section';
import { WORKER_MARKER } from './steps';
import { runWorker } from './worker';

/** Kept of the function's timeout for packing and sending: a function that times out loses its environment. */
const RESERVE_MS = 2000;

/** Where neither the request nor Lambda sets a limit. */
const DEFAULT_BUDGET_MS = 30_000;

/** What the probe uses of https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  getRemainingTimeInMillis?(): number;
  /**
   * Only from the local endpoint, which mounts nothing: the path that stands for the function's file system. Lambda's
   * runtimes make the context themselves, so that nobody who invokes the function can set it.
   */
  readonly simulatedMountPath?: string;
}

let coldStart = true;

/**
 * The Lambda handler. It reads the kernel's own files and never touches a mount: whatever does runs in a child that
 * can be killed, because one call on a dead hard mount would otherwise keep this process for ever.
 */
export async function handler(
  event: unknown,
  context?: LambdaContext,
): Promise<ProbeResponse | PackedResponse | ProbeRefusal> {
  const start = now();
  const wanted = parseRequest(event);
  const answer = 'refused' in wanted ? wanted : await inspect(wanted, context, start);
  coldStart = false;
  return answer;
}

function budget({ deadlineMs = Infinity }: ParsedRequest, context: LambdaContext | undefined): number {
  const remaining = context?.getRemainingTimeInMillis?.() ?? DEFAULT_BUDGET_MS;
  return Math.min(deadlineMs, remaining - Math.min(RESERVE_MS, remaining / 4));
}

async function inspect(
  wanted: ParsedRequest,
  context: LambdaContext | undefined,
  start: number,
): Promise<ProbeResponse | PackedResponse> {
  const { sections, mountPath, list, asked } = wanted;
  const read = <T>(name: SectionName, work: () => T): Outcome<T> | undefined =>
    sections.has(name) ? measure(work) : undefined;

  const before = read('mountstats', () => readText('/proc/self/mountstats'));
  const mountinfo = measure(() => readText('/proc/self/mountinfo'));
  const entries = mountinfo.ok ? parseMountInfo(mountinfo.value).entries : [];
  const mounts = new MountTable(entries, context?.simulatedMountPath);
  const questions = {
    usage: sections.has('usage'),
    tools: sections.has('tools'),
    list,
    mount: mounts.served(mountPath),
    asked,
  };
  const inquiry = new FileSystemInquiry(mounts, questions, start + budget(wanted, context));
  const asking = inquiry.run();
  // Read while the child starts.
  const facts: ProbeAnswers = {
    identity: read('identity', readIdentity),
    runtime: read('runtime', () => readRuntime(coldStart)),
    mounts: read('mounts', () => readText('/proc/self/mounts')),
    mtab: read('mtab', () => readText('/etc/mtab')),
    mountinfo,
  };
  await asking;
  const after = read('mountstats', () => readText('/proc/self/mountstats'));

  return packResponse(mostEntries => {
    const answers: PackableResponse['sections'] = {
      ...facts,
      mountstats: before && after && both(before, after),
      usage: mountinfo.ok ? inquiry.usage : mountinfo,
      list: inquiry.list(mostEntries),
      ...inquiry.answers,
      tools: inquiry.tools,
    };
    return {
      probe: PROBE_PROTOCOL,
      sections: pick(answers, sections),
      unresponsive: inquiry.unresponsive,
      leftover: hasLeftover(),
      totalMs: since(start),
    };
  });
}

function both(before: Outcome<string>, after: Outcome<string>): Outcome<MountStatsTexts> {
  const ms = before.ms + after.ms;
  if (!before.ok) {
    return before;
  }
  return after.ok ? { ok: true, value: { before: before.value, after: after.value }, ms } : after;
}

function pick(
  answers: PackableResponse['sections'],
  names: ReadonlySet<string>,
): PackableResponse['sections'] {
  const known: Readonly<Record<string, unknown>> = answers;
  const error = { code: 'UNSUPPORTED', message: 'this probe does not know this section' };
  return Object.fromEntries([...names].map(name => [name, own(known, name) ?? { ok: false, error, ms: 0 }]));
}

if (require.main === module && process.argv[2] === WORKER_MARKER) {
  runWorker();
} else {
  // Lambda gives a function a whole processor while its code is loaded, and only then.
  prepareChild();
}
