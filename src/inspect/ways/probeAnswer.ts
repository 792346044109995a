import { gunzipSync } from 'node:zlib';

import {
  PROBE_PROTOCOL,
  type ProbeAnswers,
  type ProbeRefusal,
  type ProbeResponse,
  type Section,
  type SectionName,
} from '../../probe/protocol';

/** What a payload turned out to be. A function may answer anything. */
export type ProbeAnswer =
  | { readonly kind: 'response'; readonly response: ProbeResponse }
  | { readonly kind: 'refusal'; readonly refusal: ProbeRefusal }
  /** A probe of another protocol than ours. */
  | { readonly kind: 'other-protocol'; readonly protocol: number }
  | { readonly kind: 'not-a-probe' };

/** Bound on what a packed answer may unpack to: far above what 6 MB of real listings hold. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** Reads a payload, packed or not, and checks that each section has the shape the protocol says. */
export function readProbeAnswer(payload: Uint8Array): ProbeAnswer {
  const answer = parseJson(payload);
  if (!isObject(answer) || typeof answer.probe !== 'number') {
    return { kind: 'not-a-probe' };
  }
  if (isObject(answer.refused)) {
    return { kind: 'refusal', refusal: answer as unknown as ProbeRefusal };
  }
  if (answer.probe !== PROBE_PROTOCOL) {
    return { kind: 'other-protocol', protocol: answer.probe };
  }
  const unpacked = typeof answer.gzip === 'string' ? unpack(answer.gzip) : answer;
  if (!isObject(unpacked) || !isObject(unpacked.sections)) {
    return { kind: 'not-a-probe' };
  }
  const { unresponsive, leftover, totalMs } = unpacked;
  return {
    kind: 'response',
    response: {
      probe: PROBE_PROTOCOL,
      sections: checkedSections(unpacked.sections),
      unresponsive: isArrayOf(unresponsive, 'string') ? unresponsive : [],
      leftover: leftover === true,
      totalMs: typeof totalMs === 'number' ? totalMs : 0,
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function unpack(base64: string): unknown {
  try {
    return parseJson(gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: MAX_UNPACKED_BYTES }));
  } catch {
    return undefined;
  }
}

const valueChecks: { readonly [Name in SectionName]: (value: unknown) => boolean } = {
  identity: isObject,
  runtime: isObject,
  mounts: isString,
  mtab: isString,
  mountinfo: isString,
  mountstats: value => isObject(value) && isString(value.before) && isString(value.after),
  usage: value => Array.isArray(value) && value.every(isObject),
  list: value => isObject(value) && isString(value.path) && isArrayOf(value.names, 'string'),
  tools: value => isObject(value) && isArrayOf(value.bin, 'string'),
};

function checkedSections(sections: Readonly<Record<string, unknown>>): ProbeAnswers {
  const known = Object.entries(valueChecks).flatMap(([name, isValue]) => {
    const section = sections[name];
    return section === undefined ? [] : [[name, checkedSection(section, isValue)] as const];
  });
  return Object.fromEntries(known);
}

function checkedSection(section: unknown, isValue: (value: unknown) => boolean): Section<unknown> {
  if (isObject(section)) {
    const ms = typeof section.ms === 'number' ? section.ms : 0;
    if (section.ok === true && isValue(section.value)) {
      return { ok: true, value: section.value, ms };
    }
    const { error, partial } = section;
    if (section.ok === false && isObject(error) && isString(error.code) && isString(error.message)) {
      const { code, message } = error;
      return { ok: false, error: { code, message }, ms, ...(isValue(partial) && { partial }) };
    }
  }
  return { ok: false, error: { code: 'MALFORMED', message: 'not what the probe protocol says' }, ms: 0 };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isArrayOf(value: unknown, type: 'string'): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === type);
}
