import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { ProbeResponse, SectionName } from '../../../../src/protocol';
import { isLatency } from '../../../../src/inspect/ways/answerSections';
import {
  UnusableResponseError,
  unpackResponse,
  type UnusableReason,
} from '../../../../src/inspect/ways/response';
import { ProbeRuntime } from '../../probe/builtProbe';

function reasonOf(payload: unknown): UnusableReason | undefined {
  try {
    unpackResponse(payload);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof UnusableResponseError);
    return error.reason;
  }
}

const page = {
  path: '/x',
  names: ['a', 'b'],
  types: '-l',
  modes: [33188, 41471],
  links: [1, 1],
  uids: [0, 0],
  gids: [0, 0],
  sizes: ['9223372036854775807', '1'],
  modified: [1, -1],
  targets: { 1: 'a' },
  errors: {},
  changed: false,
};

function withSections(sections: object): Record<string, unknown> {
  return { probe: 1, sections, unresponsive: [], leftover: false, totalMs: 12.5 };
}

function packed(json: string): object {
  return { probe: 1, gzip: gzipSync(json).toString('base64') };
}

describe('unpackResponse', function () {
  this.timeout(120_000);
  it('gives back what the built probe answered', async () => {
    const runtime = new ProbeRuntime();
    const want: SectionName[] = [
      'identity',
      'runtime',
      'mounts',
      'mountinfo',
      'mountstats',
      'usage',
      'list',
      'tools',
    ];
    const payload = await runtime.invoke({ probe: 1, want, mountPath: '/mnt/efs', list: { path: '/dev' } });
    await runtime.close();
    assert.deepEqual(unpackResponse(payload), payload);
    assert.deepEqual(unpackResponse(packed(JSON.stringify(payload))), payload);
  });

  it('tells what is no probe’s', () => {
    const request = { probe: 1, want: ['identity'], mountPath: '/mnt/efs' };
    const foreign = [
      null,
      undefined,
      7,
      'probe',
      [],
      {},
      { probe: true, sections: {} },
      { statusCode: 200, body: '{"probe":1}' },
      { errorType: 'Error', errorMessage: 'probe' },
      request,
    ];
    for (const payload of foreign) {
      assert.equal(reasonOf(payload), 'not-a-probe', JSON.stringify(payload));
    }
  });

  it('tells a refusal, with what the probe said, also from a newer probe', () => {
    const refusal = {
      probe: 2,
      refused: { code: 'PROTOCOL', message: 'This probe speaks protocol 2, not 1.' },
    };
    assert.throws(
      () => unpackResponse(refusal),
      (error: UnusableResponseError) => {
        assert.equal(error.reason, 'refused');
        assert.equal(error.protocol, 2);
        assert.deepEqual(error.refusal, refusal);
        return true;
      },
    );
    assert.equal(reasonOf({ ...withSections({}), probe: 2 }), 'other-protocol');
  });

  it('tells a probe’s response that cannot be read', () => {
    const response = JSON.stringify(withSections({}));
    const gzip = gzipSync(response);
    const damaged: object[] = [
      { probe: 1, gzip: 'not base64 of gzip' },
      { probe: 1, gzip: gzip.subarray(0, gzip.length - 9).toString('base64') },
      packed('{"probe":1,'),
      packed('{}'),
      packed('null'),
      { ...withSections({}), sections: [] },
      { ...withSections({}), unresponsive: [1] },
      { ...withSections({}), leftover: 'no' },
      { ...withSections({}), totalMs: '1' },
    ];
    for (const payload of damaged) {
      assert.equal(reasonOf(payload), 'damaged', JSON.stringify(payload));
    }
  });

  it('refuses to unpack more than any probe sends', () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 });
    assert.equal(reasonOf({ probe: 1, gzip: bomb.toString('base64') }), 'damaged');
  });

  it('keeps a failed section with what had arrived', () => {
    const sections: ProbeResponse['sections'] = {
      list: { ok: false, error: { code: 'TIMEOUT', message: 'late' }, ms: 1, partial: page },
      mtab: { ok: false, error: { code: 'ENOENT', message: 'no such file or directory' }, ms: 0 },
    };
    assert.deepEqual(unpackResponse(withSections(sections)).sections, sections);
  });

  it('gives up the section that is not as the protocol says, and no other', () => {
    const bad: Record<string, unknown> = {
      'a text that is a number': { mounts: { ok: true, value: 7, ms: 0 } },
      'no outcome': { mounts: { value: '', ms: 0 } },
      'an error without code': { mounts: { ok: false, error: 'EIO', ms: 0 } },
      'half a mountstats': { mountstats: { ok: true, value: { before: '' }, ms: 0 } },
      'a uid in words': { identity: { ok: true, value: { uid: 'root', gid: 0, groups: [] }, ms: 0 } },
      'a size that is no number': { list: { ok: true, value: { ...page, sizes: ['1', '1e3'] }, ms: 0 } },
      'a short column': { list: { ok: true, value: { ...page, uids: [0] }, ms: 0 } },
      'a long types': { list: { ok: true, value: { ...page, types: '-l-' }, ms: 0 } },
      'a target of nothing': { list: { ok: true, value: { ...page, targets: { 2: 'x' } }, ms: 0 } },
      'targets as a list': { list: { ok: true, value: { ...page, targets: ['x'] }, ms: 0 } },
      'a bad part': { list: { ok: false, error: { code: 'EIO', message: '' }, ms: 0, partial: {} } },
      'a usage that is one': { usage: { ok: true, value: { mountPoint: '/' }, ms: 0 } },
      'a bad statfs': {
        usage: {
          ok: true,
          value: [{ mountPoint: '/', result: { ok: true, value: { blocks: 1 }, ms: 0 } }],
          ms: 0,
        },
      },
    };
    for (const [what, sections] of Object.entries(bad)) {
      const tools = { ok: true, value: { bin: ['sh'] }, ms: 0 };
      const [name] = Object.keys(sections as object);
      const response = unpackResponse(withSections({ ...(sections as object), tools }));
      const section = response.sections[name as SectionName];
      assert.ok(section && !section.ok, what);
      assert.equal(section.error.code, 'MALFORMED', what);
      assert.deepEqual(response.sections.tools, tools, what);
    }
  });

  it('drops sections that it does not know', () => {
    const { sections } = unpackResponse(withSections({ weather: { ok: true, value: 'rain', ms: 0 } }));
    assert.deepEqual(sections, {});
  });
});

describe('a measurement of latency', () => {
  const measured = (bytes: number, fromServer = 0) => ({
    path: '/mnt/efs',
    series: [],
    sequential: [{ bytes, ms: 1, fromServer }],
    ms: 1,
  });

  it('has read whole bytes, as many as there can be', () => {
    assert.equal(isLatency(measured(4096, 4096)), true);
    for (const bytes of [0.5, -1, 1e308, NaN]) {
      assert.equal(isLatency(measured(bytes)), false, String(bytes));
      assert.equal(isLatency(measured(1, bytes)), false, String(bytes));
    }
  });
});
