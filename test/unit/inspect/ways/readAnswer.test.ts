import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { pageOf } from '../../../../src/inspect/ways/answerPage';
import { InstalledProbe } from '../../../../src/inspect/ways/installedProbe';
import { expectLargeAnswer, readPage, readResponse } from '../../../../src/inspect/ways/readAnswer';
import { unpackResponse, UnusableResponseError } from '../../../../src/inspect/ways/response';
import { PROBE_PROTOCOL, type ProbeResponse } from '../../../../src/protocol';
import { lambdaFunction } from '../../aws/fakeLambda';

const path = '/mnt/efs/many';

/** What a probe answers for a directory of so many entries, with a few awkward ones. */
function responseOf(count: number): ProbeResponse {
  const each = <T>(of: (index: number) => T) => Array.from({ length: count }, (_, index) => of(index));
  const value = {
    path,
    names: each(index => (index % 7 === 0 ? `ein Bild “${index}”\udcff` : `image-${index}.webp`)),
    types: each(index => (index % 5 === 0 ? 'd' : '-')).join(''),
    modes: each(index => (index % 11 === 0 ? -1 : 0o100644)),
    links: each(() => 1),
    uids: each(index => index % 3),
    gids: each(() => 1000),
    sizes: each(index => String(2n ** 53n + BigInt(index))),
    modified: each(index => 1_700_000_000_000 + index),
    targets: { 3: 'elsewhere' },
    errors: { 11: 'EACCES' },
    cursor: 'next',
    changed: false,
  };
  return {
    probe: PROBE_PROTOCOL,
    unresponsive: [],
    leftover: false,
    totalMs: 1,
    sections: { list: { ok: true, value, ms: 1 }, mounts: { ok: true, value: 'text', ms: 0 } },
  };
}

const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const packed = (response: unknown) =>
  bytesOf({
    probe: PROBE_PROTOCOL,
    gzip: gzipSync(JSON.stringify(response), { level: 1 }).toString('base64'),
  });

describe('an answer of a probe', () => {
  const parse = JSON.parse.bind(JSON);
  let longest = 0;
  beforeEach(() => {
    longest = 0;
    JSON.parse = (text: string, ...rest) => {
      longest = Math.max(longest, text.length);
      return parse(text, ...rest) as unknown;
    };
  });
  afterEach(() => {
    JSON.parse = parse;
  });

  for (const [size, count] of [
    ['small', 20],
    ['large', 30_000],
  ] as const) {
    for (const [how, send] of [
      ['packed', packed],
      ['as it is', bytesOf],
    ] as const) {
      it(`that is ${size}, and travels ${how}, is the same in whichever thread it is read`, async () => {
        const response = responseOf(count);
        const expected = unpackResponse(parse(JSON.stringify(response)));
        assert.ok(expected.sections.list?.ok);
        assert.deepEqual(await readResponse(send(response)), expected);
        assert.deepEqual(await readPage(send(response), path), pageOf(path, expected));
      });
    }
  }

  it('that is large is not parsed in the thread that all extensions share', async () => {
    const { sections } = await readResponse(packed(responseOf(30_000)));
    assert.ok(sections.list?.ok);
    await readPage(bytesOf(responseOf(30_000)), path);
    // A few bytes that hold much are seen to do so before that is parsed.
    const bomb = packed({ ...responseOf(1), padding: 'x'.repeat(20_000_000) });
    assert.ok(bomb.length < 256 * 1024);
    await readPage(bomb, path);
    assert.ok(longest < 256 * 1024, `${longest} characters were parsed at once`);
  });

  describe('in a thread', () => {
    const workers: Worker[] = [];
    const onWorker = (worker: Worker) => workers.push(worker);
    const large = () => readPage(packed(responseOf(30_000)), path);
    /** Reads an answer, and lets the time pass for which a thread waits for another one. */
    const largeAndNoMore = async () => {
      const { setTimeout } = globalThis;
      let timeIsOver: (() => void) | undefined;
      globalThis.setTimeout = ((run: () => void, ms: number) => {
        timeIsOver = ms === 10_000 ? run : timeIsOver;
        return setTimeout(run, ms);
      }) as typeof setTimeout;
      try {
        await large();
      } finally {
        globalThis.setTimeout = setTimeout;
      }
      assert.ok(timeIsOver, 'no thread waits for ten seconds');
      timeIsOver();
    };
    /** Node tells of a thread a tick after it was started. */
    const tick = () => new Promise<void>(resolve => process.nextTick(resolve));
    beforeEach(async () => {
      // One waits then.
      await large();
      workers.length = 0;
      process.on('worker', onWorker);
    });
    afterEach(() => {
      process.off('worker', onWorker);
    });

    it('is followed by the next in the same one, and has another beside it', async () => {
      await large();
      expectLargeAnswer();
      await large();
      assert.equal(workers.length, 0);
      const [one, other] = await Promise.all([large(), large()]);
      assert.equal(workers.length, 1);
      assert.deepEqual(one, other);
    });

    it('that ends before it has read it fails, and no other does', async () => {
      const [beside, ended] = [large(), large()];
      const failure = assert.rejects(ended, /ended without/);
      await tick();
      assert.equal(workers.length, 1);
      await workers[0]?.terminate();
      await failure;
      assert.equal((await beside).names.length, 30_000);
      assert.equal((await large()).names.length, 30_000);
    });

    it('is read in another where the one that waited has just ended', async () => {
      await largeAndNoMore();
      await large();
      assert.equal(workers.length, 1);
      const [page] = await Promise.all([large(), workers[0]?.terminate()]);
      assert.equal(page.names.length, 30_000);
      assert.equal(workers.length, 2);
    });

    it('that no other follows for ten seconds leaves none behind', async () => {
      await largeAndNoMore();
      await large();
      assert.equal(workers.length, 1);
      const ended = once(workers[0] ?? assert.fail(), 'exit');
      await largeAndNoMore();
      await ended;
      await large();
      assert.equal(workers.length, 2);
    });

    it('that is expected has one before it comes, and a small page expects none', async () => {
      const target = lambdaFunction({ timeoutSeconds: 10 });
      const probe = new InstalledProbe(() =>
        Promise.resolve({ payload: packed(responseOf(20)), durationMs: 1 }),
      );
      const list = async (pageSize: number) => {
        await largeAndNoMore();
        workers.length = 0;
        const { signal } = new AbortController();
        await probe.list(target, { path }, { signal, deadlineMs: 5000, pageSize });
        await tick();
        return workers.length;
      };
      assert.equal(await list(25_019), 0);
      assert.equal(await list(25_020), 1);
      await large();
      assert.equal(workers.length, 1);
    });
  });

  it('that is no answer says so of itself, from whichever thread', async () => {
    const padding = 'x'.repeat(300_000);
    const refusal = { probe: PROBE_PROTOCOL, refused: { code: 'BAD_REQUEST', message: 'no such section' } };
    const beyond = `[${'[],'.repeat(400_000)}[]]`;
    for (const [reason, payload] of [
      ['refused', bytesOf({ ...refusal, padding })],
      ['refused', bytesOf(refusal)],
      ['not-a-probe', bytesOf({ padding })],
      ['not-a-probe', new TextEncoder().encode(`{${padding}`)],
      ['not-a-probe', new TextEncoder().encode(beyond)],
      ['other-protocol', bytesOf({ probe: 99, sections: {}, padding })],
      ['damaged', bytesOf({ probe: PROBE_PROTOCOL, gzip: padding })],
      ['damaged', packed(parse(beyond))],
    ] as const) {
      await assert.rejects(readPage(payload, path), (error: UnusableResponseError) => {
        assert.ok(error instanceof UnusableResponseError);
        assert.equal(error.reason, reason);
        assert.equal(error.refusal?.refused.message, reason === 'refused' ? 'no such section' : undefined);
        return true;
      });
    }
  });
});
