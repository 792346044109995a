import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HostReporter, judgeHostRun, listenForHostReport } from '../../harness/hostReport';

describe('the report of the in-host suite', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'host-report-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings the counts to the process that started VS Code', async () => {
    const socket = path.join(folder, 'report.sock');
    const listener = await listenForHostReport(socket);
    await new HostReporter(socket).end({ passed: 2, failed: 1, skipped: 0, flaky: [] });
    assert.deepEqual(await listener.close(), { passed: 2, failed: 1, skipped: 0, flaky: [] });
  });

  it('is nothing where the suite never reported', async () => {
    const listener = await listenForHostReport(path.join(folder, 'report.sock'));
    assert.equal(await listener.close(), undefined);
  });

  it('counts a run without a result, or with a bad exit, as failed', () => {
    const allPassed = { passed: 3, failed: 0, skipped: 0, flaky: [] };
    assert.deepEqual(judgeHostRun(allPassed, 0), allPassed);
    assert.equal(judgeHostRun(allPassed, 1).failed, 1);
    assert.equal(judgeHostRun(undefined, 0).failed, 1);
    assert.equal(judgeHostRun({ passed: 1, failed: 2, skipped: 0, flaky: [] }, 1).failed, 2);
  });
});
