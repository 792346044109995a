import assert from 'node:assert/strict';
import { applyMessage, type AppState } from '../../../../media/report/appState';
import { encodeReport } from '../../../../src/core/export/encode';
import { buildReport, type Report } from '../../../../src/core/report';
import type { HostMessage } from '../../../../src/views/report/messages';
import { healthyOptions, mountCapture, ok, probeCapture } from '../../core/captures';

const terminal = { shell: 'posix' } as const;
const soft = buildReport(mountCapture(healthyOptions.replace('hard', 'soft')));
const hung = buildReport({
  ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
  unresponsive: ['/mnt/efs'],
});
const unmounted = buildReport(probeCapture({ mounts: ok('proc /proc proc rw 0 0\n') }));

const initial: HostMessage = {
  type: 'initial',
  identity: { arn: 'arn', functionName: 'thumbnailer' },
  locale: 'en',
  bundle: {},
  directories: [],
  readingMetrics: false,
  readingNetwork: false,
  setupProblems: {},
  state: { kind: 'idle' },
  temporaryProbe: false,
  terminal,
  totals: [],
  measuring: false,
};
const inspecting: HostMessage = {
  type: 'state',
  state: { kind: 'inspecting' },
  temporaryProbe: false,
  terminal,
};
const idle: HostMessage = { type: 'state', state: { kind: 'idle' }, temporaryProbe: false, terminal };
const failed: HostMessage = {
  type: 'state',
  state: { kind: 'failed', message: 'AWS denied it.', at: '2026-11-28T02:16:00Z', remedies: [] },
  temporaryProbe: false,
  terminal,
};
const withReport = (report: Report): HostMessage => ({
  type: 'report',
  report: encodeReport(report),
  directories: [],
});

function saidAfter(...messages: readonly HostMessage[]): AppState['said'] | undefined {
  return messages.reduce<AppState | undefined>(applyMessage, undefined)?.said;
}

describe('what a screen reader is told of an inspection', () => {
  it('is its course', () => {
    const { status } = saidAfter(initial, inspecting) ?? {};
    assert.equal(status, 'Inspecting thumbnailer…');
    const progress: HostMessage = {
      type: 'state',
      state: { kind: 'inspecting', progress: 'Asking the probe inside Lambda…' },
      temporaryProbe: false,
      terminal,
    };
    assert.equal(saidAfter(initial, inspecting, progress)?.status, 'Asking the probe inside Lambda…');
  });

  for (const [what, report, said] of [
    ['the answer', soft, 'Soft mount: your code must retry. 1 finding, a warning.'],
    ['that nothing answers', hung, 'EFS does not answer now. 1 finding, an error.'],
    ['that nothing is mounted', unmounted, 'Nothing is mounted on /mnt/efs. 1 finding, an error.'],
  ] as const) {
    it(`is its result: ${what}`, () => {
      assert.deepEqual(saidAfter(initial, inspecting, withReport(report), idle), {
        status: `Inspection of thumbnailer is done. ${said}`,
        alert: '',
      });
    });
  }

  it('is its failure, at once', () => {
    assert.deepEqual(saidAfter(initial, inspecting, failed), {
      status: '',
      alert: 'The inspection of thumbnailer failed. AWS denied it.',
    });
  });

  it('is that it was cancelled, whether there was a report before or not', () => {
    const cancelled = 'The inspection of thumbnailer was cancelled.';
    assert.equal(saidAfter(initial, inspecting, idle)?.status, cancelled);
    assert.equal(saidAfter(initial, withReport(soft), inspecting, idle)?.status, cancelled);
  });

  it('is nothing of what was there before the page', () => {
    assert.deepEqual(saidAfter({ ...initial, state: { kind: 'idle' } }, withReport(soft), idle), {
      status: '',
      alert: '',
    });
    assert.deepEqual(saidAfter(initial, failed), { status: '', alert: '' });
  });

  it('stays when more is read after the result', () => {
    const done = saidAfter(initial, inspecting, withReport(soft), idle);
    assert.deepEqual(saidAfter(initial, inspecting, withReport(soft), idle, idle), done);
  });
});
