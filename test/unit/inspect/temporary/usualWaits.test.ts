import assert from 'node:assert/strict';
import { demoConnection } from '../../../../src/aws/connection';
import { HumanError } from '../../../../src/core/humanError';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { TEMPORARY_TAG } from '../../../../src/inspect/temporary/temporaryFunction';
import { TemporaryProbes } from '../../../../src/inspect/temporary/temporaryProbes';
import type { KeptEntry, JournalEntry } from '../../../../src/inspect/temporary/journalEntry';
import type { Progress } from '../../../../src/inspect/ways/probeRunner';
import { lambdaFunction, silentLog } from '../../aws/fakeLambda';
import { restoreAll } from '../../probe/inProcess';
import { problemOf } from '../problemOf';
import { TestTime } from '../testTime';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const connection = demoConnection('http://127.0.0.1:1');
const target = lambdaFunction({ role: 'arn:aws:iam::123456789012:role/r' });
const known = { target, connection };
const { signal } = new AbortController();

describe('a temporary probe, with the usual waits', () => {
  let time: TestTime;
  let entries: KeptEntry[];
  let renewed: number[];
  let deleted: string[];
  let shown: boolean;
  /** Names of what a search finds. */
  let found: readonly string[];
  /** What Lambda says of the probe, look by look; `Active` after that. */
  let states: string[];
  let looks: number;
  let creation: () => Promise<void>;
  let deletion: () => Promise<void>;
  let probes: TemporaryProbes;
  beforeEach(() => {
    time = new TestTime();
    entries = [];
    renewed = [];
    deleted = [];
    shown = false;
    found = [];
    states = [];
    looks = 0;
    creation = () => Promise.resolve();
    deletion = () => Promise.resolve();
    const lambda = {
      connection,
      checkInvokePermission: () => Promise.resolve(),
      createFunction: () => creation(),
      lookAt: () => {
        looks++;
        return Promise.resolve({ state: { state: states.shift() ?? 'Active' } });
      },
      deleteFunction: (arn: string) => {
        deleted.push(arn);
        return deletion();
      },
      listFunctions: function* () {
        yield {
          functions: found.map(name => ({ target: { ...target, name, arn: `${target.arn}-${name}` } })),
        };
      },
      tagsOf: () => Promise.resolve({ [TEMPORARY_TAG]: '' }),
    };
    probes = new TemporaryProbes({
      apis: { for: () => ({ lambda }) } as never,
      journal: {
        entries: () => Promise.resolve(entries),
        write: (entry: JournalEntry) => {
          entries.push({ ...entry, renewedAt: time.ms });
          return Promise.resolve();
        },
        renew: () => {
          renewed.push(time.ms);
          return Promise.resolve();
        },
        remove: (name: string) => {
          entries = entries.filter(entry => entry.name !== name);
          return Promise.resolve();
        },
      } as never,
      zip: () => Promise.resolve(new Uint8Array()),
      isShown: () => shown,
      log: silentLog,
      machine: 'ours',
    });
  });
  afterEach(restoreAll);

  const progress: Progress[] = [];
  const use = async <T>(work: (probe: LambdaFunction) => Promise<T>) => {
    progress.length = 0;
    probes.allow(target.arn);
    return probes.use(known, { signal, onProgress: step => progress.push(step) }, work);
  };
  const nothing = () => Promise.resolve();

  it('is looked at after half a second, then later and later, up to every two seconds', async () => {
    states = Array.from({ length: 6 }, () => 'Pending');
    const used = use(nothing);
    await time.pass(MINUTE);
    await used;
    assert.equal(looks, 7);
    const waits = time.waits.filter(ms => ms <= 2 * SECOND);
    assert.deepEqual(waits, [500, 1000, 1500, 2000, 2000, 2000]);
    assert.deepEqual(
      progress.map(({ done, seconds, step, total }) => `${step} ${seconds ?? '-'} ${done}/${total}`),
      [
        'creating - 0/3',
        'waiting 0 1/3',
        'waiting 1 1/3',
        'waiting 2 1/3',
        'waiting 3 1/3',
        'waiting 5 1/3',
        'waiting 7 1/3',
      ],
    );
  });

  it('is given up after ten minutes, and deleted', async () => {
    states = Array.from({ length: 1000 }, () => 'Pending');
    const failure = problemOf(use(nothing));
    await time.pass(10 * MINUTE - 1);
    assert.deepEqual(deleted, []);
    await time.pass(5 * SECOND);
    const { code, params } = await failure;
    assert.deepEqual([code, params['minutes'], deleted.length], ['temporary-probe-slow', 10, 1]);
    assert.deepEqual([entries, probes.exists(target.arn), probes.wasFor(target.arn)], [[], false, false]);
    const before = renewed.length;
    await time.pass(10 * MINUTE);
    assert.equal(renewed.length, before, 'its lease is renewed no more');
  });

  it('is deleted three minutes after its last use, or after its function was shown', async () => {
    await use(nothing);
    assert.equal(probes.wasFor(target.arn), true);
    await time.pass(3 * MINUTE - 1);
    assert.deepEqual(deleted, []);
    await time.pass(1);
    assert.equal(deleted.length, 1);
    assert.deepEqual([probes.kept, probes.wasFor(target.arn)], [[], true]);
    await use(nothing);
    shown = true;
    await time.pass(10 * MINUTE);
    shown = false;
    await time.pass(3 * MINUTE - SECOND);
    assert.equal(deleted.length, 1);
    await time.pass(SECOND);
    assert.equal(deleted.length, 2);
  });

  it('has its lease renewed every half minute, from before it is ready until it is deleted', async () => {
    states = Array.from({ length: 20 }, () => 'Pending');
    const began = time.ms;
    const used = use(nothing);
    await time.pass(5 * MINUTE);
    await used;
    assert.deepEqual(
      renewed.slice(0, 4).map(at => at - began),
      [30, 60, 90, 120].map(seconds => seconds * SECOND),
    );
    assert.equal(deleted.length, 1);
    const before = renewed.length;
    await time.pass(5 * MINUTE);
    assert.equal(renewed.length, before);
  });

  it('of another window is left alone for two minutes after that was last renewed', async () => {
    const entry = (name: string, ago: number): KeptEntry => ({
      name,
      arn: `${target.arn}-${name}`,
      connection,
      functionArn: target.arn,
      machine: 'ours',
      renewedAt: time.ms - ago,
    });
    entries = [entry('in use', 2 * MINUTE - 1), entry('left', 2 * MINUTE)];
    const { inUse, unused } = await probes.leftovers.find([], signal);
    assert.deepEqual([inUse, unused.map(({ name }) => name)], [1, ['left']]);
  });

  it('is one for each permission, which can be taken back', async () => {
    assert.equal(probes.isFor(target.arn), false);
    probes.allow(target.arn);
    assert.equal(probes.isFor(target.arn), true);
    probes.disallow(target.arn);
    assert.equal(probes.isFor(target.arn), false);
    const without = probes.use(known, { signal, onProgress: () => undefined }, nothing);
    assert.equal((await problemOf(without)).code, 'not-known-as-probe');
    let end = (): void => undefined;
    creation = () => new Promise(resolve => (end = resolve));
    const used = use(() => Promise.resolve(probes.isFor(target.arn)));
    await time.pass(0);
    assert.deepEqual([probes.isFor(target.arn), probes.exists(target.arn)], [true, false]);
    assert.deepEqual((await probes.leftovers.find([], signal)).unused, [], 'it is being made');
    end();
    assert.equal(await used, true);
    assert.deepEqual(probes.kept, [target.arn]);
  });

  it('is not used for a function without a role', async () => {
    probes.allow(target.arn);
    const options = { signal, onProgress: () => undefined };
    const using = probes.use({ ...known, target: { ...target, role: undefined } }, options, nothing);
    assert.equal((await problemOf(using)).code, 'not-known-as-probe');
    assert.deepEqual(entries, []);
  });

  it('is known to be gone where Lambda does not know it any more, and is kept where something else fails', async () => {
    const failing = (code: string) =>
      use(() => Promise.reject(new HumanError('No.', { problem: { code, params: {} } })));
    assert.equal((await problemOf(failing('function-failed'))).code, 'function-failed');
    assert.equal(probes.exists(target.arn), true);
    assert.equal((await problemOf(failing('function-not-found'))).code, 'temporary-probe-gone');
    assert.equal(probes.exists(target.arn), false);
    const late = probes.useExisting(target, nothing);
    assert.equal((await problemOf(late)).code, 'temporary-probe-gone');
  });

  it('is deleted on command where it is not in use, and only then', async () => {
    let end = (): void => undefined;
    const working = use(() => new Promise<void>(resolve => (end = resolve)));
    await time.pass(0);
    const [entry] = entries;
    assert.ok(entry);
    assert.deepEqual((await probes.leftovers.find([], signal)).unused, []);
    assert.deepEqual(await probes.leftovers.delete([entry]), { deleted: [], left: [] });
    end();
    await working;
    const { unused } = await probes.leftovers.find([], signal);
    assert.deepEqual(
      unused.map(({ name }) => name),
      [entry.name],
    );
    assert.deepEqual(await probes.leftovers.delete(unused), { deleted: [entry.name], left: [] });
    assert.deepEqual([deleted, probes.kept], [[entry.arn], []]);
  });

  it('is made once, and then asked as often as is wanted', async () => {
    let made = 0;
    creation = () => {
      made++;
      return Promise.resolve();
    };
    const seen: (string | undefined)[] = [];
    await use(probe => Promise.resolve(seen.push(probe.name, String(probe.timeoutSeconds), probe.arn)));
    await probes.use(known, { signal, onProgress: () => assert.fail() }, nothing);
    await probes.useExisting(target, nothing);
    assert.deepEqual([made, entries.length], [1, 1]);
    assert.deepEqual(seen, [target.name, '60', entries[0]?.arn]);
  });

  it('is neither found nor deleted on command while that is under way', async () => {
    await use(nothing);
    const [entry] = entries;
    assert.ok(entry);
    let end = (): void => undefined;
    deletion = () => new Promise(resolve => (end = resolve));
    const discarding = probes.discard(target.arn);
    await time.pass(0);
    assert.deepEqual((await probes.leftovers.find([], signal)).unused, []);
    assert.deepEqual(await probes.leftovers.delete([entry]), { deleted: [], left: [] });
    end();
    await discarding;
    assert.deepEqual([deleted.length, entries], [1, []]);
  });

  it('that cannot be deleted is told, and tried again five minutes later', async () => {
    await use(nothing);
    const [entry] = entries;
    assert.ok(entry);
    const told: string[] = [];
    probes.onDidLeaveBehind(failure => told.push(failure.message));
    deletion = () =>
      Promise.reject(new HumanError('No.', { problem: { code: 'access-denied', params: {} } }));
    const { deleted: gone, left } = await probes.leftovers.delete([entry]);
    assert.deepEqual([gone, left.length, told.length], [[], 1, 1]);
    assert.equal(deleted.length, 1);
    deletion = () => Promise.resolve();
    await time.pass(5 * MINUTE - 1);
    assert.equal(deleted.length, 1);
    await time.pass(1);
    assert.deepEqual([deleted.length, entries], [2, []]);
  });

  it('that was found is unknown where no journal has it, and nobody is making it', async () => {
    const names = ['aaaaaaaa', 'bbbbbbbb'].map(each => `efs-mount-inspector-${each}-0123456789ab`);
    await use(nothing);
    const [entry] = entries;
    assert.ok(entry);
    found = [entry.name, ...names];
    const { unknown } = await probes.leftovers.find([connection], signal);
    assert.deepEqual(
      unknown.map(({ name }) => name),
      names,
    );
    await probes.discard(target.arn);
    let end = (): void => undefined;
    creation = () => new Promise(resolve => (end = resolve));
    const used = use(nothing);
    await time.pass(0);
    const [making] = entries;
    entries = [];
    found = [making?.name ?? '', ...names];
    assert.deepEqual(
      (await probes.leftovers.find([connection], signal)).unknown.map(({ name }) => name),
      names,
    );
    end();
    await used;
  });
});
