import type { ReplayHandler } from '../execution/replayEnvironment';

/** Commands and what they printed, byte for byte. */
export type Transcript = ReadonlyMap<string, string>;

interface Printed {
  readonly output: string;
  readonly errors: string;
  readonly status: number;
}

/**
 * Answers as a handler that runs `{"Cmd": "…"}` with `sh -c`: the output goes to the log, the response is null, and a
 * command that fails ends the process. Only commands of the transcript have an output; it may be piped through
 * `head -c` and `tail -c`.
 */
export function shellReplay(transcript: Transcript): ReplayHandler {
  return (event, log) => {
    const command = (event as { readonly Cmd?: unknown } | null)?.Cmd;
    const { output, errors, status } = runPipeline(typeof command === 'string' ? command : '', transcript);
    log(errors);
    log(output);
    if (status !== 0) {
      log(`exit status ${status}\n`);
      return { kind: 'exited', status: 'exit status 1' };
    }
    return { kind: 'answered', value: null };
  };
}

/** As in a shell, the status is that of the last command. */
function runPipeline(line: string, transcript: Transcript): Printed {
  const [first = '', ...filters] = line.split('|').map(command => command.trim());
  let { output, errors, status } = runRecorded(first, transcript);
  for (const filter of filters) {
    const next = runFilter(filter, Buffer.from(output));
    ({ output, status } = next);
    errors += next.errors;
  }
  return { output, errors, status };
}

function runRecorded(command: string, transcript: Transcript): Printed {
  const output = transcript.get(command);
  return output === undefined
    ? { output: '', errors: `sh: ${command}: not among the recorded commands\n`, status: 127 }
    : { output, errors: '', status: 0 };
}

function runFilter(command: string, input: Buffer): Printed {
  const [, tool, sign, digits] = /^(head|tail) -c ?([+-]?)(\d+)$/.exec(command) ?? [];
  if (tool === undefined) {
    return { output: '', errors: `sh: ${command}: not among the recorded commands\n`, status: 127 };
  }
  const count = Number(digits);
  const output = tool === 'tail' ? tail(input, sign === '+', count) : head(input, sign === '-', count);
  return { output: output.toString(), errors: '', status: 0 };
}

/** `tail -c N` is the last N bytes, `tail -c +N` all from the Nth on, counted from 1. */
function tail(input: Buffer, fromStart: boolean, count: number): Buffer {
  return fromStart
    ? input.subarray(Math.max(count - 1, 0))
    : input.subarray(Math.max(input.length - count, 0));
}

/** `head -c N` is the first N bytes, `head -c -N` all but the last N. */
function head(input: Buffer, allBut: boolean, count: number): Buffer {
  return input.subarray(0, allBut ? Math.max(input.length - count, 0) : count);
}
