import assert from 'node:assert/strict';
import type { Capture } from '../../../../src/core/capture/capture';
import { reportToMarkdown } from '../../../../src/core/export/reportMarkdown';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { buildReport } from '../../../../src/core/report';
import { createTranslate } from '../../../../src/core/translate';
import { describeNextSteps } from '../../../../src/core/words/nextStepWords';
import { healthyOptions, mountCapture, ok, probeCapture } from '../captures';
import { metricsOf } from '../mount/metricsOf';
import { mountTarget, network, openGroups, reading, setupWith, target } from '../failure/networkWorld';

describe('describeNextSteps', () => {
  const t = createTranslate();
  const ofTarget = (capture: Capture): Capture => ({ ...capture, target });
  const hung = ofTarget({
    ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
    unresponsive: ['/mnt/efs'],
  });
  const nothingMounted = ofTarget(probeCapture({ mounts: ok('proc /proc proc rw 0 0\n') }));

  function stepsOf(capture: Capture, setup: FileSystemSetup | undefined) {
    const [finding] = buildReport(capture).findings;
    assert.ok(finding);
    return describeNextSteps(finding, target, setup, t, 'en');
  }
  const wordsOf = (capture: Capture, setup: FileSystemSetup | undefined) =>
    stepsOf(capture, setup).map(({ words }) => words);

  it('follow what was found to be gone, closed or used up, with what mends that', () => {
    const gone: FileSystemSetup = { readAt: '', accessPoint: reading(null) };
    for (const capture of [hung, nothingMounted]) {
      const [step, ...others] = stepsOf(capture, gone);
      assert.match(
        step?.words ?? '',
        /fsap-\w+ does not exist\. Give the function an access point that does\.$/,
      );
      assert.deepEqual(
        step?.fixes.map(({ code }) => code),
        ['create-access-point'],
      );
      assert.deepEqual(others, []);
    }
    const noTargets = setupWith(network(), reading([]));
    assert.match(wordsOf(hung, noTargets)[0] ?? '', /no mount target at all/);
    const deleting = setupWith(
      network(),
      reading(['a', 'b'].map(zone => mountTarget(zone, zone, { lifeCycleState: 'deleting' }))),
    );
    assert.match(wordsOf(hung, deleting).join(' '), /in the state “deleting”/);
    const closed = setupWith(
      network({
        securityGroups: reading(openGroups.slice(0, 1)),
        groupsWithoutRules: reading(['sg-target']),
      }),
    );
    const [inbound, ...rest] = stepsOf(hung, closed);
    assert.match(inbound?.words ?? '', /^No inbound rule of sg-target lets TCP 2049 in from the function\./);
    assert.ok((inbound?.fixes.length ?? 0) > 0);
    assert.deepEqual(rest, []);
  });

  it('take nothing for found that is closed in one subnet, while the function may run in another', () => {
    const targetsIn = (...states: string[]) =>
      reading(
        states.map((lifeCycleState, index) =>
          mountTarget(['a', 'b'][index] ?? '', ['a', 'b'][index] ?? '', {
            lifeCycleState,
            securityGroups: reading([index === 0 ? 'sg-target' : 'sg-shut']),
          }),
        ),
      );
    const shut = network({ securityGroups: reading([...openGroups, { id: 'sg-shut', rules: [] }]) });
    const usual = wordsOf(hung, undefined);
    for (const targets of [
      targetsIn('available', 'available'),
      targetsIn('available', 'deleting'),
      targetsIn('available'),
    ]) {
      assert.deepEqual(wordsOf(hung, setupWith(shut, targets)), usual);
    }
    const cutOff = wordsOf(hung, setupWith(shut, targetsIn('deleting', 'available'))).join(' ');
    assert.match(cutOff, /in the state “deleting”.*No inbound rule of sg-shut/);
  });

  it('take no metrics of another time for what is used up, or left, at the time of the inspection', () => {
    const withMetrics = (values: Parameters<typeof metricsOf>[0]): FileSystemSetup => ({
      ...setupWith(),
      fileSystem: reading({ id: 'fs-1', lifeCycleState: 'available', throughputMode: 'bursting' }),
      metrics: reading(metricsOf(values)),
    });
    const at = (takenAt: string, setup: FileSystemSetup) =>
      reportToMarkdown(buildReport({ ...hung, takenAt }), t, 'en', setup);
    const [then, daysBefore] = ['2026-11-28T12:00:00.000Z', '2026-11-22T12:00:00.000Z'];
    const usedUp = withMetrics({ BurstCreditBalance: 0, MeteredIOBytes: 1e12 });
    assert.match(at(then, usedUp), /CloudWatch: its burst credits are used up/);
    assert.doesNotMatch(at(daysBefore, usedUp), /CloudWatch: its burst credits are used up/);
    assert.doesNotMatch(at(then, withMetrics({})), /--throughput-mode/);
    assert.match(at(daysBefore, withMetrics({})), /--throughput-mode elastic/);
  });

  it('are the usual ones where nothing was found, nothing was read, or another thing is wrong', () => {
    const usual = wordsOf(hung, undefined);
    assert.match(usual.join(' '), /^Check that the mount target is available and reachable/);
    assert.deepEqual(wordsOf(hung, setupWith()), usual);
    assert.deepEqual(wordsOf(hung, { ...setupWith(), policy: reading(true) }), usual);
    assert.match(wordsOf(nothingMounted, setupWith()).join(' '), /^Compare the local mount path/);
    const soft = ofTarget(mountCapture(healthyOptions.replace('hard', 'soft')));
    const gone: FileSystemSetup = { readAt: '', accessPoint: reading(null) };
    assert.deepEqual(wordsOf(soft, gone), wordsOf(soft, undefined));
  });

  it('are said in the Markdown document, too', () => {
    const gone: FileSystemSetup = { readAt: '', accessPoint: reading(null) };
    const text = reportToMarkdown(buildReport(nothingMounted), t, 'en', gone);
    assert.match(text, /Give the function an access point that does/);
    assert.doesNotMatch(text, /Compare the local mount path/);
  });
});
