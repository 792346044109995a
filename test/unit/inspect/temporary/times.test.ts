import assert from 'node:assert/strict';
import { demoConnection } from '../../../../src/aws/connection';
import type { AwsApis } from '../../../../src/aws/awsApis';
import { HumanError } from '../../../../src/core/humanError';
import type { HumanError as Failure } from '../../../../src/core/humanError';
import { LeaseWatch } from '../../../../src/inspect/temporary/lease';
import { LeaseKeeper } from '../../../../src/inspect/temporary/leaseKeeper';
import { LiveProbes, type LiveProbe } from '../../../../src/inspect/temporary/liveProbes';
import { ProbeDeletion } from '../../../../src/inspect/temporary/probeDeletion';
import type { CreationOutcome } from '../../../../src/inspect/temporary/probeCreation';
import type { ProbeJournal } from '../../../../src/inspect/temporary/probeJournal';
import { ProbeSweep } from '../../../../src/inspect/temporary/probeSweep';
import { lambdaFunction, silentLog } from '../../aws/fakeLambda';
import { restoreAll } from '../../probe/inProcess';
import { TestTime } from '../testTime';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const entry = (name = 'probe', more = {}) => ({
  name,
  arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  connection: demoConnection('http://127.0.0.1:1'),
  functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  machine: 'ours',
  ...more,
});

let time: TestTime;
/** Hooks at the root of a file would be those of the tests of all files. */
function inTestTime(): void {
  beforeEach(() => (time = new TestTime()));
  afterEach(restoreAll);
}

describe('a lease', () => {
  inTestTime();

  const leaseMs = 2 * MINUTE;
  const leased = (renewedAt: number, machine = 'ours') => ({ ...entry('probe', { machine }), renewedAt });

  it('counts from its last renewal by the clock of this machine, to the millisecond', () => {
    for (const [ago, remaining] of [
      [0, leaseMs],
      [1, leaseMs - 1],
      [leaseMs - 1, 1],
      [leaseMs, 0],
      [leaseMs + 1, 0],
      [100 * leaseMs, 0],
      [-1, leaseMs],
      [-1e15, leaseMs],
    ] as const) {
      assert.equal(new LeaseWatch(leaseMs, 'ours').remaining(leased(time.ms - ago)), remaining, `${ago} ms`);
    }
  });

  it('of another machine counts from when it was first seen here', async () => {
    const watch = new LeaseWatch(leaseMs, 'ours');
    assert.equal(watch.remaining(leased(0, 'another')), leaseMs);
    await time.pass(leaseMs - 1);
    assert.equal(watch.remaining(leased(0, 'another')), 1);
    await time.pass(1);
    assert.equal(watch.remaining(leased(0, 'another')), 0);
  });

  it('begins anew when it is renewed, however far back that is said to be', async () => {
    const watch = new LeaseWatch(leaseMs, 'ours');
    const first = time.ms - 10;
    assert.equal(watch.remaining(leased(first)), leaseMs - 10);
    await time.pass(5);
    assert.equal(watch.remaining(leased(first)), leaseMs - 15);
    assert.equal(watch.remaining(leased(first + 1)), leaseMs);
    assert.equal(watch.remaining(leased(first - MINUTE)), leaseMs);
  });

  it('is forgotten with its entry, and no other', async () => {
    const watch = new LeaseWatch(leaseMs, 'ours');
    const [kept, gone] = [leased(0, 'another'), { ...leased(0, 'another'), name: 'gone' }];
    watch.remaining(kept);
    watch.remaining(gone);
    await time.pass(MINUTE);
    watch.keepOnly([kept]);
    assert.equal(watch.remaining(kept), MINUTE);
    assert.equal(watch.remaining(gone), leaseMs);
  });

  it('is renewed at each interval until that ends, once for each however often it is kept', async () => {
    const renewed: string[] = [];
    const journal = {
      renew: (name: string) => {
        renewed.push(name);
        return Promise.resolve();
      },
    } as unknown as ProbeJournal;
    const keeper = new LeaseKeeper(journal, 30 * SECOND);
    keeper.keep('a');
    keeper.keep('a');
    keeper.keep('b');
    await time.pass(30 * SECOND - 1);
    assert.deepEqual(renewed, []);
    await time.pass(1);
    assert.deepEqual(renewed, ['a', 'b']);
    keeper.end('a');
    keeper.end('unknown');
    await time.pass(60 * SECOND);
    assert.deepEqual(renewed, ['a', 'b', 'b', 'b']);
    keeper.end('b');
    assert.equal(time.waiting, 0);
  });
});

describe('a probe that this window keeps', () => {
  inTestTime();

  const live: LiveProbe = { entry: entry(), probe: lambdaFunction() };
  let shown: boolean;
  let unwanted: string[];
  let changes: string[];
  let probes: LiveProbes;
  beforeEach(() => {
    shown = false;
    unwanted = [];
    changes = [];
    probes = new LiveProbes({
      isShown: () => shown,
      onUnwanted: arn => unwanted.push(arn),
      timing: { checkMs: 30 * SECOND, keepMs: 3 * MINUTE },
    });
    probes.onDidChange(arn => changes.push(arn));
    probes.add('arn', live);
  });

  it('is unwanted three minutes after its last use, when it is looked', async () => {
    await time.pass(3 * MINUTE - 1);
    assert.deepEqual(unwanted, []);
    await time.pass(1);
    assert.deepEqual(unwanted, ['arn']);
  });

  it('is wanted while it is used, and three minutes after that', async () => {
    let done: () => void = () => undefined;
    const using = probes.use('arn', () => new Promise<void>(resolve => (done = resolve)));
    const twice = probes.use('arn', () => Promise.resolve());
    await twice;
    assert.equal(probes.isInUse('arn'), true);
    await time.pass(10 * MINUTE);
    assert.deepEqual(unwanted, []);
    done();
    await using;
    assert.equal(probes.isInUse('arn'), false);
    await time.pass(3 * MINUTE - 1);
    assert.deepEqual(unwanted, []);
    await time.pass(1);
    assert.deepEqual(unwanted, ['arn']);
  });

  it('is wanted while its function is shown', async () => {
    shown = true;
    await time.pass(10 * MINUTE);
    shown = false;
    await time.pass(3 * MINUTE - 1);
    assert.deepEqual(unwanted, []);
    await time.pass(1);
    assert.deepEqual(unwanted, ['arn']);
  });

  it('is known by its function and by its name, until it is removed', async () => {
    assert.deepEqual([probes.arns, probes.functionOf('probe')], [['arn'], 'arn']);
    assert.deepEqual(
      [probes.functionOf('other'), probes.get('other'), probes.isInUse('other')],
      [undefined, undefined, false],
    );
    assert.equal(probes.remove('arn')?.entry, live.entry);
    assert.equal(probes.remove('arn'), undefined);
    assert.deepEqual([probes.arns, changes], [[], ['arn', 'arn']]);
    assert.equal(
      probes.use('arn', () => Promise.resolve()),
      undefined,
    );
    await time.pass(10 * MINUTE);
    assert.deepEqual([unwanted, time.waiting], [[], 0]);
  });

  it('is let go of with the window', () => {
    probes.dispose();
    assert.deepEqual([probes.arns, time.waiting], [[], 0]);
  });
});

/** What Lambda answers to each deletion in turn. */
function lambdaThat(...answers: readonly (Error | undefined)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const deleteFunction = (arn: string) => {
    asked.push(arn);
    const answer = left.shift();
    return answer ? Promise.reject(answer) : Promise.resolve();
  };
  return { asked, apis: { for: () => ({ lambda: { deleteFunction } }) } as unknown as AwsApis };
}

function problem(code: string, cause?: Error): Failure {
  return new HumanError(`It is ${code}.`, { problem: { code, params: {} }, cause });
}

const conflict = () =>
  problem('function-updating', Object.assign(new Error('busy'), { name: 'ResourceConflictException' }));

describe('the deletion of a probe', () => {
  inTestTime();

  let removed: string[];
  beforeEach(() => (removed = []));
  const journal = () =>
    ({
      remove: (name: string) => {
        removed.push(name);
        return Promise.resolve();
      },
    }) as unknown as ProbeJournal;
  const deletion = (apis: AwsApis) =>
    new ProbeDeletion({ apis, journal: journal(), log: silentLog, machine: 'ours' });
  async function outcome(deleting: Promise<Failure | undefined>): Promise<Failure | undefined> {
    await time.pass(24 * 60 * MINUTE);
    return deleting;
  }

  it('is tried again after 2, 10 and 30 seconds where the reason may pass', async () => {
    for (const code of [
      'throttled',
      'service-failed',
      'connection-lost',
      'connect-timeout',
      'no-route',
      'network-failed',
    ]) {
      time.waits.length = 0;
      removed = [];
      const { apis, asked } = lambdaThat(...Array.from({ length: 5 }, () => problem(code)));
      const failure = await outcome(deletion(apis).delete(entry()));
      assert.deepEqual(time.waits, [2000, 10_000, 30_000], code);
      assert.equal(asked.length, 4);
      assert.equal(failure?.problem?.code, 'temporary-probe-not-deleted');
      assert.deepEqual(removed, []);
    }
    const { apis } = lambdaThat(problem('throttled'), problem('no-route'));
    assert.equal(await outcome(deletion(apis).delete(entry())), undefined);
    assert.deepEqual(removed, ['probe']);
  });

  it('is not tried again where the reason stays', async () => {
    for (const error of [problem('access-denied'), new Error('odd')]) {
      const { apis, asked } = lambdaThat(error);
      assert.ok(await outcome(deletion(apis).delete(entry())));
      assert.deepEqual([asked.length, time.waits], [1, []]);
    }
  });

  it('waits five seconds at a time while Lambda is still preparing it, for ten minutes', async () => {
    const busy = lambdaThat(...Array.from({ length: 200 }, conflict));
    assert.ok(await outcome(deletion(busy.apis).delete(entry())));
    assert.deepEqual([busy.asked.length, new Set(time.waits)], [121, new Set([5000])]);
    time.waits.length = 0;
    const once = lambdaThat(conflict(), problem('throttled'), conflict());
    assert.equal(await outcome(deletion(once.apis).delete(entry())), undefined);
    assert.deepEqual(time.waits, [5000, 2000, 5000]);
  });

  it('is no matter where it was in the memory of a demo that is gone', async () => {
    const { apis, asked } = lambdaThat(problem('demo-down'));
    assert.equal(await outcome(deletion(apis).delete(entry())), undefined);
    assert.deepEqual([asked.length, removed], [1, ['probe']]);
  });

  it('depends on what came of the creation', async () => {
    for (const [came, deletes, forgets] of [
      ['created', 1, true],
      ['refused', 0, true],
      ['unclear', 1, false],
    ] as const) {
      removed = [];
      const { apis, asked } = lambdaThat();
      const creation: Promise<CreationOutcome> = Promise.resolve(came);
      assert.equal(await outcome(deletion(apis).delete(entry(), creation)), undefined);
      assert.deepEqual([asked.length, removed.length > 0], [deletes, forgets], came);
    }
  });

  it('is one at a time, and is told once: of another machine only when it was asked for', async () => {
    const { apis, asked } = lambdaThat(...Array.from({ length: 9 }, () => problem('access-denied')));
    const deleting = deletion(apis);
    const told: Failure[] = [];
    deleting.onDidFail(failure => told.push(failure));
    const [first, second] = [deleting.delete(entry()), deleting.delete(entry())];
    assert.equal(first, second);
    assert.deepEqual([deleting.isRunning('probe'), deleting.isRunning('other')], [true, false]);
    await outcome(first);
    assert.deepEqual([deleting.isRunning('probe'), asked.length, told.length], [false, 1, 1]);
    await outcome(deleting.delete(entry()));
    const other = entry('other', { machine: 'another' });
    await outcome(deleting.delete(other));
    assert.equal(told.length, 1);
    deleting.forgetTold();
    await outcome(deleting.delete(other));
    await outcome(deleting.delete(entry()));
    assert.equal(told.length, 3);
  });

  it('says how to delete by hand what is left, with the profile and the endpoint that it is of', async () => {
    const command = async (connection: object) => {
      const { apis } = lambdaThat(problem('access-denied'));
      const left = await outcome(deletion(apis).delete(entry('probe', { connection })));
      return left?.problem?.params['command'];
    };
    const plain = { ...demoConnection(''), endpoint: undefined, profile: undefined, region: 'eu-west-1' };
    const { arn } = entry();
    const base = `aws lambda delete-function --function-name ${arn} --region eu-west-1`;
    assert.equal(await command(plain), base);
    assert.equal(await command({ ...plain, profile: 'work' }), `${base} --profile work`);
    assert.equal(
      await command({ ...plain, endpoint: 'http://localhost:1' }),
      `${base} --endpoint-url http://localhost:1`,
    );
  });
});

describe('the sweep of probes that are left', () => {
  inTestTime();

  let entries: (ReturnType<typeof entry> & { readonly renewedAt: number })[];
  let deleted: string[];
  let failing: Set<string>;
  let broken: boolean;
  beforeEach(() => {
    entries = [];
    deleted = [];
    failing = new Set();
    broken = false;
  });
  const kept = (name: string, renewedAt: number) => ({ ...entry(name), renewedAt });
  const sweep = (isOwn = (_name: string) => false) =>
    new ProbeSweep({
      journal: {
        entries: () => (broken ? Promise.reject(new Error('EIO')) : Promise.resolve(entries)),
      } as unknown as ProbeJournal,
      deletion: {
        delete: ({ name }: { readonly name: string }) => {
          deleted.push(name);
          if (failing.has(name)) {
            return Promise.resolve(problem('access-denied'));
          }
          entries = entries.filter(each => each.name !== name);
          return Promise.resolve(undefined);
        },
      } as unknown as ProbeDeletion,
      leases: new LeaseWatch(2 * MINUTE, 'ours'),
      isOwn,
      log: silentLog,
    });

  it('deletes those whose lease has run out, and looks again at the others a moment after theirs has', async () => {
    entries = [kept('old', 0), kept('young', time.ms - MINUTE), kept('younger', time.ms)];
    await sweep().run();
    assert.deepEqual([deleted, time.waits], [['old'], [MINUTE + 100]]);
    await time.pass(MINUTE + 100);
    assert.deepEqual(
      [deleted, time.waits],
      [
        ['old', 'young'],
        [MINUTE + 100, MINUTE],
      ],
    );
    await time.pass(MINUTE);
    assert.deepEqual(deleted, ['old', 'young', 'younger']);
    assert.equal(time.waiting, 0);
  });

  it('leaves alone what this window has', async () => {
    entries = [kept('own', 0), kept('other', 0)];
    await sweep(name => name === 'own').run();
    assert.deepEqual([deleted, time.waiting], [['other'], 0]);
  });

  it('tries again what could not be deleted: after 5 minutes, and each time twice as late, up to an hour', async () => {
    entries = [kept('stuck', 0)];
    failing.add('stuck');
    await sweep().run();
    for (const minutes of [5, 10, 20, 40, 60, 60]) {
      assert.equal(time.waits.at(-1), minutes * MINUTE);
      await time.pass(minutes * MINUTE);
    }
    assert.equal(deleted.length, 7);
    failing.clear();
    await time.pass(60 * MINUTE);
    assert.equal(time.waiting, 0);
  });

  it('begins anew with 5 minutes after one that left nothing', async () => {
    entries = [kept('stuck', 0)];
    failing.add('stuck');
    const sweeping = sweep();
    await sweeping.run();
    await sweeping.run();
    assert.equal(time.waits.at(-1), 10 * MINUTE);
    failing.clear();
    await sweeping.run();
    entries = [kept('stuck', 0)];
    failing.add('stuck');
    await sweeping.run();
    assert.equal(time.waits.at(-1), 5 * MINUTE);
    assert.equal(time.waiting, 1);
  });

  it('looks at a lease before that where it runs out earlier', async () => {
    entries = [kept('stuck', 0), kept('young', time.ms)];
    failing.add('stuck');
    await sweep().run();
    assert.deepEqual(time.waits, [2 * MINUTE + 100]);
  });

  it('looks again where the journal could not be read, and later where it is told to', async () => {
    broken = true;
    await sweep().run();
    assert.deepEqual(time.waits, [5 * MINUTE]);
    const told = sweep();
    told.later();
    told.later();
    assert.deepEqual(time.waits.slice(1), [5 * MINUTE, 5 * MINUTE]);
    assert.equal(time.waiting, 2);
  });

  it('looks no more once it is stopped', async () => {
    entries = [kept('stuck', 0)];
    failing.add('stuck');
    const sweeping = sweep();
    await sweeping.run();
    sweeping.stop();
    assert.equal(time.waiting, 0);
    sweeping.later();
    assert.equal(time.waiting, 0);
  });
});
