import assert from 'node:assert/strict';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { describeChecked } from '../../../../src/core/words/checkedWords';

describe('describeChecked', () => {
  function standings(state: string): readonly string[] {
    const setup: FileSystemSetup = {
      readAt: '2026-11-22T12:00:00.000Z',
      accessPoint: { ok: true, value: null },
      fileSystem: {
        ok: true,
        value: { id: 'fs-1', lifeCycleState: state, throughputMode: 'elastic', sizeBytes: '1' },
      },
      mountTargets: {
        ok: true,
        value: [
          {
            id: 'fsmt-1',
            subnetId: 'subnet-a',
            lifeCycleState: state,
            securityGroups: { ok: true, value: [] },
          },
        ],
      },
    };
    return describeChecked(setup, ['subnet-a'], createTranslate())
      .slice(1, 3)
      .map(({ standing }) => standing);
  }

  it('calls a file system and a mount target that are being updated no fault: both can be mounted', () => {
    assert.deepEqual(standings('available'), ['good', 'good']);
    assert.deepEqual(standings('updating'), ['good', 'good']);
    for (const state of ['creating', 'deleting', 'deleted', 'error']) {
      assert.deepEqual(standings(state), ['bad', 'bad'], state);
    }
  });
});
