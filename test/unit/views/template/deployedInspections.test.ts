import '../../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { demoConnection } from '../../../../src/aws/connection';
import { HumanError } from '../../../../src/core/humanError';
import { buildReport } from '../../../../src/core/report';
import type { Inspection } from '../../../../src/inspect/inspection';
import { DeployedInspections } from '../../../../src/views/template/deployedInspections';
import { healthyOptions, lambdaFunction, mountCapture, ok, probeCapture } from '../../core/captures';

const target = lambdaFunction();
const connection = demoConnection('http://127.0.0.1:1');
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
const report = buildReport({ ...mountCapture(healthyOptions), takenAt: hourAgo });
const failure = { error: new HumanError('AWS denied it.'), at: hourAgo };

/** What the lens above a function says of its last inspection. */
function lensOf(inspection: Partial<Inspection> | undefined): string | undefined {
  const known = { target, connection };
  const inspections = new DeployedInspections(
    { known: () => known } as never,
    { recall: () => inspection && { ...known, ...inspection } } as never,
  );
  return inspections.result({ logicalId: 'Reader', functionName: undefined, template: '' })?.title;
}

describe('the last result above a function of a template', () => {
  it('is what the mount is like, and since when that is known', () => {
    assert.equal(lensOf({ status: 'done', report }), 'Hard mount, inspected 1 hr. ago');
  });

  it('is that nothing is mounted, where nothing is', () => {
    const nothing = buildReport({
      ...probeCapture({ mounts: ok('proc /proc proc rw 0 0\n') }),
      takenAt: hourAgo,
    });
    assert.equal(lensOf({ status: 'done', report: nothing }), 'not mounted, 1 finding, inspected 1 hr. ago');
  });

  it('is that an inspection has failed, also where it was the first', () => {
    assert.equal(lensOf({ status: 'failed', failure }), 'inspection failed, tried 1 hr. ago');
    const earlier = buildReport({ ...mountCapture(healthyOptions), takenAt: '2026-01-01T00:00:00.000Z' });
    assert.equal(
      lensOf({ status: 'failed', failure, report: earlier }),
      'inspection failed, tried 1 hr. ago',
    );
  });

  it('is nothing while one runs, and before the first', () => {
    assert.equal(lensOf({ status: 'inspecting', report }), undefined);
    assert.equal(lensOf(undefined), undefined);
  });
});
