import assert from 'node:assert/strict';
import { parseMounts } from '../../src/core/parse/mounts';
import { answerRetries, type RetryAnswer } from '../../src/core/mount/retries';
import { efsOptions } from '../harness/nfsGuest';
import { forwarderPort, nfsPort } from '../harness/nfsGuestProtocol';
import type { Subject } from './subject';

/** Small, so that little is waited for; the sums differ enough to be told apart. */
const mountedOptions = [
  'soft,timeo=10,retrans=1',
  'soft,timeo=40,retrans=0',
  'soft,timeo=20,retrans=2',
  'soft,timeo=30,retrans=3',
  'softerr,timeo=10,retrans=1',
  'softerr,timeo=20,retrans=2',
  'hard,timeo=10,retrans=1',
] as const;

/** After a refused connection, a request tries again three seconds later (call_connect_status, net/sunrpc/clnt.c). */
const reconnectDelayMs = 3000;

/** What an emulated processor that others need as well may add. */
const lateMs = 6000;

/** How long calls are watched that are not computed to end. */
const patienceMs = 20_000;

/** Behind a proxy the shortest major timeout passes this many times over: one of them ends the call. */
const proxyPatienceMs = 40_000;

interface Outcome {
  readonly result: string;
  /** Absent where the call was still waiting when its process was killed. */
  readonly ms?: number;
}

interface Call {
  readonly mountPoint: string;
  readonly spelled: string;
  readonly answer: RetryAnswer;
}

const mountPointOf = (index: number) => `/mnt/call-${index}`;

const waits: Outcome = { result: 'waits' };

/**
 * Makes one statfs(2) on each mount point at the same time, and prints each outcome. When those that are `expected` to
 * end have ended, or at the limit, it kills itself, as the probe's child is killed.
 */
const timedCalls = `const fs = require('node:fs');
const [limit, expected, ...mountPoints] = process.argv.slice(1);
const start = performance.now();
let ended = 0;
for (const mountPoint of mountPoints) {
  fs.statfs(mountPoint, error => {
    fs.writeSync(1, [mountPoint, error ? error.code : 'answered', Math.round(performance.now() - start)].join(' ') + '\\n');
    ended += 1;
    if (ended >= Number(expected)) process.kill(process.pid, 'SIGKILL');
  });
}
setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(limit));`;

export function softMounts(subject: Subject): void {
  async function mountAll(port: number): Promise<readonly Call[]> {
    // Without nosharecache, a second mount of a server silently gets the first one's timeo and retrans.
    const kept = efsOptions.filter(option => !/^(hard|timeo|retrans)/.test(option));
    const common = [...kept, 'nosharecache', `port=${port}`].join(',');
    const commands = mountedOptions.map(
      (spelled, index) =>
        `mkdir -p ${mountPointOf(index)} && mount -t nfs4 -o ${common},${spelled} 127.0.0.1:/ ${mountPointOf(index)}`,
    );
    await subject.guest.run(`set -e\n${commands.join('\n')}`);
    const { entries } = parseMounts(await subject.guest.read('cat /proc/mounts'));
    const calls = mountedOptions.map((spelled, index) => {
      const mountPoint = mountPointOf(index);
      const { options } =
        entries.find(entry => entry.mountPoint === mountPoint) ?? assert.fail('not mounted');
      return { mountPoint, spelled, answer: answerRetries({ kind: 'efs', fsType: 'nfs4', options }) };
    });
    return calls;
  }

  async function outcomesOf(
    calls: readonly Call[],
    expected: number,
    limitMs: number,
  ): Promise<ReadonlyMap<string, Outcome>> {
    const points = calls.map(({ mountPoint }) => mountPoint).join(' ');
    const printed = await subject.guest.run(
      `UV_THREADPOOL_SIZE=16 '${process.execPath}' -e '${timedCalls.replace(/'/g, '"')}' ${limitMs} ${expected} ${points} || true`,
    );
    const outcomes = new Map(calls.map(({ mountPoint }) => [mountPoint, waits]));
    for (const [, mountPoint = '', result = '', ms] of printed.matchAll(/^(\S+) (\S+) (\d+)$/gm)) {
      outcomes.set(mountPoint, { result, ms: Number(ms) });
    }
    return outcomes;
  }

  /** One row a call: what the model says, and what the kernel did. */
  function print(
    server: string,
    calls: readonly Call[],
    computed: (call: Call) => Outcome,
    outcomes: ReadonlyMap<string, Outcome>,
  ): void {
    const spell = ({ result, ms }: Outcome) => `${result}${ms === undefined ? '' : ` after ${ms} ms`}`;
    const rows = calls.map(call =>
      [
        call.spelled.padEnd(28),
        spell(computed(call)).padEnd(24),
        spell(outcomes.get(call.mountPoint) ?? waits),
      ].join(''),
    );
    const header = `${server.padEnd(28)}${'computed'.padEnd(24)}kernel`;
    console.log(['', header, ...rows].map(row => `      ${row}`).join('\n'));
  }

  const fails = ({ answer: { errorOnTimeout, majorTimeoutMs } }: Call): Outcome =>
    errorOnTimeout === undefined || majorTimeoutMs === undefined
      ? waits
      : { result: errorOnTimeout, ms: majorTimeoutMs };

  describe('a call that gets no answer', () => {
    let calls: readonly Call[] = [];

    // The client recognises the server and would go on using the connection that the other mount has, to the forwarder.
    before(() => subject.guest.unmount());
    afterEach(async () => {
      await subject.guest.undisturb();
      await subject.guest.startServer();
      await subject.guest.run(
        calls.map(({ mountPoint }) => `umount ${mountPoint} || umount -f -l ${mountPoint}`).join('\n'),
      );
      calls = [];
    });

    it('ends as computed where connections to the server are refused', async () => {
      calls = await mountAll(nfsPort);
      await subject.guest.stopServer();
      const ending = calls.filter(call => fails(call).ms !== undefined).length;
      const outcomes = await outcomesOf(calls, ending, 60_000);
      print('connection refused', calls, fails, outcomes);
      for (const call of calls) {
        const computed = fails(call);
        const kernel = outcomes.get(call.mountPoint) ?? waits;
        assert.equal(kernel.result, computed.result, call.spelled);
        if (computed.ms !== undefined && kernel.ms !== undefined) {
          assert.ok(kernel.ms >= computed.ms, `${call.spelled}: already after ${kernel.ms} ms`);
          assert.ok(
            kernel.ms <= computed.ms + reconnectDelayMs + lateMs,
            `${call.spelled}: only after ${kernel.ms} ms`,
          );
        }
      }
    });

    it('ends no earlier and no differently where a proxy takes connections and closes them', async () => {
      calls = await mountAll(forwarderPort);
      await subject.guest.stopServer();
      const ending = calls.filter(call => fails(call).ms !== undefined).length;
      const outcomes = await outcomesOf(calls, ending, proxyPatienceMs);
      print('proxy closes connections', calls, fails, outcomes);
      for (const call of calls) {
        const computed = fails(call);
        const kernel = outcomes.get(call.mountPoint) ?? waits;
        if (kernel.ms !== undefined) {
          assert.equal(kernel.result, computed.result, call.spelled);
          assert.ok(kernel.ms >= (computed.ms ?? Infinity), `${call.spelled}: already after ${kernel.ms} ms`);
        }
      }
      assert.ok([...outcomes.values()].some(({ result }) => result !== 'waits'));
    });

    it('waits where the connection lives and nothing comes back, soft or hard', async () => {
      calls = await mountAll(forwarderPort);
      assert.ok(calls.every(({ answer }) => answer.onlyAfterDisconnect));
      await subject.guest.disturb(nfsPort, 'loss 100%');
      const outcomes = await outcomesOf(calls, calls.length, patienceMs);
      print('proxy keeps connections', calls, () => waits, outcomes);
      assert.deepEqual(
        [...outcomes.values()],
        calls.map(() => waits),
      );
    });
  });
}
