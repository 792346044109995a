import assert from 'node:assert/strict';

import { demoConnection, type Connection } from '../../../../src/aws/connection';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
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

  it('begins with the policy that denies the role of both to mount', () => {
    const denial = { sid: '', principals: ['*'], resources: [], conditions: [] };
    assert.equal(
      firstLine({ ...setupWith(), policy: reading(true), mountDenials: [denial] }),
      'The probe could not mount the file system either: Its policy denies ClientMount to the function’s role.',
    );
  });

  it('says nothing of it where all is open, and where nothing is known', () => {
    for (const setup of [setupWith(), { ...setupWith(), network: undefined }, undefined]) {
      assert.match(firstLine(setup) ?? '', /^This creates the function /);
    }
  });

  it('names the account with its profile, and an endpoint only where it is not AWS’s own', () => {
    const of = (more: Partial<Connection>, changes: Partial<LambdaFunction> = {}) => {
      const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-west-1', ...more };
      return describeCreation(
        { target: { ...target, accountId: '123456789012', ...changes }, connection },
        'For a while.',
        createTranslate(),
      );
    };
    const lines = of({ profile: 'work', endpoint: 'http://localhost:4566' });
    assert.ok(lines.includes(`Account: 123456789012 (profile work)`), lines.join('\n'));
    assert.ok(lines.includes('Endpoint: http://localhost:4566'));
    assert.ok(lines.includes('For a while.'));
    const plain = of({});
    assert.ok(plain.includes(`Account: 123456789012`));
    assert.equal(plain.length, lines.length - 1);
    assert.ok(!plain.some(line => line.startsWith('Endpoint')));
    const unknown = of({}, { accountId: undefined, role: undefined, vpcId: undefined, subnetIds: [] });
    for (const name of ['Account', 'Role', 'VPC', 'Subnets']) {
      assert.ok(unknown.includes(`${name}: –`), name);
    }
    assert.ok(of({}, { subnetIds: ['a', 'b'] }).includes('Subnets: a, b'));
  });
});
