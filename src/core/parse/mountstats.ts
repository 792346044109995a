import { isBlank, splitLines, trimBlanks } from './lines';
import type { Parsed, TextInput, UnparsedLine } from './lines';
import { parseBytes, parseEvents, parseOperation, parseTransport } from './nfsCounters';
import type { NfsBytes, NfsEvents, NfsOperation, NfsTransport } from './nfsCounters';
import { decodeOctalEscapes } from './octalEscapes';
import { parseEscapedOptions } from './optionString';
import type { MountOption } from './optionString';

export { nfsByteNames, nfsEventNames } from './nfsCounters';
export type { NfsBytes, NfsEvents, NfsOperation, NfsTransport } from './nfsCounters';

/** A `device … mounted on …` block of /proc/self/mountstats. Counters are u64. net/sunrpc/stats.c, fs/nfs/super.c. */
export interface MountStatsDevice {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
  /** Only for NFS. */
  readonly nfs?: NfsStats;
}

export interface NfsStats {
  /** E.g. `1.1`. */
  readonly statVersion?: string;
  /** Every option with defaults printed. */
  readonly options: readonly MountOption[];
  readonly ageSeconds?: bigint;
  /** What follows `impl_id:`, line breaks included. */
  readonly implementationId?: string;
  readonly capabilities: readonly MountOption[];
  readonly nfsv4: readonly MountOption[];
  readonly security: readonly MountOption[];
  readonly events?: NfsEvents;
  /** Counters of the `events:` line after those that have a name. */
  readonly extraEvents: readonly bigint[];
  readonly bytes?: NfsBytes;
  readonly rpcVersion?: string;
  /** Program and version, e.g. `100003/4 (nfs)`. */
  readonly rpcProgram?: string;
  /** One per TCP connection. */
  readonly transports: readonly NfsTransport[];
  readonly operations: readonly NfsOperation[];
  /** Lines of this block that were not understood. */
  readonly unparsed: readonly UnparsedLine[];
}

/** Reads /proc/self/mountstats, whole or cut. What a block lacks is absent; what it has too much of is unparsed. */
export function parseMountStats(input: TextInput): Parsed<MountStatsDevice> {
  const entries: MountStatsDevice[] = [];
  const unparsed: UnparsedLine[] = [];
  const lines = splitLines(input);
  let block: NfsBlock | undefined;
  let at = 0;
  while (at < lines.length) {
    const text = lines[at] ?? '';
    const header = parseHeader(text);
    if (header) {
      block = header.block;
      entries.push(block ? { ...header.device, nfs: block.stats } : header.device);
      at++;
      continue;
    }
    if (isHeader(text)) {
      block = undefined;
    }
    const read = block?.read(lines, at) ?? 0;
    if (read === 0 && !isBlank(text)) {
      (block?.unparsed ?? unparsed).push({ line: at + 1, text });
    }
    at += Math.max(read, 1);
  }
  return { entries, unparsed };
}

function isHeader(line: string): boolean {
  return /^(no )?device /.test(line);
}

function parseHeader(line: string): { device: MountStatsDevice; block?: NfsBlock } | undefined {
  const match =
    /^(?:device ([^ ]*)|no device) mounted on ([^ ]+) with fstype ([^ ]+)(?: statvers=([^ ]*))? *$/.exec(
      line,
    );
  const [, source, mountPoint, fsType, statVersion] = match ?? [];
  if (!mountPoint || !fsType) {
    return undefined;
  }
  return {
    device: {
      source: decodeOctalEscapes(source ?? 'none'),
      mountPoint: decodeOctalEscapes(mountPoint),
      fsType: decodeOctalEscapes(fsType),
    },
    block: statVersion === undefined ? undefined : new NfsBlock(statVersion),
  };
}

type Draft = { -readonly [Key in keyof NfsStats]: NfsStats[Key] };

/** The lines below one NFS header. */
class NfsBlock {
  readonly unparsed: UnparsedLine[] = [];
  readonly #transports: NfsTransport[] = [];
  readonly #operations: NfsOperation[] = [];
  readonly #draft: Draft;
  readonly #seen = new Set<string>();

  constructor(statVersion: string) {
    this.#draft = {
      statVersion,
      options: [],
      capabilities: [],
      nfsv4: [],
      security: [],
      extraEvents: [],
      transports: this.#transports,
      operations: this.#operations,
      unparsed: this.unparsed,
    };
  }

  get stats(): NfsStats {
    return this.#draft;
  }

  /** Reads the line at `at`; tells how many lines that took, 0 if it was not understood. */
  read(lines: readonly string[], at: number): number {
    const line = trimBlanks(lines[at] ?? '');
    if (line === 'per-op statistics') {
      return this.#isFirst(line) ? 1 : 0;
    }
    const match = /^([^:]{1,40}):[ \t]*/.exec(line);
    if (!match?.[1]) {
      return 0;
    }
    const [head, label] = match;
    const value = line.slice(head.length);
    if (label === 'impl_id') {
      return this.#isFirst(label) ? this.#readImplementation(lines, at, value) : 0;
    }
    if (label === 'xprt') {
      return this.#readTransport(value) ? 1 : 0;
    }
    return this.#readField(label, value) || this.#readOperation(label, value) ? 1 : 0;
  }

  #isFirst(label: string): boolean {
    const isFirst = !this.#seen.has(label);
    this.#seen.add(label);
    return isFirst;
  }

  #readField(label: string, value: string): boolean {
    const field = this.#parseField(label, value);
    if (!field || !this.#isFirst(label)) {
      return false;
    }
    Object.assign(this.#draft, field);
    return true;
  }

  #parseField(label: string, value: string): Partial<Draft> | undefined {
    switch (label) {
      case 'opts':
        return value === '' ? undefined : { options: parseEscapedOptions(value) };
      case 'age':
        return /^\d{1,20}$/.test(value) ? { ageSeconds: BigInt(value) } : undefined;
      case 'caps':
        return { capabilities: parseEscapedOptions(value) };
      case 'nfsv4':
        return { nfsv4: parseEscapedOptions(value) };
      case 'sec':
        return { security: parseEscapedOptions(value) };
      case 'events':
        return parseEvents(value);
      case 'bytes':
        return parseBytes(value);
      case 'RPC iostats version': {
        const [, rpcVersion, rpcProgram] = /^([^ ]+)(?: +p\/v: *(.+))?$/.exec(value) ?? [];
        return rpcVersion ? { rpcVersion, rpcProgram } : undefined;
      }
      default:
        return undefined;
    }
  }

  /** A server may put line breaks into its name; the `date` that the kernel writes is the end. */
  #readImplementation(lines: readonly string[], at: number, first: string): number {
    const parts = [first];
    let next: string | undefined = first;
    while (!/,date='[^']*'$/.test(next)) {
      next = lines[at + parts.length];
      if (next === undefined || isHeader(next) || isKnownLine(next)) {
        break;
      }
      parts.push(next);
    }
    this.#draft.implementationId = parts.join('\n');
    return parts.length;
  }

  #readTransport(value: string): boolean {
    const transport = parseTransport(value, this.#draft.statVersion);
    if (transport) {
      this.#transports.push(transport);
    }
    return transport !== undefined;
  }

  /** All operations of a kernel have the same number of counters: a line with one less was cut. */
  #readOperation(name: string, value: string): boolean {
    const operation = this.#seen.has('per-op statistics') ? parseOperation(name, value) : undefined;
    if (!operation) {
      return false;
    }
    const hasErrors = operation.errors !== undefined;
    if (hasErrors !== ((this.#operations[0] ?? operation).errors !== undefined)) {
      return false;
    }
    this.#operations.push(operation);
    return true;
  }
}

function isKnownLine(line: string): boolean {
  return /^[ \t]*(opts|age|caps|nfsv4|sec|events|bytes|fsc|RPC iostats version|xprt|per-op statistics)(:|$)/.test(
    line,
  );
}
