import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { JsonText, jsonChunks, packResponse, type PackableResponse } from '../../../src/probe/pack';
import { PageText } from '../../../src/probe/page';
import type { PackedResponse, ProbeResponse } from '../../../src/protocol';

const PACKED_LENGTH = 5_500_000;
/** In place of it, where it does not matter: noise is slow to make and to pack. */
const LENGTH = 1_100_000;

function response(sections: PackableResponse['sections']): PackableResponse {
  return { probe: 1, sections, unresponsive: [], leftover: false, totalMs: 1 };
}

/** A response whose JSON is of so many bytes. */
function ofBytes(bytes: number): PackableResponse {
  const mounts = (length: number) =>
    response({ mounts: { ok: true, value: 'm'.repeat(length), ms: 0 }, mtab: undefined });
  return mounts(bytes - JSON.stringify(mounts(0)).length);
}

const unpacked = ({ gzip }: PackedResponse) =>
  JSON.parse(gunzipSync(Buffer.from(gzip, 'base64')).toString()) as ProbeResponse;

/** Texts of which each entry costs so many characters of the packed response. */
class Noise {
  readonly asked: number[] = [];
  readonly #entries: readonly string[];

  constructor(count: number, bytes: number) {
    this.#entries = Array.from({ length: count }, () => randomBytes(bytes * 0.75).toString('base64'));
  }

  /** Ends a page at a multiple of `step` entries, and not before the first of them. */
  respond(step = 1, partial = false) {
    return (mostEntries: number): PackableResponse => {
      this.asked.push(mostEntries);
      const count = Math.max(step, Math.floor(Math.min(mostEntries, this.#entries.length) / step) * step);
      const value = new PageText([JSON.stringify(this.#entries.slice(0, count))], count);
      const error = { code: 'TIMEOUT', message: '' };
      return response({
        list: partial ? { ok: false, error, partial: value, ms: 0 } : { ok: true, value, ms: 0 },
      });
    };
  }
}

const countOf = (answer: ProbeResponse | PackedResponse, partial = false) => {
  assert.ok('gzip' in answer);
  const { list } = unpacked(answer).sections;
  const page = partial ? list?.ok === false && list.partial : list?.ok && list.value;
  return (page as unknown as readonly string[]).length;
};

describe('packResponse', () => {
  it('leaves a response of 256 KiB as it is, and packs a larger one', async () => {
    const small = await packResponse(() => ofBytes(256 * 1024));
    assert.ok('sections' in small);
    assert.deepEqual(Object.keys(small.sections), ['mounts']);
    const large = await packResponse(() => ofBytes(256 * 1024 + 1));
    assert.ok('gzip' in large && large.gzip.length < 10_000);
    assert.equal(large.probe, 1);
    assert.deepEqual(unpacked(large), JSON.parse(JSON.stringify(ofBytes(256 * 1024 + 1))));
  });

  it('asks once where what is packed fits', async () => {
    const noise = new Noise(5, 1_000_000);
    assert.equal(countOf(await packResponse(noise.respond())), 5);
    assert.deepEqual(noise.asked, [Infinity]);
  });

  it('asks for fewer entries until they fit, a twentieth less than would just do', async () => {
    for (const partial of [false, true]) {
      const noise = new Noise(100, 100_000);
      const answer = await packResponse(noise.respond(1, partial));
      assert.ok('gzip' in answer && answer.gzip.length <= PACKED_LENGTH);
      const count = countOf(answer, partial);
      assert.deepEqual(noise.asked, [Infinity, count]);
      // base64 of base64: a byte is packed with three quarters, and sent with four thirds.
      assert.ok(count >= 49 && count <= 52, String(count));
    }
  });

  it('gives up where there are no fewer entries to be had', async () => {
    // Above the length from which a response is packed piece by piece.
    const parts = new Noise(10, 200_000);
    assert.equal(countOf(await packResponse(parts.respond(10), LENGTH)), 10);
    assert.deepEqual(parts.asked.length, 2);
    const one = new Noise(1, 1_500_000);
    assert.equal(countOf(await packResponse(one.respond(), LENGTH)), 1);
    assert.deepEqual(one.asked, [Infinity]);
    const two = new Noise(2, 1_500_000);
    assert.equal(countOf(await packResponse(two.respond(), LENGTH)), 1);
    assert.deepEqual(two.asked, [Infinity, 1]);
  });

  it('counts the entries of a page that is no text yet, too', async () => {
    const names = Array.from({ length: 60 }, () => randomBytes(75_000).toString('base64'));
    const asked: number[] = [];
    await packResponse(mostEntries => {
      asked.push(mostEntries);
      const value = { names: names.slice(0, Math.min(mostEntries, names.length)) } as never;
      return response({ list: { ok: true, value, ms: 0 } });
    });
    assert.equal(asked.length, 2);
    assert.ok((asked[1] ?? 0) > 45 && (asked[1] ?? 0) < 60, String(asked));
  });
});

describe('chunks of JSON', () => {
  it('are of 64 KiB at least, but for the last', () => {
    const texts = new JsonText(Array.from({ length: 100 }, () => Buffer.alloc(1000, '1')));
    const chunks = [...jsonChunks({ texts })].map(({ length }) => length);
    assert.deepEqual(chunks, [9 + 66 * 1000 - 1000 + 1000, 34 * 1000 + 1]);
  });

  it('are made of 256 elements of an array at once', () => {
    const seen: number[] = [];
    const original = JSON.stringify;
    const numbers = Array.from({ length: 600 }, (_, index) => index);
    JSON.stringify = ((value: unknown) => {
      if (Array.isArray(value)) {
        seen.push(value.length);
      }
      return original(value);
    }) as typeof JSON.stringify;
    try {
      assert.equal(Buffer.concat([...jsonChunks(numbers)]).toString(), original(numbers));
    } finally {
      JSON.stringify = original;
    }
    assert.deepEqual(seen, [256, 256, 88]);
  });

  it('are the same where the last elements are as many as the others', () => {
    const numbers = Array.from({ length: 512 }, (_, index) => index);
    assert.equal(Buffer.concat([...jsonChunks(numbers)]).toString(), JSON.stringify(numbers));
  });
});
