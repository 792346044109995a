import assert from 'node:assert/strict';
import { FRESH_MS, ProbeProof, Sighting } from '../../src/aws/sightings';
import type { LambdaApi } from '../../src/aws/lambdaApi';
import type { InvocableWay } from '../../src/core/capture/capture';
import { isHumanError } from '../../src/core/humanError';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import { ConfirmedMarks } from '../../src/inspect/kept/confirmedMarks';
import { Account, ARN, Kept, MOUNT, Window, type WindowOptions } from './world';

const never = new AbortController().signal;

describe('a function that was a probe and is something else now', function () {
  this.timeout(60_000);
  let account: Account;
  let kept: Kept;
  const windows: Window[] = [];

  beforeEach(async () => {
    account = await Account.open();
    kept = new Kept();
    await account.deployProbe();
  });
  afterEach(async () => {
    windows.splice(0).forEach(window => window.close());
    await account.close();
  });

  function open(options?: WindowOptions): Window {
    const window = new Window(account, kept, options);
    windows.push(window);
    return window;
  }

  /** A window whose function was inspected, so that there is a report. */
  async function inspected(options?: WindowOptions): Promise<Window> {
    const window = open(options);
    await window.list();
    await window.store.inspect(await window.find());
    assert.equal(account.invokes, 1);
    return window;
  }

  /** Tries every gesture: each is refused, for one of these reasons, and none reaches Invoke. */
  async function assertUntouched(window: Window, ...codes: readonly string[]): Promise<void> {
    const before = account.invokes;
    for (const [name, run] of await window.gestures()) {
      const refusal: unknown = await run().then(
        () => assert.fail(`${name} was carried out`),
        (error: unknown) => error,
      );
      assert.ok(isHumanError(refusal), `${name}: ${String(refusal)}`);
      assert.ok(codes.includes(refusal.problem?.code ?? ''), `${name}: ${refusal.message}`);
    }
    assert.equal(account.invokes, before);
  }

  it('is not invoked from a report of an earlier window', async () => {
    await inspected();
    await account.deployOther();
    const connection = account.connection;
    const later = open({ connected: catalog => catalog.use([connection]) });
    await assertUntouched(later, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked from the list that an earlier window remembered', async () => {
    await (await inspected()).list();
    await account.deployOther();
    const later = open();
    later.catalog.use([account.connection]);
    assert.ok(later.catalog.find(ARN));
    await assertUntouched(later, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked after a complete list shows what it is', async () => {
    const window = await inspected();
    await account.deployOther();
    await window.list();
    await assertUntouched(window, 'not-known-as-probe');
  });

  it('is not invoked after a complete list holds it no more', async () => {
    const window = await inspected();
    await account.deployOther({ mounted: false });
    await window.list();
    assert.equal(window.catalog.find(ARN), undefined);
    await assertUntouched(window, 'no-file-system');
  });

  it('is not invoked while the list cannot be read', async () => {
    const window = await inspected();
    await account.deployOther();
    account.lambda.setFaults([
      { operation: 'ListFunctions', effect: { kind: 'error', name: 'AccessDeniedException' } },
    ]);
    await window.list();
    await assertUntouched(window, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked when neither list nor function may be read', async () => {
    const questions: Sighting[] = [];
    const decide = (seen: Sighting) => Promise.resolve(questions.push(seen) > 0);
    const window = await inspected({ decide });
    await account.deployOther();
    const effect = { kind: 'error', name: 'AccessDeniedException' } as const;
    account.lambda.setFaults([
      { operation: 'ListFunctions', effect },
      { operation: 'GetFunctionConfiguration', effect },
    ]);
    await window.list();
    await assertUntouched(window, 'not-looked-at');
    // Nothing was seen of it since: there is nothing that a person could decide on.
    assert.deepEqual(questions, []);
  });

  it('is not invoked through a connection that is not selected any more', async () => {
    const window = await inspected();
    window.catalog.use([{ ...account.connection, id: 'another' }]);
    await assertUntouched(window, 'connection-not-selected', 'demo-not-selected');
  });

  it('is not invoked some minutes after it was seen', async () => {
    let now = Date.now();
    const window = await inspected({ now: () => now });
    await account.deployOther();
    now += FRESH_MS + 1;
    await assertUntouched(window, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked when the clock was set back', async () => {
    let now = Date.now();
    const window = await inspected({ now: () => now });
    await account.deployOther();
    now -= 1;
    now -= FRESH_MS;
    await assertUntouched(window, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked with credentials that it was not seen with', async () => {
    const window = await inspected();
    await account.deployOther();
    window.apis.reset();
    await assertUntouched(window, 'no-longer-a-probe', 'not-known-as-probe');
  });

  it('is not invoked once its mark is gone', async () => {
    let shellFunctions = [ARN];
    await account.deployOther();
    const window = open({ evidence: () => ({ shellFunctions }) });
    await window.list();
    const known = await window.find();
    // The first command finds out that it is none; the mark goes before anything else is sent.
    await assert.rejects(window.store.inspect(known));
    const before = account.invokes;
    shellFunctions = [];
    await assertUntouched(window, 'no-longer-a-probe', 'not-known-as-probe');
    assert.equal(account.invokes, before);
  });

  for (const mark of ['shell-handler', 'installed-probe'] as const) {
    it(`is not invoked on a mark as ${mark} that was of what it was before, until a person confirms it`, async () => {
      const marks = new ConfirmedMarks(kept.memento);
      const evidence = () => ({
        [mark === 'shell-handler' ? 'shellFunctions' : 'installedFunctions']: [ARN],
        isConfirmed: (target: LambdaFunction, as: InvocableWay) => marks.holds(target, as),
        shippedCodeSha256: 'other',
      });
      await account.deployOther();
      const window = open({ evidence });
      await window.list();
      // Written into the settings by hand: of what, nobody knows.
      await assertUntouched(window, 'mark-not-confirmed');
      const known = await window.find();
      assert.equal(window.inspector.markToConfirm(known), mark);
      await marks.confirm(known.target, mark);
      assert.equal(window.inspector.wayFor(known), mark);
      await assert.rejects(window.store.inspect(known));
      const before = account.invokes;
      assert.ok(before > 0);
      await account.deployOther({ text: 'exports.run = async () => "paid twice"' });
      await window.list();
      await assertUntouched(window, 'mark-not-confirmed');
      assert.equal(account.invokes, before);
      await marks.confirm((await window.find()).target, mark);
      await assert.rejects(window.store.inspect(await window.find()));
      assert.ok(account.invokes > before);
    });
  }

  it('is judged again before each of several Invokes', async () => {
    await account.deployOther();
    const window = open({
      evidence: () => ({ shellFunctions: account.invokes === 0 ? [ARN] : [] }),
    });
    await window.list();
    await assert.rejects(window.store.inspect(await window.find()));
    assert.equal(account.invokes, 1);
  });

  it('is judged again before an Invoke that was throttled is repeated', async () => {
    const window = open({ evidence: () => (account.invokes === 0 ? {} : { shippedCodeSha256: 'other' }) });
    await window.list();
    account.lambda.setFaults([
      { operation: 'Invoke', times: 1, effect: { kind: 'error', name: 'TooManyRequestsException' } },
    ]);
    await assert.rejects(window.store.inspect(await window.find()), /so it was not invoked/);
    assert.equal(account.invokes, 1);
  });

  it('is looked at again after an update that was waited for', async () => {
    const window = open();
    await window.list();
    await account.deployOther();
    account.lambda.setFaults([
      {
        operation: 'Invoke',
        times: 1,
        effect: { kind: 'error', name: 'ResourceConflictException', message: 'is being updated' },
      },
    ]);
    await assert.rejects(window.store.inspect(await window.find()), /something else now/);
    // The one that Lambda refused.
    assert.equal(account.invokes, 1);
  });

  it('is invoked on a person’s word where AWS does not allow to look, and without it not', async () => {
    let now = Date.now();
    let answer = false;
    let questions = 0;
    const decide = () => {
      questions++;
      return Promise.resolve(answer);
    };
    const window = await inspected({ decide, now: () => now });
    now += FRESH_MS + 1;
    account.lambda.setFaults([
      {
        operation: 'GetFunctionConfiguration',
        effect: { kind: 'error', name: 'AccessDeniedException' },
      },
    ]);
    const known = await window.find();
    const listing = (unasked: boolean) => window.directories.reload(known, MOUNT, { signal: never, unasked });
    await assert.rejects(listing(true), /AWS did not allow/);
    assert.equal(questions, 0);
    await assert.rejects(listing(false), /AWS did not allow/);
    assert.equal(questions, 1);
    assert.equal(account.invokes, 1);
    answer = true;
    await listing(false);
    assert.deepEqual([questions, account.invokes], [2, 2]);
    // The answer holds for as long as a look would.
    await listing(true);
    assert.deepEqual([questions, account.invokes], [2, 3]);
  });

  it('costs nothing where it still is a probe: one Invoke, and one look after some minutes', async () => {
    let now = Date.now();
    const window = await inspected({ now: () => now });
    assert.equal(account.count('GetFunctionConfiguration'), 0);
    now += FRESH_MS + 1;
    await window.store.inspect(await window.find());
    assert.equal(account.count('GetFunctionConfiguration'), 1);
    assert.equal(account.invokes, 2);
  });

  it('cannot be invoked by mistake: the types and the door forbid it', async () => {
    const window = await inspected();
    const api = window.apis.for(account.connection).lambda;
    const { target } = await window.find();
    const forged = async (of: LambdaApi, known: LambdaFunction) => {
      const options = { signal: never, tail: true };
      // @ts-expect-error a function is no proof
      await of.invoke(known, {}, options).catch(() => undefined);
      // @ts-expect-error nor is an object of the same shape
      await of.invoke(() => Promise.resolve({ way: 'installed-probe', spend: () => known }), {}, options);
    };
    assert.equal(typeof forged, 'function');
    // @ts-expect-error only Lambda's answers make sightings
    const make = (): unknown => new Sighting(target, api, Date.now());
    assert.equal(typeof make, 'function');
    const sighting = window.catalog.sighting(ARN, account.connection.id) ?? assert.fail('not seen');
    const evidence = { installedFunctions: [ARN], shellFunctions: [], isConfirmed: () => true };
    assert.equal(ProbeProof.of(sighting, evidence, Date.now() + FRESH_MS + 1), undefined);
    assert.equal(ProbeProof.of(sighting, { ...evidence, installedFunctions: [] }, Date.now()), undefined);
    const proof = ProbeProof.of(sighting, evidence, Date.now()) ?? assert.fail('not proved');
    const invoke = () =>
      api.invoke(() => Promise.resolve(proof), { probe: 1 }, { signal: never, tail: false });
    await invoke();
    await assert.rejects(invoke(), /No proof/);
    window.apis.reset();
    const other = ProbeProof.of(sighting, evidence, Date.now()) ?? assert.fail('not proved');
    const foreign = window.apis.for(account.connection).lambda;
    await assert.rejects(
      foreign.invoke(() => Promise.resolve(other), {}, { signal: never, tail: false }),
      /No proof/,
    );
    assert.equal(account.invokes, 2);
  });
});
