import assert from 'node:assert/strict';
import { decodeCursor, encodeCursor } from '../../../src/probe/cursor';
import { parseRequest, type Asked, type ParsedRequest } from '../../../src/probe/parseRequest';
import {
  MAX_FILE_BYTES,
  MAX_LATENCY_SAMPLES,
  MAX_LIST_LIMIT,
  MAX_PENDING_DIRECTORIES,
  MAX_SEQUENTIAL_BYTES,
  MIN_OPERATIONS_PER_SECOND,
} from '../../../src/protocol';

const position = { skip: 7, last: 'b', fingerprint: '1:2' };
const cursor = encodeCursor(position);
const valid = { probe: 1, want: ['list', 'file', 'totals', 'latency'], mountPath: '/mnt/efs' };
const questions = {
  list: { path: '/mnt/efs' },
  file: { path: '/mnt/efs/file', offset: '0', length: 1 },
  totals: { path: '/mnt/efs', limit: 1, maxDirectories: 1 },
  latency: { path: '/mnt/efs', samples: 1, operationsPerSecond: 1, sequentialBytes: 1, withinMs: 1 },
};

function parsed(changes: object = {}): ParsedRequest {
  const request = parseRequest({ ...valid, ...questions, ...changes });
  assert.ok(!('refused' in request), JSON.stringify(request));
  return request;
}

/** The question with these fields, as it was understood. */
function understood<Name extends keyof typeof questions>(
  name: Name,
  changes: object,
): NonNullable<(Asked & Pick<ParsedRequest, 'list'>)[Name]> {
  const { asked, list } = parsed({ [name]: { ...questions[name], ...changes } });
  return { ...asked, list }[name] ?? assert.fail(name);
}

function refusal(changes: object): string {
  const request = parseRequest({ ...valid, ...questions, ...changes });
  return 'refused' in request ? `${request.refused.code} ${request.refused.message}` : 'understood';
}

function refusalOf(name: keyof typeof questions, changes: object): string {
  return refusal({ [name]: { ...questions[name], ...changes } });
}

/** Of so many bytes, with the slash. */
const pathOf = (bytes: number) => `/${'a'.repeat(bytes - 1)}`;

describe('parseRequest', () => {
  it('understands each question that is asked, and no other', () => {
    const { sections, ...all } = parsed({ deadlineMs: 0.5 });
    assert.deepEqual([...sections], valid.want);
    assert.deepEqual(JSON.parse(JSON.stringify(all)), {
      mountPath: '/mnt/efs',
      deadlineMs: 0.5,
      list: { path: '/mnt/efs', limit: 10_000 },
      asked: { file: questions.file, totals: questions.totals, latency: questions.latency },
    });
    for (const name of Object.keys(questions)) {
      const asked = parsed({ want: [name] });
      assert.deepEqual([...Object.keys(asked.asked), ...(asked.list ? ['list'] : [])], [name]);
    }
    const wrong = Object.fromEntries(Object.keys(questions).map(name => [name, 'wrong']));
    assert.deepEqual(JSON.parse(JSON.stringify({ ...parsed({ ...wrong, want: [] }), sections: [] })), {
      sections: [],
      mountPath: '/mnt/efs',
      asked: {},
    });
  });

  it('knows what is no request, and which protocol is another', () => {
    for (const event of [undefined, null, 'probe', 1, [], {}, { probe: '1' }]) {
      const request = parseRequest(event);
      assert.deepEqual(
        request,
        { probe: 1, refused: { code: 'REQUEST', message: 'This is not a request to a probe.' } },
        JSON.stringify(event),
      );
    }
    assert.equal(refusal({ probe: 0 }), 'PROTOCOL This probe speaks protocol 1, not 0.');
    assert.equal(refusal({ probe: 2 }), 'PROTOCOL This probe speaks protocol 1, not 2.');
  });

  it('takes as many section names as it may, of as many characters', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `section-${index}`);
    assert.equal(parsed({ want: names(64) }).sections.size, 64);
    assert.match(refusal({ want: names(65) }), /"want"/);
    assert.equal(parsed({ want: ['a'.repeat(64)] }).sections.size, 1);
    assert.match(refusal({ want: ['a'.repeat(65)] }), /"want"/);
    assert.match(refusal({ want: ['runtime', 1] }), /"want"/);
    assert.match(refusal({ want: { length: 0 } }), /"want"/);
  });

  it('takes paths as long as the kernel does, in bytes', () => {
    for (const [name, field] of [
      ['list', 'path'],
      ['file', 'path'],
      ['totals', 'path'],
      ['latency', 'path'],
      ['latency', 'file'],
    ] as const) {
      const message = `REQUEST "${name}.${field}" must be an absolute path of less than 4096 bytes without NUL.`;
      assert.equal(refusalOf(name, { [field]: pathOf(4095) }), 'understood');
      for (const path of [pathOf(4096), `/${'é'.repeat(2048)}`, 'relative', '', '/a\0', 1, null, ['/a']]) {
        assert.equal(refusalOf(name, { [field]: path }), message, `${name}.${field}`);
      }
      assert.equal(refusalOf(name, { [field]: `/${'é'.repeat(2047)}` }), 'understood');
    }
    assert.match(refusal({ mountPath: pathOf(4096) }), /^REQUEST "mountPath"/);
    assert.equal(parsed({ mountPath: pathOf(4095) }).mountPath.length, 4095);
    for (const name of Object.keys(questions)) {
      for (const wrong of [undefined, null, 'text', 1]) {
        assert.match(refusal({ [name]: wrong }), new RegExp(`^REQUEST "${name}.path"`));
      }
    }
  });

  it('takes positive numbers where a number is asked for', () => {
    const bad = [0, -1, NaN, Infinity, '1', null, {}];
    const fields = [
      ['list', 'withinMs'],
      ['totals', 'limit'],
      ['totals', 'maxDirectories'],
      ['latency', 'samples'],
      ['latency', 'operationsPerSecond'],
      ['latency', 'sequentialBytes'],
      ['latency', 'withinMs'],
    ] as const;
    for (const [name, field] of fields) {
      for (const value of bad) {
        const refused = refusalOf(name, { [field]: value });
        assert.match(
          refused,
          new RegExp(`^REQUEST "${name}\\.`),
          `${name}.${field} ${JSON.stringify(value)}`,
        );
        assert.ok(refused.includes(field), refused);
      }
      assert.equal(refusalOf(name, { [field]: 0.5 }), 'understood', field);
    }
    for (const value of bad) {
      assert.equal(
        refusal({ deadlineMs: value }),
        'REQUEST "deadlineMs" must be a positive number of milliseconds.',
      );
    }
    for (const [name, field] of [
      ['list', 'limit'],
      ['file', 'length'],
    ] as const) {
      for (const value of [...bad, 1.5, 2 ** 53]) {
        assert.equal(
          refusalOf(name, { [field]: value }),
          `REQUEST "${name}.${field}" must be a positive whole number.`,
        );
      }
    }
  });

  it('gives at most what one answer holds, whatever is asked for', () => {
    const over = (most: number) => [most - 1, most, most + 1];
    const held = (most: number) => [most - 1, most, most];
    assert.deepEqual(
      over(MAX_LIST_LIMIT).map(limit => understood('list', { limit }).limit),
      held(MAX_LIST_LIMIT),
    );
    assert.deepEqual(
      over(MAX_LIST_LIMIT).map(limit => understood('totals', { limit }).limit),
      held(MAX_LIST_LIMIT),
    );
    assert.deepEqual(
      over(MAX_FILE_BYTES).map(length => understood('file', { length }).length),
      held(MAX_FILE_BYTES),
    );
    assert.deepEqual(
      over(MAX_LATENCY_SAMPLES).map(samples => understood('latency', { samples }).samples),
      held(MAX_LATENCY_SAMPLES),
    );
    assert.deepEqual(
      over(MAX_SEQUENTIAL_BYTES).map(
        sequentialBytes => understood('latency', { sequentialBytes }).sequentialBytes,
      ),
      held(MAX_SEQUENTIAL_BYTES),
    );
    const least = MIN_OPERATIONS_PER_SECOND;
    assert.deepEqual(
      [least * 2, least, least / 2, Number.MIN_VALUE].map(
        operationsPerSecond => understood('latency', { operationsPerSecond }).operationsPerSecond,
      ),
      [least * 2, least, least, least],
    );
    // A pause that is no number of milliseconds would never end.
    assert.ok(Number.isFinite(1000 / least));
    const { samples, sequentialBytes } = understood('latency', { samples: 2.9, sequentialBytes: 3.9 });
    assert.deepEqual([samples, sequentialBytes], [2, 3]);
    assert.equal(understood('totals', { maxDirectories: 12_345 }).maxDirectories, 12_345);
    assert.deepEqual(understood('list', { withinMs: 300 }), {
      path: '/mnt/efs',
      limit: 10_000,
      withinMs: 300,
    });
  });

  it('takes places in a file of as many digits as a size has', () => {
    for (const offset of ['0', '9'.repeat(18)]) {
      assert.equal(understood('file', { offset }).offset, offset);
    }
    for (const offset of ['', '9'.repeat(19), '-1', '1.5', ' 1', '1\n', '0x1', 1, null]) {
      assert.equal(
        refusalOf('file', { offset }),
        'REQUEST "file.offset" must be a decimal number of bytes.',
        JSON.stringify(offset),
      );
    }
  });

  it('goes on from the cursors of its own pages alone', () => {
    assert.deepEqual(understood('list', { cursor }).position, position);
    const refused = 'REQUEST "list.cursor" must be the cursor of an earlier page.';
    const long = encodeCursor({ ...position, last: 'a'.repeat(6200) });
    assert.ok(long.length > 8192);
    for (const wrong of ['', 'AAAA', 1, null, long]) {
      assert.equal(refusalOf('list', { cursor: wrong }), refused);
    }
  });

  it('goes on with the directories that an earlier part of a count named', () => {
    const pending = [{ path: '/mnt/efs/a' }, { path: '/mnt/efs/b', cursor }];
    assert.deepEqual(understood('totals', { pending }).pending, pending);
    const many = (count: number) => Array.from({ length: count }, () => ({ path: '/mnt/efs/a' }));
    assert.equal(refusalOf('totals', { pending: many(MAX_PENDING_DIRECTORIES) }), 'understood');
    for (const wrong of [
      many(MAX_PENDING_DIRECTORIES + 1),
      [{ path: '/mnt/efs/a' }, { path: 'b' }],
      [{ path: '/mnt/efs/a', cursor: 'none' }],
      [{ path: '/mnt/efs/a', cursor: 1 }],
      [{ path: '/mnt/efs/a', cursor: encodeCursor({ ...position, last: 'a'.repeat(6200) }) }],
      ['/mnt/efs/a'],
      [null],
      { length: 0 },
      null,
    ]) {
      assert.equal(
        refusalOf('totals', { pending: wrong }),
        'REQUEST "totals.pending" must be directories that an earlier answer named.',
      );
    }
  });
});

describe('a cursor', () => {
  const made = (fields: unknown) => Buffer.from(JSON.stringify(fields)).toString('base64url');

  it('is read as it was written', () => {
    for (const each of [
      position,
      { skip: 1, last: '', fingerprint: '' },
      { ...position, last: '\udcff\n' },
    ]) {
      assert.deepEqual(decodeCursor(encodeCursor(each)), each);
    }
  });

  it('is none where a field is not what it must be', () => {
    for (const fields of [
      { skip: 7, last: 'b', fingerprint: '1:2' },
      [],
      ['7', 'b', '1:2'],
      [0, 'b', '1:2'],
      [-1, 'b', '1:2'],
      [1.5, 'b', '1:2'],
      [2 ** 53, 'b', '1:2'],
      [7, 8, '1:2'],
      [7, 'b', 9],
      [7, 'b'],
      null,
      7,
    ]) {
      assert.equal(decodeCursor(made(fields)), undefined, JSON.stringify(fields));
    }
    assert.equal(decodeCursor('not JSON'), undefined);
    assert.deepEqual(decodeCursor(made([7, 'b', '1:2'])), position);
  });
});
