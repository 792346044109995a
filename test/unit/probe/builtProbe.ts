import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { isWithin, type ProbeRequest, type ProbeResponse } from '../../../src/protocol';
import { unpackResponse } from '../../../src/inspect/ways/response';
import { projectRoot } from '../../harness/projectRoot';

/** The mutation run names one with mutants in it. */
export const probeZip = process.env['PROBE_ZIP'] ?? path.join(projectRoot, 'dist/probe.zip');

export interface RuntimeOptions {
  /** Runs the function as this user and group; needs root. */
  readonly uid?: number;
  readonly nodeOptions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Code that runs in the probe's child before the probe's own. */
  readonly childPrelude?: string;
}

/**
 * An execution environment of the shipped probe: its zip, unpacked, loaded by a process that calls the handler as a
 * runtime would, once per invocation.
 */
export class ProbeRuntime {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'probe-runtime-'));
  readonly #process: ChildProcess;
  #invocations = 0;

  constructor({ uid, nodeOptions = [], env = {}, childPrelude }: RuntimeOptions = {}) {
    chmodSync(this.folder, 0o755);
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(probeZip)))) {
      writeFileSync(path.join(this.folder, name), bytes);
    }
    const loop = path.join(this.folder, 'loop.js');
    writeFileSync(loop, loopSource(childPrelude === undefined ? undefined : this.#wrapNode(childPrelude)));
    this.#process = fork(loop, {
      ...(uid === undefined ? {} : { uid, gid: uid }),
      execArgv: [...nodeOptions],
      env: { PATH: process.env['PATH'], ...env },
      cwd: '/',
    });
    // One that a failed test did not close ends with the tests.
    this.#process.unref();
    this.#process.channel?.unref();
  }

  /**
   * Returns the payload as it would travel: through JSON.
   * @param simulatedMountPath stands for the function's file system, as the local endpoint has it
   */
  invoke(event: unknown, remainingMs = 60_000, simulatedMountPath?: string): Promise<unknown> {
    const id = (this.#invocations += 1);
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`The runtime ended with ${code}.`));
      const onMessage = (answer: { id: number; payload: string }): void => {
        if (answer.id === id) {
          this.#process.off('exit', onExit);
          this.#process.off('message', onMessage);
          resolve(JSON.parse(answer.payload));
        }
      };
      this.#process.once('exit', onExit);
      this.#process.on('message', onMessage);
      this.#process.send({ id, event, remainingMs, simulatedMountPath });
    });
  }

  /** Asks a function whose file system is at the request's mount path. */
  async ask(request: Partial<ProbeRequest>, remainingMs?: number): Promise<ProbeResponse> {
    const { mountPath = mountOf(request.list?.path) } = request;
    const event = { probe: 1, want: [], ...request, mountPath };
    return unpackResponse(await this.invoke(event, remainingMs, mountPath));
  }

  /** Process ids of the probe's children, dead but unreaped ones among them. */
  children(): readonly number[] {
    const tasks = `/proc/${this.#process.pid}/task`;
    return readdirSync(tasks)
      .flatMap(task => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' '))
      .filter(pid => pid !== '')
      .map(Number);
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A stand-in for Node that loads the prelude first; the probe starts its child with `process.execPath`. */
  #wrapNode(prelude: string): string {
    const bin = path.join(this.folder, 'bin');
    mkdirSync(bin);
    chmodSync(bin, 0o777);
    writeFileSync(path.join(bin, 'prelude.js'), prelude);
    const node = path.join(bin, 'node');
    writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' -r '${bin}/prelude.js' "$@"\n`);
    chmodSync(node, 0o755);
    return node;
  }
}

function loopSource(execPath: string | undefined): string {
  return `
    ${execPath === undefined ? '' : `process.execPath = ${JSON.stringify(execPath)};`}
    const { handler } = require('./index.js');
    process.on('message', async ({ id, event, remainingMs, simulatedMountPath }) => {
      const end = Date.now() + remainingMs;
      const context = { getRemainingTimeInMillis: () => end - Date.now(), simulatedMountPath };
      process.send({ id, payload: JSON.stringify(await handler(event, context)) });
    });`;
}

/** What holds a scratch folder, or a path that is in none. */
function mountOf(path = '/'): string {
  return ['/dev/shm', os.tmpdir(), '/dev'].find(folder => isWithin(path, folder)) ?? '/mnt/efs';
}

/** Value of a section that must have succeeded. */
export function valueOf<T>(section: { ok: boolean; value?: T; error?: unknown } | undefined): T {
  if (!section?.ok || section.value === undefined) {
    throw new Error(`The section has no value: ${JSON.stringify(section?.error)}`);
  }
  return section.value;
}
