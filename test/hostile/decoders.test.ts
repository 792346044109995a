import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { demoConnection } from '../../src/aws/connection';
import { nameIn, parseIni } from '../../src/aws/sharedFiles/iniText';
import { encodeReport } from '../../src/core/export/encode';
import { reportToJson } from '../../src/core/export/reportToJson';
import { reportToMarkdown } from '../../src/core/export/reportMarkdown';
import { reportSummary } from '../../src/core/export/summary';
import { createTranslate } from '../../src/core/translate';
import { columnsFromPage, type DirectoryColumns } from '../../src/core/listing/directoryColumns';
import { columnsFromLs } from '../../src/core/listing/directoriesOf';
import { columnsOf, extended, listed } from '../../src/core/listing/listing';
import { parseLs } from '../../src/core/parse/ls';
import { buildReport } from '../../src/core/report';
import { KeptInspections, type KeptInspection } from '../../src/inspect/kept/keptInspections';
import { arnBeside, toJournalEntry } from '../../src/inspect/temporary/journalEntry';
import { isTemporaryName, temporaryName } from '../../src/inspect/temporary/temporaryFunction';
import { unpackResponse, UnusableResponseError } from '../../src/inspect/ways/response';
import { decodeCursor, encodeCursor } from '../../src/probe/cursor';
import type { DirectoryPage, StatFs } from '../../src/protocol';
import { failed, healthyOptions, lambdaFunction, ok, probeCapture } from '../unit/core/captures';
import { Rng } from './rng';
import { MemoryFiles } from '../unit/inspect/memory';

const t = createTranslate();

const page: DirectoryPage = {
  path: '/mnt/efs',
  names: ['a', 'b', '\udcff'],
  types: '-l?',
  modes: [0o100644, 0o120777, -1],
  links: [1, 1, 1],
  uids: [1, 0, 1],
  gids: [1, 0, 1],
  sizes: ['1', '9223372036854775807', '9223372036854775808'],
  modified: [1, -1.5, 8e15],
  targets: { 1: 'c' },
  errors: { 2: 'EACCES' },
  cursor: encodeCursor({ skip: 3, last: 'c', fingerprint: '1' }),
  changed: false,
};
const mounts = `127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`;
const sections = {
  identity: ok({ uid: 1, gid: 1, groups: [1] }),
  mounts: ok(mounts),
  usage: ok([{ mountPoint: '/mnt/efs', result: failed<StatFs>('EIO') }]),
  list: ok(page),
  tools: ok({ bin: ['sh'] }),
};
const response = { probe: 1, sections, unresponsive: [], leftover: false, totalMs: 1 };

/** Bytes of which a few are others, are gone, or are there twice. */
function mutatedBytes(rng: Rng, bytes: Buffer): Buffer {
  const copy = [...bytes];
  for (let count = 1 + rng.below(4); count > 0; count--) {
    const at = rng.below(copy.length + 1);
    const added = rng.chance(0.5) ? [rng.below(256)] : copy.slice(at, at + rng.below(20));
    copy.splice(at, rng.below(4), ...added);
  }
  return Buffer.from(rng.chance(0.1) ? copy.slice(0, rng.below(copy.length)) : copy);
}

/** All columns have one value an entry, and words know every number that is given for them. */
function assertColumns(columns: DirectoryColumns): void {
  const { length } = columns.names;
  const { modes, sizes, modified, types } = columns;
  for (const column of [types, modes, sizes, modified]) {
    assert.equal(column.length, length);
  }
  for (const { words, indexes } of [
    columns.owners,
    columns.groups,
    columns.modeTexts,
    columns.modifiedTexts,
  ]) {
    assert.equal(indexes.length, length);
    assert.ok(indexes.every(index => index < words.length));
  }
  for (const index of Object.keys({ ...columns.targets, ...columns.errors })) {
    assert.ok(Number(index) < length, index);
  }
  assert.ok(sizes.every(size => size >= -1n));
}

describe('decoders under anything', function () {
  this.timeout(60_000);

  it('refuse an answer in one way, or give what holds together', () => {
    const rng = Rng.fromEnvironment();
    let unpacked = 0;
    for (let round = 0; round < 1000; round++) {
      const changed = rng.chance(0.7) ? rng.mutated(response) : response;
      const packed = gzipSync(Buffer.from(JSON.stringify(changed)));
      const gzip = (rng.chance(0.3) ? mutatedBytes(rng, packed) : packed).toString('base64');
      const payload = rng.chance(0.3)
        ? changed
        : rng.chance(0.1)
          ? rng.mutated({ probe: 1, gzip })
          : { probe: 1, gzip };
      try {
        const answer = unpackResponse(payload);
        unpacked += 1;
        const { list } = answer.sections;
        if (list?.ok) {
          const columns = columnsFromPage(list.value);
          assertColumns(columns);
          const directory = listed(columns);
          const twice = extended(directory, columns);
          assert.equal(twice.entries.length, 2 * columns.names.length);
          assertColumns(columnsOf(twice, 1, 5));
        }
        const report = buildReport(probeCapture(answer.sections, { unresponsive: answer.unresponsive }));
        reportToMarkdown(report, t, 'en');
        reportToJson(report);
      } catch (error) {
        assert.ok(error instanceof UnusableResponseError, String((error as Error).stack));
        assert.ok(error.message.length < 20_000);
      }
    }
    assert.ok(unpacked > 100, `${unpacked}`);
  });

  it('take no size for another: what is no size of a file is not known', () => {
    const columns = columnsFromPage({
      ...page,
      modes: [1, 1, 1],
      sizes: ['1', '9223372036854775807', '18446744073709551615'],
    });
    assert.deepEqual([...columns.sizes], [1n, 9223372036854775807n, -1n]);
    const row = '-rw-r--r-- 1 1000 1000 18446744073709551617 Nov 13 13:03 name\n';
    const [listing] = parseLs(`total 1\n${row}`).entries;
    const printed = columnsFromLs('/mnt/efs', listing?.rows ?? []);
    assert.deepEqual([printed.names.length, printed.sizes[0]], [1, -1n]);
    assertColumns(printed);
  });

  it('give a position of a cursor, or none', () => {
    const rng = Rng.fromEnvironment();
    let read = 0;
    for (let round = 0; round < 3000; round++) {
      const bytes = mutatedBytes(rng, Buffer.from(JSON.stringify([7, 'name', '1:2'])));
      const position = decodeCursor(bytes.toString('base64url'));
      if (position) {
        read += 1;
        assert.ok(Number.isSafeInteger(position.skip) && position.skip > 0);
        assert.deepEqual(decodeCursor(encodeCursor(position)), position);
      }
    }
    assert.ok(read > 20, `${read} were read`);
  });

  it('read sections of any INI text, in time that grows as it does', () => {
    const rng = Rng.fromEnvironment();
    const ini =
      '[default]\nregion = eu-west-1\n[profile "a b"]\ns3 =\n  endpoint_url = http://x\n[services __proto__]\nx: y\n';
    for (let round = 0; round < 2000; round++) {
      for (const [header, options] of parseIni(mutatedBytes(rng, Buffer.from(ini)).toString())) {
        nameIn(header, 'profile');
        for (const [name, value] of Object.entries(options)) {
          assert.equal(typeof value, 'string', name);
        }
      }
    }
    for (const unit of [' ', '=', '[', 'a ', 'a=b\n ', '\n ']) {
      parseIni(`[default]\na${unit.repeat(300_000 / unit.length)}b\n`);
    }
  });

  it('take only an entry of our own kind for a temporary probe', () => {
    const rng = Rng.fromEnvironment();
    const functionArn = lambdaFunction().arn;
    const name = temporaryName(functionArn);
    const connection = { id: 'x', kind: 'aws', region: 'eu-west-1', profile: 'dev' };
    const entry = { name, arn: arnBeside(functionArn, name), connection, functionArn, machine: 'm' };
    assert.ok(toJournalEntry(entry));
    let taken = 0;
    for (let round = 0; round < 3000; round++) {
      const read = toJournalEntry(rng.mutated(entry));
      if (read) {
        taken += 1;
        assert.ok(isTemporaryName(read.name));
        assert.equal(read.arn, arnBeside(read.functionArn, read.name));
        assert.equal(read.arn.split(':')[3], read.connection.region);
      }
    }
    assert.ok(taken > 20, `${taken} were taken`);
    for (const none of [null, undefined, 5, 'x', [], [entry], { ...entry, name: '../x' }]) {
      assert.equal(toJournalEntry(none), undefined);
    }
  });

  it('make documents of a function whose numbers are no whole ones', () => {
    const target = { ...lambdaFunction(), memoryMb: 128.5, timeoutSeconds: 0.25 };
    assert.match(reportToMarkdown(buildReport(probeCapture(sections, { target })), t, 'en'), /129 MiB/);
  });

  it('make every document of a kept inspection that is taken, however it was changed', async () => {
    const rng = Rng.fromEnvironment();
    const target = lambdaFunction();
    const kept: KeptInspection = {
      target,
      connection: demoConnection('http://127.0.0.1:1'),
      capture: probeCapture(sections),
      setup: { readAt: '2026-11-22T12:00:01.000Z', accessPoint: { ok: true, value: null } },
    };
    let taken = 0;
    for (let round = 0; round < 600; round++) {
      const files = new MemoryFiles();
      const inspections = new KeptInspections(files);
      await inspections.write(target.arn, kept);
      const [file] = await files.list();
      const text = (await files.read(file?.name ?? '')) ?? '';
      await files.write(file?.name ?? '', JSON.stringify(rng.mutated(JSON.parse(text))));
      const read = await inspections.read(target.arn);
      if (read?.capture) {
        taken += 1;
        const report = buildReport(read.capture);
        reportToMarkdown(report, t, 'en', read.setup);
        reportSummary(report, '1.0.0', t, 'en');
        reportToJson(report, read.setup);
        encodeReport(report);
      }
    }
    assert.ok(taken > 30, `${taken}`);
  });
});
