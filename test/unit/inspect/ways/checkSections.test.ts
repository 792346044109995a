import assert from 'node:assert/strict';
import { checkSections } from '../../../../src/inspect/ways/answerSections';
import type { SectionName } from '../../../../src/protocol';
import { assertGuarded, assertMost, changed, type Path } from '../guarded';

const identity = { device: '1', inode: '2', size: '3', modifiedNs: '4', changedNs: '5' };
const sizes = {
  blockSize: '1',
  blocks: '2',
  blocksFree: '3',
  blocksAvailable: '4',
  inodes: '5',
  inodesFree: '6',
};

/** A value of each section with every field that it may have. */
const values: Readonly<Record<SectionName, unknown>> = {
  identity: { uid: 1, gid: 2, user: 'u', groups: [3] },
  runtime: {
    node: 'n',
    kernel: 'k',
    architecture: 'a',
    memoryLimitMb: 128,
    region: 'r',
    executionEnvironment: 'e',
    functionName: 'f',
    functionVersion: 'v',
    coldStart: true,
    uptimeSeconds: 1,
  },
  mounts: 'm',
  mtab: 'm',
  mountinfo: 'm',
  mountstats: { before: 'b', after: 'a' },
  usage: [{ mountPoint: '/', result: { ok: true, value: sizes, ms: 1 } }],
  list: {
    path: '/',
    names: ['a', 'b'],
    types: '-l',
    modes: [1, 2],
    links: [1, 2],
    uids: [1, 2],
    gids: [1, 2],
    sizes: ['1', '2'],
    modified: [1, 2],
    targets: { 1: 't' },
    errors: { 0: 'EIO' },
    cursor: 'c',
    changed: false,
  },
  file: { path: '/', offset: '0', base64: 'YQ==', end: true, before: identity, after: identity },
  totals: {
    path: '/',
    files: 1,
    directories: 2,
    links: 3,
    special: 4,
    bytes: '5',
    allocated: '6',
    linkedInodes: ['7'],
    linkedSizes: ['8'],
    linkedAllocated: ['9'],
    largest: [{ path: '/', inode: '1', size: '2', allocated: '3' }],
    unreadable: [{ path: '/', code: 'EIO' }],
    unreadableCount: 1,
    otherFileSystems: 0,
    changed: true,
    pending: [{ path: '/', cursor: 'c' }],
  },
  latency: {
    path: '/',
    file: '/f',
    series: [
      {
        operation: 'READ',
        bytes: 4096,
        micros: [1],
        cached: 0,
        mixed: 0,
        failed: 0,
        error: 'EIO',
        kernel: { operations: 1, retransmissions: 0, queueMs: 0, roundTripMs: 1, executeMs: 1 },
      },
    ],
    sequential: [{ bytes: 1, ms: 1, fromServer: 1 }],
    operations: 1,
    ms: 1,
  },
  tools: { bin: ['sh'] },
};

/** Whether a section with this value is taken as it is. */
const takes = (name: SectionName) => (value: unknown) =>
  checkSections({ [name]: { ok: true, value, ms: 1 } })[name]?.ok === true;

describe('a section of a probe’s answer', () => {
  for (const [name, value] of Object.entries(values) as [SectionName, unknown][]) {
    it(`is taken only where each field is what the protocol says: ${name}`, () => {
      if (typeof value === 'string') {
        assert.deepEqual([value, 1, null, {}].map(takes(name)), [true, false, false, false]);
      } else if (Array.isArray(value)) {
        assert.ok(takes(name)(value) && takes(name)([]) && !takes(name)({}));
        assertGuarded(each => takes(name)([each]), value[0]);
      } else {
        assertGuarded(takes(name), value);
      }
    });
  }

  it('says what is wrong with it, and has no value then', () => {
    assert.deepEqual(checkSections({ tools: { ok: true, value: {}, ms: 1 } }), {
      tools: {
        ok: false,
        error: {
          code: 'MALFORMED',
          message: 'not what the probe protocol says, or more than it allows',
        },
        ms: 0,
      },
    });
    assert.deepEqual(checkSections({ unknown: { ok: true, value: 1, ms: 1 }, constructor: 1 }), {});
  });

  it('may have failed, with what it has all the same', () => {
    const failed = { ok: false, error: { code: 'EIO', message: 'm' }, ms: 1, partial: values.list };
    assertGuarded(
      section => section !== undefined && checkSections({ list: section }).list === section,
      failed,
    );
    const { partial, ...without } = failed;
    assert.ok(partial);
    assert.equal(checkSections({ list: without }).list, without);
    for (const wrong of [
      { ...failed, ok: true },
      { ...failed, ok: 1 },
      { ...without, partial: {} },
    ]) {
      assert.notEqual(checkSections({ list: wrong }).list, wrong);
    }
  });

  it('has columns of one length, and texts only of entries that are there', () => {
    const list = takes('list');
    for (const name of ['modes', 'links', 'uids', 'gids', 'modified']) {
      assert.equal(list(changed(values.list, [name], [1])), false, name);
    }
    assert.equal(list(changed(values.list, ['types'], '-')), false);
    assert.equal(list(changed(values.list, ['sizes'], ['1', '2', '3'])), false);
    for (const name of ['targets', 'errors']) {
      for (const [index, is] of [
        ['1', true],
        ['2', false],
        ['-1', false],
        ['x', false],
        ['1.0', false],
      ] as const) {
        assert.equal(list(changed(values.list, [name], { [index]: 't' })), is, `${name} ${index}`);
      }
      assert.equal(list(changed(values.list, [name], undefined)), false);
    }
    const totals = takes('totals');
    for (const name of ['linkedInodes', 'linkedSizes', 'linkedAllocated']) {
      assert.equal(totals(changed(values.totals, [name], [])), false, name);
    }
  });

  it('has numbers that can be: none below zero where something is counted', () => {
    const latency = (path: Path, to: unknown) => takes('latency')(changed(values.latency, path, to));
    for (const path of [
      ['ms'],
      ['operations'],
      ['series', 0, 'bytes'],
      ['series', 0, 'micros', 0],
      ['series', 0, 'cached'],
      ['sequential', 0, 'ms'],
      ['sequential', 0, 'bytes'],
      ['sequential', 0, 'fromServer'],
    ] as const) {
      assert.deepEqual(
        [latency(path, 0), latency(path, -1), latency(path, '1')],
        [true, false, false],
        path.join('.'),
      );
    }
    assert.equal(latency(['sequential', 0, 'bytes'], 0.5), false);
    assert.equal(latency(['series', 0, 'operation'], 'WRITE'), false);
  });

  it('has no more than the protocol allows', () => {
    const most = (name: SectionName, path: Path, count: number) =>
      assertMost(takes(name), values[name], path, count);
    most('identity', ['groups'], 20_000);
    most('tools', ['bin'], 20_000);
    most('usage', [], 20_000);
    most('latency', ['series'], 20);
    most('latency', ['series', 0, 'micros'], 200);
    most('latency', ['sequential'], 2);
    most('totals', ['largest'], 100_000);
    most('totals', ['unreadable'], 100_000);
    most('totals', ['pending'], 200_000);
    const text = 'x'.repeat(2 * 1024 * 1024);
    for (const name of ['mounts', 'mtab', 'mountinfo'] as const) {
      assert.deepEqual([takes(name)(text), takes(name)(`${text}x`)], [true, false]);
    }
    const base64 = (length: number) => takes('file')(changed(values.file, ['base64'], 'A'.repeat(length)));
    // Two mebibytes.
    assert.deepEqual([base64(2_796_204), base64(2_796_205)], [true, false]);
  });
});
