import assert from 'node:assert/strict';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import type { LatencyMeasurement } from '../../../src/core/latency/latency';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { buildReport } from '../../../src/core/report';
import { constructedLatency } from '../../../src/local/demo/constructedLatency';
import { FakeReportSource } from '../../harness/fakeReportSource';
import { healthyOptions, lambdaFunction, mountCapture } from '../../unit/core/captures';
import { violations } from '../axe';
import { reportsInBrowser, type OpenReport } from './reportPage';

const setup: FileSystemSetup = {
  readAt: '2026-11-28T10:00:00.000Z',
  accessPoint: {
    ok: true,
    value: {
      id: 'fsap-0123456789abcdef0',
      fileSystemId: 'fs-12345678',
      rootDirectory: { path: '/', creationInfo: { uid: 1000, gid: 1000, permissions: '755' } },
    },
  },
  mountTargets: {
    ok: true,
    value: [
      {
        id: 'fsmt-1',
        subnetId: 'subnet-1',
        lifeCycleState: 'available',
        securityGroups: { ok: true, value: ['sg-target'] },
      },
    ],
  },
};

const measurement: LatencyMeasurement = {
  ...constructedLatency(
    {
      path: '/mnt/efs',
      file: '/mnt/efs/models/weights.bin',
      samples: 100,
      operationsPerSecond: 100,
      sequentialBytes: 33_554_432,
      withinMs: 30_000,
    },
    100_000_000,
  ),
  measuredAt: '2026-11-28T10:00:00.000Z',
};

function failedSource(): FakeReportSource {
  const source = new FakeReportSource();
  const failure = explainFailure(
    { code: 'efs-mount-connectivity', params: {} },
    { ...lambdaFunction(), vpcId: 'vpc-1' },
    setup,
  );
  assert.ok(failure);
  source.set({
    setup,
    state: {
      kind: 'failed',
      message: 'The mount failed.',
      at: '2026-11-28T10:00:00.000Z',
      remedies: [],
      failure,
    },
  });
  return source;
}

describe('in the report', () => {
  const openReport = reportsInBrowser();

  function open(source: FakeReportSource, width = 1000): Promise<OpenReport> {
    return openReport(source, { width });
  }

  for (const width of [400, 1400]) {
    it(`a fix of a cause is copied in each of its forms, by keyboard, at ${width} px`, async () => {
      const report = await open(failedSource(), width);
      const { page } = report;
      const button = page.locator(
        '[data-code="mount-target-inbound"] [data-fix="allow-inbound"] .menu > button',
      );
      await button.focus();
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await page.getByRole('menuitem').allTextContents(), [
        'AWS CLI',
        'CloudFormation',
        'Terraform',
      ]);
      assert.deepEqual(await violations(report.page, { part: '.failure' }), []);
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: 'Copied' }).first().waitFor({ state: 'attached' });
      assert.equal(await button.getAttribute('aria-label'), 'Copied');
      assert.deepEqual(report.copied, [
        'aws ec2 authorize-security-group-ingress --group-id sg-target --protocol tcp --port 2049 --source-group sg-1 --region eu-west-1\n',
      ]);
      for (const form of ['CloudFormation', 'Terraform']) {
        await button.click();
        await page.getByRole('menuitem', { name: form }).click();
      }
      assert.match(report.copied[1] ?? '', /Type: AWS::EC2::SecurityGroupIngress/);
      assert.match(report.copied[2] ?? '', /^resource "aws_vpc_security_group_ingress_rule"/);
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(overflows, false);
    });

    it(`latencies are figures, histograms and what reads in a row brought, at ${width} px`, async () => {
      const source = new FakeReportSource(buildReport(mountCapture(healthyOptions)));
      source.setLatency({ latency: measurement, measuring: false });
      const report = await open(source, width);
      const { page } = report;
      const section = page.locator('#latency');
      assert.equal(await section.locator('tbody').getByRole('row').count(), measurement.series.length);
      const drawings = section.getByRole('img');
      assert.equal(await drawings.count(), measurement.series.length);
      assert.match(
        (await drawings.first().getAttribute('aria-label')) ?? '',
        /^GETATTR: 100 samples, half of them within \d+ µs, 99 % within/,
      );
      assert.match(await section.innerText(), /32\.0 MiB in a row from the page cache took/);
      assert.deepEqual(await violations(report.page, { part: '#latency' }), []);
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(overflows, false);
      await section.getByRole('link').click();
      assert.deepEqual(report.opened, ['https://docs.aws.amazon.com/efs/latest/ug/performance.html']);
    });
  }

  it('a measurement is asked for, stopped, and shown when it is there', async () => {
    const source = new FakeReportSource(buildReport(mountCapture(healthyOptions)));
    const { page } = await open(source);
    await page.getByRole('button', { name: 'Measure Latency…' }).click();
    source.setLatency({ measuring: true });
    await page.getByRole('button', { name: 'Stop Measuring' }).click();
    assert.deepEqual(source.calls, ['measureLatency', 'cancelLatency']);
    source.setLatency({ latency: measurement, measuring: false });
    await page.getByRole('button', { name: 'Measure Again…' }).waitFor();
    assert.equal(await page.locator('#latency').getByRole('img').count(), measurement.series.length);
  });

  it('a column of what does not count is there where anything does not, and what follows has its distance', async () => {
    const source = new FakeReportSource(buildReport(mountCapture(healthyOptions)));
    const series = measurement.series.map(each => ({ ...each, cached: 0, failed: 0, mixed: 0 }));
    source.setLatency({ latency: { ...measurement, series }, measuring: false });
    const { page } = await open(source);
    const section = page.locator('#latency');
    const header = section.getByRole('columnheader', { name: 'Not counted' });
    await section.getByRole('columnheader', { name: 'Highest' }).waitFor();
    assert.equal(await header.count(), 0);
    const gap = await section.evaluate(element => {
      const [table, next] = [element.querySelector('table'), element.querySelector('table + p')];
      return table && next ? next.getBoundingClientRect().top - table.getBoundingClientRect().bottom : NaN;
    });
    assert.ok(gap >= 6, `${gap} px`);
    const [first, ...others] = series;
    assert.ok(first);
    source.setLatency({
      latency: { ...measurement, series: [{ ...first, cached: 3 }, ...others] },
      measuring: false,
    });
    await header.waitFor();
    await section.getByText('3 answered from a cache').waitFor();
  });

  it('a measurement that was refused says so in its place, with what helps, until another begins', async () => {
    const source = new FakeReportSource(buildReport(mountCapture(healthyOptions)));
    source.setLatency({ latency: measurement, measuring: false });
    const report = await open(source, 400);
    const { page } = report;
    const section = page.locator('#latency');
    const alert = section.getByRole('alert');
    source.setLatency({
      latency: measurement,
      measuring: false,
      latencyFailure: { message: 'AWS denied it. Ask for that.', remedies: [{ command: 'copyIamPolicy' }] },
    });
    await alert.getByText('The latency was not measured. AWS denied it. Ask for that.').waitFor();
    assert.equal(await section.locator('tbody').getByRole('row').count(), measurement.series.length);
    await alert.getByRole('button', { name: 'Copy IAM Policy' }).click();
    await alert.getByRole('button', { name: 'Show Log' }).click();
    assert.deepEqual(source.calls, ['copyIamPolicy', 'showLog']);
    assert.deepEqual(await violations(report.page, { part: '#latency' }), []);
    source.setLatency({ latency: measurement, measuring: true });
    await section.getByRole('button', { name: 'Stop Measuring' }).waitFor();
    assert.equal(await alert.innerText(), '');
  });
});
