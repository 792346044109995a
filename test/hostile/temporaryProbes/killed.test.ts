import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isTemporaryName } from '../../../src/inspect/temporary/temporaryFunction';
import type { LocalLambda } from '../../../src/local';
import { projectRoot } from '../../harness/projectRoot';
import { startEndpoint, useCredentialsOf } from './endpoint';
import { ProbeWindow } from './probeWindow';

/** Kills at a random moment, beside one at each call. `HOSTILE_KILLS` and `HOSTILE_SEED` choose others. */
const RANDOM_KILLS = Number(process.env.HOSTILE_KILLS ?? 12);
const seed = Number(process.env.HOSTILE_SEED ?? Date.now() % 1_000_000);

/** What the endpoint takes for a call that changes something: time in which a window can be killed. */
const SLOW_MS = 60;

describe('a window that is killed during the life of its temporary probe', function () {
  this.timeout(60_000);

  let endpoint: LocalLambda;
  let folder: string;
  let restore: () => void;

  before(() => console.log(`    HOSTILE_SEED=${seed}`));
  beforeEach(async () => {
    endpoint = await startEndpoint();
    restore = useCredentialsOf(endpoint);
    folder = await mkdtemp(path.join(tmpdir(), 'probe-journal-'));
    const slow = { kind: 'delay', ms: SLOW_MS } as const;
    endpoint.setFaults([
      { operation: 'DeleteFunction', effect: slow },
      // It is Pending for some looks.
      { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: SLOW_MS } },
    ]);
  });
  afterEach(async () => {
    restore();
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function begin(): Promise<ChildProcess> {
    const script = path.join(projectRoot, 'out/test/hostile/temporaryProbes/window.child.js');
    const child = fork(script, [endpoint.url, folder], { silent: true });
    await once(child, 'message');
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    // What it had sent is carried out.
    await new Promise(resolve => setTimeout(resolve, 2 * SLOW_MS));
  }

  async function assertNothingIsForgotten(): Promise<void> {
    const window = new ProbeWindow(endpoint.url, folder, { leaseMs: 0 });
    const probes = async () => (await window.list()).map(({ name }) => name).filter(isTemporaryName);
    for (const left of await probes()) {
      assert.ok(readdirSync(folder).includes(`${left}.json`), `${left} is forgotten`);
    }
    await window.probes.sweep();
    assert.deepEqual(await probes(), []);
    assert.deepEqual(readdirSync(folder), []);
    await window.close();
    assert.deepEqual(
      endpoint.calls.filter(({ functionName }) => functionName === 'thumbnailer'),
      [],
    );
  }

  /** The calls of a whole life; the first is the listing. */
  const calls = [
    'DryRun',
    'CreateFunction',
    'GetFunctionConfiguration',
    'GetFunctionConfiguration',
    'Invoke',
    'DeleteFunction',
  ];
  calls.forEach((name, index) => {
    it(`at its call ${index + 1} (${name})`, async () => {
      const child = await begin();
      const before = 1;
      while (endpoint.calls.length <= before + index && child.exitCode === null) {
        await new Promise(resolve => setImmediate(resolve));
      }
      await kill(child);
      await assertNothingIsForgotten();
    });
  });

  const random = randomFrom(seed);
  for (let nth = 1; nth <= RANDOM_KILLS; nth++) {
    const afterMs = Math.round(random() * 700);
    it(`after ${afterMs} ms`, async () => {
      const child = await begin();
      await new Promise(resolve => setTimeout(resolve, afterMs));
      await kill(child);
      await assertNothingIsForgotten();
    });
  }

  it('not at all', async () => {
    const child = await begin();
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(folder), []);
    await assertNothingIsForgotten();
  });
});

/** Mulberry32: numbers from 0 to 1, the same ones for the same seed. */
function randomFrom(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
