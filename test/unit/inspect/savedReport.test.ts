import assert from 'node:assert/strict';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { buildReport } from '../../../src/core/report';
import { createTranslate } from '../../../src/core/translate';
import { exportInspection, type ExportedInspection } from '../../../src/inspect/exportInspection';
import { HumanError } from '../../../src/core/humanError';
import { readSavedReport } from '../../../src/inspect/kept/savedReport';
import { failed, healthyOptions, mountCapture, ok, probeCapture, recordedCapture } from '../core/captures';
import { mountstats } from '../core/mountstatsText';

const words = { t: createTranslate(), locale: 'en', version: '1' };
const toJson = (inspection: ExportedInspection) =>
  exportInspection(inspection, 'json', words) ?? assert.fail();
const done = (capture: Parameters<typeof buildReport>[0]): ExportedInspection => ({
  target: capture.target,
  status: 'done',
  report: buildReport(capture),
});

const setup: ExportedInspection['setup'] = {
  readAt: '2026-11-28T09:00:00.000Z',
  accessPoint: { ok: true, value: null },
};

describe('readSavedReport', () => {
  const captures = {
    'the function of 2022': recordedCapture(),
    'a bad mount': mountCapture('ro,vers=4.0,rsize=4096,soft,proto=tcp,timeo=50,retrans=5,sec=sys'),
    'what could not be read': probeCapture({
      mounts: failed('EACCES'),
      mtab: failed('TIMEOUT', 'late', `127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
      usage: failed('TIMEOUT'),
      list: failed('TIMEOUT'),
    }),
    'a mount that hangs': {
      ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
      unresponsive: ['/mnt/efs'],
    },
    'a probe’s answers': probeCapture({
      mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\nnonsense\n`),
      mountinfo: ok('1 0 0:1 / /mnt/efs rw - nfs4 127.0.0.1:/ rw\n'),
      mountstats: ok({
        before: mountstats({ operations: { READ: '9 9 0 1 1 1 1 1 0' } }),
        after: mountstats({ operations: { READ: '18446743919241604546 20 0 1 1 1 1 1 0' } }),
      }),
      identity: ok({ uid: 993, gid: 990, user: 'sbx', groups: [990] }),
      runtime: ok({ node: 'v22', kernel: '5.10', architecture: 'x64', coldStart: true, uptimeSeconds: 1 }),
      tools: ok({ bin: ['sh', 'tar'] }),
      usage: ok([
        {
          mountPoint: '/mnt/efs',
          result: ok({
            blockSize: '1048576',
            blocks: '8796093022207',
            blocksFree: '8796093022200',
            blocksAvailable: '8796093022200',
            inodes: '0',
            inodesFree: '0',
          }),
        },
        { mountPoint: '/tmp', result: failed('TIMEOUT') },
      ]),
      list: ok({
        path: '/mnt/efs',
        names: ['caf\udce9', 'gone', 'big'],
        types: 'l?-',
        modes: [0o120777, -1, 0o100644],
        links: [1, 0, 1],
        uids: [0, 0, 5],
        gids: [0, 0, 6],
        sizes: ['6', '0', '9223372036854775807'],
        modified: [0, 0, 1.5],
        targets: { 0: 'x' },
        errors: { 1: 'ENOENT' },
        changed: true,
        cursor: 'more',
      }),
    }),
  };
  for (const [name, capture] of Object.entries(captures)) {
    it(`gives ${name} back as it was saved`, () => {
      const saved = toJson({ ...done(capture), setup });
      const read = readSavedReport(JSON.parse(saved)) ?? assert.fail();
      assert.equal(toJson(read), saved);
      assert.equal(
        exportInspection(read, 'summary', words),
        exportInspection(done(capture), 'summary', words),
      );
    });
  }

  it('gives back the latencies that were measured, and none that are damaged', () => {
    const latency = {
      path: '/mnt/efs',
      series: [{ operation: 'GETATTR', micros: [900, 1100], cached: 1, mixed: 0, failed: 0 }],
      sequential: [],
      ms: 12,
      measuredAt: '2026-11-28T09:00:00.000Z',
    } as const;
    const saved = toJson({ ...done(recordedCapture()), latency });
    const read = readSavedReport(JSON.parse(saved)) ?? assert.fail();
    assert.deepEqual(read.latency, latency);
    assert.equal(toJson(read), saved);
    const damaged: unknown = { ...(JSON.parse(saved) as object), latency: { ...latency, series: 1 } };
    assert.equal(readSavedReport(damaged)?.latency, undefined);
  });

  it('judges anew what was measured, and believes no judgement of the file', () => {
    const saved = JSON.parse(toJson(done(captures['a bad mount']))) as Record<string, unknown>;
    const forged = { ...saved, findings: [], verdict: { recovery: 'hard' }, mount: undefined };
    const { report } = readSavedReport(JSON.parse(JSON.stringify(forged))) ?? assert.fail();
    assert.equal(report?.verdict.recovery, 'soft');
    assert.ok(report.findings.some(({ code }) => code === 'soft-mount'));
  });

  it('gives a failure back, explained or in a sentence', () => {
    const { target } = recordedCapture();
    for (const way of ['installed-probe', 'temporary-probe']) {
      const problem = { code: 'efs-mount-failure', params: { reason: 'It said no.', way } };
      const explanation = explainFailure(problem, target, setup) ?? assert.fail();
      const failure = { at: '2026-11-28T09:00:00.000Z', error: new HumanError('', { problem }), explanation };
      const saved = toJson({ target, status: 'failed', failure, setup });
      assert.equal(toJson(readSavedReport(JSON.parse(saved)) ?? assert.fail()), saved, way);
    }
    const problem = { code: 'access-denied', params: { action: 'lambda:InvokeFunction', entity: '' } };
    const error = new HumanError('', { problem });
    const failure = { at: '2026-11-28T09:00:00.000Z', error };
    const saved = toJson({ target, status: 'failed', failure });
    const read = readSavedReport(JSON.parse(saved)) ?? assert.fail();
    assert.equal(toJson(read), saved);
    assert.match(exportInspection(read, 'summary', words) ?? '', /lambda:InvokeFunction/);
  });

  it('explains a saved failure by no metrics of another time', () => {
    const { target } = recordedCapture();
    const problem = { code: 'efs-mount-timeout', params: { reason: 'It said no.' } };
    const at = '2026-11-28T09:00:00.000Z';
    const hour = (time: number) => Date.parse(at) / 1000 + time * 3600;
    const standingAt = (readAt: string) => {
      const points = Array.from({ length: 49 }, (_, index) => [hour(index - 24), 100] as const);
      const metrics = {
        ok: true,
        value: {
          readAt,
          from: new Date((Date.parse(readAt) / 1000 - 86_400) * 1000).toISOString(),
          to: readAt,
          periodSeconds: 300,
          series: [
            { name: 'PercentIOLimit', points: points.filter(([time]) => time * 1000 <= Date.parse(readAt)) },
          ],
        },
      } as const;
      const explanation = explainFailure(problem, target) ?? assert.fail();
      const failure = { at, error: new HumanError('', { problem }), explanation };
      const saved = toJson({ target, status: 'failed', failure, setup: { ...setup, metrics } });
      const read = readSavedReport(JSON.parse(saved)) ?? assert.fail();
      return read.failure?.explanation?.causes.find(({ code }) => code === 'throughput-exhausted')?.standing;
    };
    assert.equal(standingAt('2026-11-28T09:20:00.000Z'), 'certain');
    assert.equal(standingAt('2026-11-28T13:00:00.000Z'), standingAt('2026-11-27T13:00:00.000Z'));
    assert.notEqual(standingAt('2026-11-28T13:00:00.000Z'), 'certain');
  });

  it('takes nothing for a report that is none, and what is damaged for not read', () => {
    const saved = JSON.parse(toJson(done(captures['a probe’s answers']))) as Record<string, unknown>;
    for (const other of [null, [], 'text', {}, { ...saved, schemaVersion: 3 }, { ...saved, function: {} }]) {
      assert.equal(readSavedReport(other), undefined);
    }
    for (const key of ['takenAt', 'way', 'raw', 'storage', 'directories', 'notRead', 'invocation']) {
      assert.equal(readSavedReport({ ...saved, [key]: 1 }), undefined, key);
    }
    const damaged = readSavedReport({ ...saved, environment: { tools: [1], identity: { uid: 'x' } } });
    assert.deepEqual(
      damaged?.report?.notRead.map(({ what, error }) => [what, error.code]),
      [
        ['identity', 'MALFORMED'],
        ['tools', 'MALFORMED'],
      ],
    );
  });
});
