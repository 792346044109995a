import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { demoConnection } from '../../../src/aws/connection';
import type { LambdaApi } from '../../../src/aws/lambdaApi';
import type { FunctionState } from '../../../src/aws/sightings';
import { HumanError } from '../../../src/core/humanError';
import { untilActive } from '../../../src/inspect/functionStates';
import { TotalsCounter } from '../../../src/inspect/totalsCounter';
import { whenInvocable } from '../../../src/inspect/wakingFunction';
import type { PendingDirectory, TotalsPart, TotalsRequest } from '../../../src/protocol';
import { lambdaFunction } from '../aws/fakeLambda';
import { restoreAll } from '../probe/inProcess';
import { TestTime } from './testTime';
import { totalsPart } from './totalsPart';

const target = lambdaFunction();
const updating = (status: string): FunctionState => ({ state: 'Active', lastUpdate: { status } });

/** Says one state after the other, and the last one from then on. */
function apiOf(...states: readonly (FunctionState | Error)[]) {
  let looks = 0;
  const lookAt = () => {
    const state = states[Math.min(looks++, states.length - 1)];
    return state instanceof Error ? Promise.reject(state) : Promise.resolve({ state });
  };
  const api = { lookAt, connection: demoConnection('http://127.0.0.1:1') } as unknown as LambdaApi;
  return { api, looks: () => looks };
}

describe('waiting for a function', () => {
  let time: TestTime;
  let told: number[];
  let signal: AbortSignal;
  beforeEach(() => {
    time = new TestTime();
    told = [];
    signal = new AbortController().signal;
  });
  afterEach(restoreAll);
  // A wait that has ended leaves nothing behind at a signal that lives on.
  afterEach(() => assert.deepEqual(getEventListeners(signal, 'abort'), []));

  const wait = async (api: LambdaApi, maxWaitMs = 60_000) => {
    const waiting = untilActive(
      api,
      'f',
      { pollMs: 2000, maxWaitMs },
      {
        signal,
        onWait: seconds => told.push(seconds),
      },
    );
    await time.pass(10 * 60_000);
    return waiting;
  };

  it('looks again after a quarter of the interval, then after two, three and four, and tells the seconds', async () => {
    const { api, looks } = apiOf(...Array.from({ length: 6 }, () => ({ state: 'Pending' })), {
      state: 'Active',
    });
    assert.equal((await wait(api)).kind, 'ready');
    assert.deepEqual(time.waits, [500, 1000, 1500, 2000, 2000, 2000]);
    assert.deepEqual([looks(), told], [7, [0, 1, 2, 3, 5, 7]]);
  });

  it('is over where no waiting helps, and goes on with a state that nobody knows', async () => {
    for (const state of ['Failed', 'Deactivated', 'ActiveNonInvocable', 'Deleting']) {
      assert.deepEqual(await wait(apiOf({ state }).api), { kind: 'stuck', state: { state } });
    }
    assert.deepEqual(time.waits, []);
    for (const state of ['Pending', 'Inactive', 'Novel']) {
      assert.equal((await wait(apiOf({ state }, { state: 'Active' }).api)).kind, 'ready');
    }
    assert.equal((await wait(apiOf({}).api)).kind, 'ready');
  });

  it('goes on while an update is under way, and not after one that failed', async () => {
    assert.equal((await wait(apiOf(updating('InProgress'), updating('Successful')).api)).kind, 'ready');
    assert.deepEqual(time.waits, [500]);
    assert.deepEqual(await wait(apiOf(updating('Failed')).api), {
      kind: 'ready',
      state: updating('Failed'),
    });
  });

  it('is given up only after its time', async () => {
    const { api, looks } = apiOf({ state: 'Pending' });
    assert.equal((await wait(api, 3000)).kind, 'slow');
    // At 0, 500, 1500, 3000 and 5000 ms.
    assert.equal(looks(), 5);
  });

  describe('that Lambda refuses to invoke', () => {
    const refusal = (code = 'function-inactive') => new HumanError(code, { problem: { code, params: {} } });
    let seconds: number[];
    beforeEach(() => (seconds = []));
    async function invoke(
      api: LambdaApi,
      answers: readonly (Error | string)[],
      options: { readonly signal?: AbortSignal } = {},
    ): Promise<{ readonly outcome: unknown; readonly invocations: number }> {
      let invocations = 0;
      const waiting = whenInvocable(
        api,
        target,
        {
          signal: options.signal ?? signal,
          onProgress: progress => seconds.push('seconds' in progress ? (progress.seconds ?? -1) : -1),
        },
        () => {
          const answer = answers[Math.min(invocations++, answers.length - 1)];
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
      ).catch((error: unknown) => error);
      await time.pass(60 * 60_000);
      return { outcome: await waiting, invocations };
    }

    it('invokes again as soon as it is active, and after a pause from the second time on', async () => {
      const { api } = apiOf({ state: 'Active' });
      const { invocations, outcome } = await invoke(api, [refusal(), refusal(), refusal(), 'answer']);
      assert.deepEqual([outcome, invocations], ['answer', 4]);
      assert.deepEqual(
        [time.waits, seconds],
        [
          [2000, 2000],
          [0, 2],
        ],
      );
    });

    it('tells for how long has been waited, and gives up after five minutes', async () => {
      const { api } = apiOf({ state: 'Active' });
      const last = refusal('network-interface-not-ready');
      const { invocations, outcome } = await invoke(api, [last]);
      assert.equal(outcome, last);
      // Two at once, then one each two seconds, up to 300 and one more.
      assert.equal(invocations, 2 + 151);
      assert.equal(seconds.at(-1), 300);
    });

    it('gives up where it stays as it is, and says why it will', async () => {
      const slow = refusal('function-updating');
      assert.equal((await invoke(apiOf({ state: 'Pending' }).api, [slow])).outcome, slow);
      const failed = apiOf({ state: 'Failed', reasonCode: 'Odd', reason: 'because' });
      const { outcome } = await invoke(failed.api, [refusal()]);
      assert.deepEqual(outcome instanceof HumanError && outcome.problem?.code, 'function-not-invocable');
      assert.deepEqual(outcome instanceof HumanError && outcome.problem?.params['reason'], 'Odd: because');
    });

    it('says what an update failed of, where that is known, and tries again else', async () => {
      const state = (reasonCode: string) =>
        ({ state: 'Active', lastUpdate: { status: 'Failed', reasonCode, reason: 'x' } }) as FunctionState;
      const { outcome } = await invoke(apiOf(state('SubnetOutOfIPAddresses')).api, [refusal(), 'answer']);
      assert.ok(outcome instanceof HumanError && outcome.problem?.code !== 'function-inactive');
      assert.equal((await invoke(apiOf(state('Novel')).api, [refusal(), 'answer'])).outcome, 'answer');
    });

    it('throws what says nothing of waiting as it is, and looks at nothing', async () => {
      for (const other of [refusal('access-denied'), new Error('odd'), new HumanError('no problem')]) {
        const { api, looks } = apiOf({ state: 'Active' });
        assert.equal((await invoke(api, [other])).outcome, other);
        assert.equal(looks(), 0);
      }
    });

    it('is refused with that where its state may not be read', async () => {
      const refused = refusal();
      const denied = apiOf(refusal('access-denied'));
      assert.equal((await invoke(denied.api, [refused])).outcome, refused);
      const bug = new TypeError('bug');
      assert.equal((await invoke(apiOf(bug).api, [refused])).outcome, bug);
    });

    it('ends with the signal’s reason', async () => {
      const abort = new AbortController();
      const reason = new Error('cancelled');
      abort.abort(reason);
      const { api } = apiOf({ state: 'Active' });
      assert.equal((await invoke(api, [refusal()], { signal: abort.signal })).outcome, reason);
    });
  });

  describe('of which is counted', () => {
    const empty = totalsPart();
    const known = { target, connection: demoConnection('http://127.0.0.1:1') };
    let asked: TotalsRequest[];
    function counter(
      rate: number,
      ...parts: readonly (Partial<TotalsPart> & { cost?: bigint; ms?: number })[]
    ) {
      asked = [];
      const left = [...parts];
      const countPart = (_: unknown, request: TotalsRequest) => {
        asked.push(request);
        const { cost, ms = 0, ...part } = left.shift() ?? assert.fail('nobody expected this');
        time.ms += ms;
        return Promise.resolve({ part: { ...empty, ...part }, operations: cost });
      };
      return new TotalsCounter({ countPart }, () => rate);
    }
    const pending: readonly PendingDirectory[] = [{ path: '/mnt/efs/a' }];
    async function count(counting: TotalsCounter) {
      const totals = counting.count(known, '/mnt/efs');
      await time.pass(60 * 60_000);
      return totals;
    }

    it('waits for what its operations cost at the rate, less the time that they took', async () => {
      const totals = await count(
        counter(100, { pending, cost: 250n, ms: 400 }, { pending, cost: 10n, ms: 500 }, { cost: 1000n }),
      );
      assert.deepEqual(time.waits, [2100, 0]);
      assert.deepEqual(
        [totals.status, totals.operations, totals.invocations, totals.elapsedMs, totals.pending],
        ['done', 1260n, 3, 400 + 2100 + 500, 0],
      );
    });

    it('waits for nothing where nothing tells what it cost', async () => {
      const totals = await count(counter(1, { pending }, {}));
      assert.deepEqual([time.waits, totals.operations, totals.status], [[], undefined, 'done']);
    });

    it('opens a directory for four operations of ten seconds, rounded up', async () => {
      await count(counter(1, {}));
      assert.equal(asked[0]?.maxDirectories, 3);
      assert.deepEqual([asked[0].limit, asked[0].pending], [100_000, undefined]);
    });

    it('sends 256 KiB of paths and cursors back at most, but one in any case', async () => {
      const half = 128 * 1024;
      const long = (length: number, cursor?: string) => ({ path: '/'.repeat(length), cursor });
      await count(
        counter(
          1e6,
          { pending: [long(half), long(half - 3, 'abc'), long(1)] },
          { pending: [] },
          { pending: [long(half), long(half - 3, 'abcd')] },
          {},
          {},
        ),
      );
      assert.deepEqual(
        asked.map(request => request.pending?.map(({ path }) => path.length)),
        [undefined, [half, half - 3], [1], [half], [half - 3]],
      );
      await count(counter(1e6, { pending: [long(3 * half), long(1)] }, {}, {}));
      assert.deepEqual(
        asked.map(request => request.pending?.length),
        [undefined, 1, 1],
      );
    });

    it('keeps the twenty largest files and the first hundred that could not be read', async () => {
      const file = (at: number) => ({
        path: `/f${at}`,
        inode: String(at),
        size: String(at),
        allocated: '0',
      });
      const files = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => file(from + index));
      const unreadable = (count: number) =>
        Array.from({ length: count }, (_, at) => ({ path: `/u${at}`, code: 'EACCES' }));
      const totals = await count(
        counter(
          1e6,
          { pending, largest: files(0, 15), unreadable: unreadable(60), unreadableCount: 61, changed: true },
          {
            largest: files(15, 30),
            unreadable: unreadable(60),
            unreadableCount: 2,
            linkedInodes: ['29'],
            linkedSizes: ['29'],
            linkedAllocated: ['512'],
          },
        ),
      );
      assert.deepEqual(
        totals.largest.map(({ size }) => Number(size)),
        Array.from({ length: 20 }, (_, index) => 29 - index),
      );
      assert.deepEqual(
        [totals.unreadable.length, totals.unreadableCount, totals.changed, totals.bytes, totals.allocated],
        [100, 63, true, 29n, 512n],
      );
    });

    it('forgets what is over, and not what goes on', async () => {
      const counting = counter(1, { pending, cost: 1000n }, {});
      const going = counting.count(known, '/mnt/efs');
      await time.pass(0);
      assert.equal(counting.get(target.arn, '/mnt/efs')?.pending, 1);
      assert.equal(counting.deleteAll(), 0);
      await time.pass(60 * 60_000);
      assert.equal((await going).status, 'done');
      assert.equal(counting.all(target.arn).length, 1);
      assert.equal(counting.deleteAll(), 1);
      assert.deepEqual(counting.all(target.arn), []);
      assert.deepEqual(counting.all('another'), []);
    });

    it('ends when it is cancelled, or with the window', async () => {
      for (const end of ['cancel', 'dispose'] as const) {
        const counting = counter(1, { files: 3, pending, cost: 1000n }, {});
        const going = counting.count(known, '/mnt/efs');
        await time.pass(0);
        counting[end](target.arn, '/mnt/efs');
        const totals = await going;
        assert.deepEqual([totals.status, totals.files, asked.length], ['cancelled', 3, 1]);
      }
    });
  });
});
