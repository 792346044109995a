import assert from 'node:assert/strict';
import { failureSummary, reportSummary } from '../../../../src/core/export/summary';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import { createTranslate } from '../../../../src/core/translate';
import { buildReport } from '../../../../src/core/report';
import type { FileSystemMetrics } from '../../../../src/core/mount/metrics';
import { healthyOptions, lambdaFunction, mountCapture } from '../captures';
import { reading, setupWith } from '../failure/networkWorld';
import { metricsOf } from '../mount/metricsOf';

const t = createTranslate();
const lines = (text: string) => text.trimEnd().split('\n');

describe('the summary of a report', () => {
  it('says which function, when in UTC, how, the answer, what was found and what is recommended', () => {
    const options = healthyOptions.replace('hard', 'soft').replace('rsize=1048576', 'rsize=4096');
    const text = reportSummary(buildReport(mountCapture(options)), '1.2.3', t, 'en');
    for (const part of [
      /^Function: arn:aws:lambda:/m,
      /^Inspected: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/m,
      /^Answer: Soft mount: your code must retry\.$/m,
      /soft-mount; Found: soft; Recommended: hard\)$/m,
      /^Options that differ: .*rsize 4\.0 KiB/m,
      /^https:\/\/docs\.aws\.amazon\.com\//m,
      /1\.2\.3$/m,
    ]) {
      assert.match(text, part);
    }
  });

  it('has at most 25 lines, whatever a name or a reason holds', () => {
    const bad = healthyOptions
      .replace('hard', 'soft')
      .replace('noresvport', 'nocto,sync,fsc,noac,nconnect=4,lookupcache=none,acregmin=1,acdirmax=2')
      .replace('rsize=1048576', 'rsize=4096')
      .replace('wsize=1048576', 'wsize=4096')
      .replace('timeo=600', 'timeo=10')
      .replace('local_lock=none', 'local_lock=all');
    const report = buildReport(mountCapture(bad));
    assert.ok(report.findings.length > 8);
    const count = lines(reportSummary(report, '1', t, 'en')).length;
    assert.ok(count > 15 && count <= 25, `${count} lines`);
    const explanation = explainFailure(
      { code: 'efs-mount-connectivity', params: { reason: 'one\ntwo\n'.repeat(50) } },
      lambdaFunction(),
    );
    const failed = { target: lambdaFunction(), at: '2026-11-28T02:16:00Z', message: 'No.', explanation };
    assert.ok(lines(failureSummary(failed, '1', t, 'en')).length <= 25);
  });

  it('says of metrics without data once that CloudWatch has none', () => {
    const report = buildReport(mountCapture(healthyOptions));
    const around = (metrics: FileSystemMetrics) =>
      lines(reportSummary(report, '1', t, 'en', { ...setupWith(), metrics: reading(metrics) })).filter(line =>
        line.startsWith('CloudWatch'),
      );
    assert.deepEqual(around({ ...metricsOf({}), series: [] }), [
      'CloudWatch has nothing of it in this time.',
    ]);
    assert.match(around(metricsOf({}))[0] ?? '', /^CloudWatch: Burst credits /);
  });

  it('is there for a denial, too, which has no more to it than a sentence', () => {
    const failed = { target: lambdaFunction(), at: '2026-11-28T02:16:00Z', message: 'AWS denied it.' };
    const text = failureSummary(failed, '1', t, 'en');
    assert.match(text, /^Inspected: 2026-11-28 02:16:00 UTC$/m);
    assert.match(text, /^Inspection failed: AWS denied it\.$/m);
  });
});
