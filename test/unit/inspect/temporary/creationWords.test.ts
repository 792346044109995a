import assert from 'node:assert/strict';

import { demoConnection } from '../../../../src/aws/connection';
import { createTranslate } from '../../../../src/core/translate';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { describeCreation } from '../../../../src/inspect/temporary/creationWords';
import {
  mountTarget,
  network,
  openGroups,
  reading,
  setupWith,
  target,
} from '../../core/failure/networkWorld';

describe('what a person reads before a temporary probe is created', () => {
  const known = { target, connection: demoConnection('http://127.0.0.1:1') };
  const firstLine = (setup?: FileSystemSetup) => describeCreation(known, '', createTranslate(), setup)[0];

  it('begins with what is closed to the function, and so to the probe', () => {
    const closed = network({
      securityGroups: reading([...openGroups.slice(0, 1), { id: 'sg-target', rules: [] }]),
    });
    assert.equal(
      firstLine(setupWith(closed)),
      'The probe would not reach the file system either: No inbound rule of sg-target lets TCP 2049 in from the function.',
    );
    assert.equal(
      firstLine(setupWith(network(), reading([mountTarget('a', 'a')]))),
      'From one of its subnets, the probe would not reach the file system either: subnet-b is in eu-west-1b, where the file system has no mount target.',
    );
  });

  it('says nothing of it where all is open, and where nothing is known', () => {
    for (const setup of [setupWith(), { ...setupWith(), network: undefined }, undefined]) {
      assert.match(firstLine(setup) ?? '', /^This creates the function /);
    }
  });
});
