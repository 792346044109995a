import assert from 'node:assert/strict';

import { demoConnection, type Connection } from '../../../src/aws/connection';
import type { ProbeProof, Sighting } from '../../../src/aws/sightings';
import type { InvocableWay } from '../../../src/core/capture/capture';
import { HumanError } from '../../../src/core/humanError';
import type { ProbeEvidence } from '../../../src/core/judgeProbe';
import { ProbeGuard } from '../../../src/inspect/probeGuard';
import { lambdaFunction } from '../aws/fakeLambda';
import { problemOf } from './problemOf';

const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-central-1' };
const noEvidence = { installedFunctions: [], shellFunctions: [], isConfirmed: () => false };

describe('the refusal to invoke', () => {
  const guard = new ProbeGuard({
    apis: {} as never,
    catalog: {} as never,
    evidence: () => noEvidence,
  });
  const was = {
    connection,
    target: lambdaFunction({ handler: 'index.handler', runtime: 'nodejs24.x', declaresProbe: true }),
  };
  const other = { connection, target: { ...was.target, declaresProbe: false } };
  const hidden = {
    connection,
    target: { ...other.target, environmentError: 'AccessDeniedException: KMS access was denied.' },
  };

  it('says why a probe may not be known as one, also where it was one', () => {
    for (const before of [was, hidden]) {
      const { message, problem } = guard.refusal(before, hidden);
      assert.equal(problem?.code, 'not-known-as-probe');
      assert.match(message, /KMS access was denied.*kms:Decrypt/);
    }
  });

  it('says no more where the variables are known', () => {
    assert.equal(guard.refusal(was, other).problem?.code, 'no-longer-a-probe');
    const { message } = guard.refusal(other, other);
    assert.match(message, /is not known to be a probe/);
    assert.doesNotMatch(message, /kms/);
  });
});

const known = { connection, target: lambdaFunction() };

function problemCode(error: unknown): string | undefined {
  return (error as HumanError).problem?.code;
}

function failureWith(code: string): HumanError {
  return new HumanError('No.', { problem: { code, params: {} } });
}

/** What was seen before of a function, fresh until another moment than `now`. */
class Seen {
  readonly target = known.target;
  readonly connection = connection;
  freshAt: number | undefined;
  doubts = 0;
  readonly accept = (now: number) => void (this.freshAt = now);
  readonly isFresh = (now: number) => now === this.freshAt;
  readonly doubt = () => void this.doubts++;
}

describe('a look at what a function is now', () => {
  const { signal } = new AbortController();
  const looked = { ...known, seenAt: 2 } as unknown as Sighting;

  interface World {
    /** What the list says; undefined where it has not the function. */
    readonly seen: Seen | undefined;
    /** Whether it was seen with the credentials of now. */
    readonly isOurs: boolean;
    readonly look: () => Promise<Sighting>;
    readonly decide?: (seen: Sighting) => Promise<boolean>;
  }
  function guardOf({ decide, isOurs, look, seen }: World): ProbeGuard {
    return new ProbeGuard({
      apis: { for: () => ({ lambda: { saw: () => isOurs } }) } as never,
      catalog: { connection: () => connection, sighting: () => seen, look } as never,
      evidence: () => noEvidence,
      ...(decide && { decide }),
      now: () => 1,
    });
  }
  const fresh = () => Object.assign(new Seen(), { freshAt: 1 });
  const finds = () => Promise.resolve(looked);
  const refused = () => Promise.reject(failureWith('access-denied'));

  it('takes what was seen a moment ago with the credentials of now, and asks Lambda of all else', async () => {
    const seen = fresh();
    assert.equal(await guardOf({ seen, isOurs: true, look: refused }).look(known, { signal }), seen);
    for (const world of [
      { seen: fresh(), isOurs: false },
      { seen: new Seen(), isOurs: true },
      { seen: undefined, isOurs: true },
    ]) {
      assert.equal(await guardOf({ ...world, look: finds }).look(known, { signal }), looked);
    }
  });

  it('asks a person where Lambda denies it, and only of what was seen with the credentials of now', async () => {
    const asked: Sighting[] = [];
    const world = (seen: Seen | undefined, isOurs: boolean, yes: boolean): World => ({
      seen,
      isOurs,
      look: refused,
      decide: of => Promise.resolve(asked.push(of) > 0 && yes),
    });
    const old = new Seen();
    assert.equal(await guardOf(world(old, true, true)).look(known, { signal }), old);
    assert.deepEqual([asked, old.freshAt], [[old], 1]);
    const no = new Seen();
    assert.equal(
      (await problemOf(guardOf(world(no, true, false)).look(known, { signal }))).code,
      'not-looked-at',
    );
    assert.deepEqual([asked, no.freshAt], [[old, no], undefined]);
    for (const [seen, isOurs, unasked] of [
      [new Seen(), true, true],
      [new Seen(), false, false],
      [undefined, true, false],
    ] as const) {
      const look = guardOf(world(seen, isOurs, true)).look(known, { signal, unasked });
      assert.equal((await problemOf(look)).code, 'not-looked-at');
    }
    assert.equal(asked.length, 2);
  });

  it('is refused with what Lambda denied as its cause where nobody can be asked', async () => {
    const cause = failureWith('access-denied');
    const guard = guardOf({ seen: new Seen(), isOurs: true, look: () => Promise.reject(cause) });
    await assert.rejects(guard.look(known, { signal }), (error: HumanError) => {
      assert.deepEqual([error.problem?.code, error.cause], ['not-looked-at', cause]);
      return true;
    });
  });

  it('fails with every other failure as it is, and with the reason of the signal', async () => {
    const decide = () => assert.fail('nobody is asked');
    for (const failure of [failureWith('function-not-found'), new TypeError('bug')]) {
      const look = () => Promise.reject(failure);
      const guard = guardOf({ seen: new Seen(), isOurs: true, look, decide });
      await assert.rejects(guard.look(known, { signal }), error => error === failure);
    }
    const abort = new AbortController();
    const look = () => {
      abort.abort(new Error('enough'));
      return refused();
    };
    const guard = guardOf({ seen: new Seen(), isOurs: true, look, decide });
    await assert.rejects(guard.look(known, { signal: abort.signal }), /enough/);
  });

  it('asks a person once for all that wait, and again for what comes later', async () => {
    const answers: ((yes: boolean) => void)[] = [];
    const seen = new Seen();
    const decide = () => new Promise<boolean>(resolve => answers.push(resolve));
    const guard = guardOf({ seen, isOurs: true, look: refused, decide });
    const looks = [guard.look(known, { signal }), guard.look(known, { signal })];
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(answers.length, 1);
    answers[0]?.(true);
    assert.deepEqual(await Promise.all(looks), [seen, seen]);
    seen.freshAt = undefined;
    const again = guard.look(known, { signal });
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(answers.length, 2);
    answers[1]?.(false);
    assert.equal((await problemOf(again)).code, 'not-looked-at');
  });
});

describe('the connection that a function was known by', () => {
  it('is waited for where none is selected yet, and no longer than that', async () => {
    const selected = new Map<string, Connection>();
    let waits = 0;
    const guard = new ProbeGuard({
      apis: {} as never,
      catalog: { connection: (id: string) => selected.get(id) } as never,
      evidence: () => noEvidence,
      connected: () => {
        waits++;
        selected.set('aws', connection);
        return Promise.resolve();
      },
    });
    assert.equal(await guard.selected(known), connection);
    assert.equal(await guard.selected(known), connection);
    assert.equal(waits, 1);
    const other = { ...known, connection: { ...connection, id: 'other', profile: 'dev' } };
    const { code, params } = await problemOf(guard.selected(other));
    assert.equal(code, 'connection-not-selected');
    assert.deepEqual([params['profile'], params['region']], ['dev', 'eu-central-1']);
    const demo = { ...known, connection: demoConnection('http://127.0.0.1:1') };
    assert.equal((await problemOf(guard.selected(demo))).code, 'demo-not-selected');
  });
});

describe('as what a function is taken', () => {
  const { arn } = known.target;
  const guardWith = (evidence: Partial<ProbeEvidence>) =>
    new ProbeGuard({
      apis: {} as never,
      catalog: {} as never,
      evidence: () => ({ ...noEvidence, ...evidence }),
    });

  it('is as it is recorded in the demo, and nowhere else', () => {
    const target = lambdaFunction({ origin: { kind: 'recorded', on: '2022-01-01' } });
    const demo = demoConnection('http://127.0.0.1:1');
    assert.equal(guardWith({}).judge({ target, connection: demo }), 'shell-handler');
    assert.equal(guardWith({}).judge({ target, connection }), undefined);
  });

  it('is to be confirmed where it is marked and is not known to be that', () => {
    const marked = { shellFunctions: [arn] };
    assert.equal(guardWith({}).markToConfirm(known), undefined);
    assert.equal(guardWith(marked).markToConfirm(known), 'shell-handler');
    assert.equal(guardWith({ installedFunctions: [arn] }).markToConfirm(known), 'installed-probe');
    assert.equal(guardWith({ ...marked, isConfirmed: () => true }).markToConfirm(known), undefined);
    assert.equal(guardWith(marked).refusal(known, known).problem?.code, 'mark-not-confirmed');
  });
});

describe('an invocation', () => {
  const { signal } = new AbortController();

  it('has a proof of what it is for, seen with the credentials and over the connection of now', async () => {
    const code = async (
      change: Partial<Record<'saw' | 'selected', boolean>> = {},
      way: InvocableWay = 'shell-handler',
    ) => {
      const { saw = true, selected = true } = change;
      let asked = 0;
      const lambda = {
        // It was fit to be taken when it was looked at.
        saw: () => ++asked === 1 || saw,
        invoke: async (prove: () => Promise<ProbeProof>) => ({ way: (await prove()).way }),
      };
      // For the invocation and for the look, twice each.
      const beforeProof = 4;
      let times = 0;
      const guard = new ProbeGuard({
        apis: { for: () => ({ lambda }) } as never,
        catalog: {
          sighting: () => Object.assign(new Seen(), { freshAt: 1 }),
          connection: () => (++times <= beforeProof || selected ? connection : undefined),
        } as never,
        evidence: () => ({ ...noEvidence, shellFunctions: [known.target.arn], isConfirmed: () => true }),
        now: () => 1,
      });
      const invoking = guard.invoke(known, way, {}, { signal });
      return invoking.then(result => (result as unknown as ProbeProof).way, problemCode);
    };
    assert.equal(await code(), 'shell-handler');
    assert.equal(await code({ saw: false }), 'connection-not-selected');
    assert.equal(await code({ selected: false }), 'connection-not-selected');
    assert.equal(await code({}, 'installed-probe'), 'no-longer-a-probe');
  });

  it('puts in doubt what was seen of a function where Lambda says that it is being changed or is gone', async () => {
    for (const [code, doubts] of [
      ['code-invalid', 1],
      ['function-inactive', 1],
      ['function-not-found', 1],
      ['function-updating', 1],
      ['function-failed', 0],
      ['access-denied', 0],
    ] as const) {
      const seen = new Seen();
      const failure = failureWith(code);
      const guard = new ProbeGuard({
        apis: { for: () => ({ lambda: { invoke: () => Promise.reject(failure) } }) } as never,
        catalog: { connection: () => connection, sighting: () => seen } as never,
        evidence: () => noEvidence,
      });
      await assert.rejects(
        guard.invoke(known, 'installed-probe', {}, { signal }),
        error => error === failure,
      );
      assert.equal(seen.doubts, doubts, code);
    }
  });
});
