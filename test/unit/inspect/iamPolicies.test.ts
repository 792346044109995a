import assert from 'node:assert/strict';

import { actions } from '../../../src/aws/operations';
import { iamPolicy } from '../../../src/inspect/iamPolicies';
import { isTemporaryName, temporaryName } from '../../../src/inspect/temporary/temporaryFunction';
import { lambdaFunction } from '../aws/fakeLambda';

const target = lambdaFunction();

describe('iamPolicy', () => {
  for (const way of ['installed-probe', 'shell-handler'] as const) {
    it(`lets a user of the ${way} list functions and invoke this one, and nothing else`, () => {
      const allowed = iamPolicy(way, target)
        .Statement.filter(({ Sid }) => !Sid.startsWith('Optional'))
        .map(({ Action, Resource }) => [Action, Resource]);
      assert.deepEqual(allowed, [
        [['lambda:ListFunctions'], '*'],
        [['lambda:InvokeFunction'], target.arn],
      ]);
    });
  }

  it('offers to read how the file system is set up and its metrics, and nothing that could change it', () => {
    const optionalOf = (kind: 'efs' | 's3files' | 'unknown') =>
      iamPolicy('installed-probe', { ...target, fileSystem: { ...target.fileSystem, kind } })
        .Statement.filter(({ Sid }) => /^Optional(ExplainMount|ReadMetrics)/.test(Sid))
        .flatMap(({ Action }) => Action);
    for (const kind of ['efs', 's3files'] as const) {
      assert.ok(optionalOf(kind).includes('cloudwatch:GetMetricData'));
      assert.deepEqual(
        optionalOf(kind).filter(action => !/:(Describe|Get|List)/.test(action)),
        [],
      );
    }
    assert.ok(optionalOf('efs').includes('elasticfilesystem:DescribeAccessPoints'));
    assert.ok(optionalOf('s3files').includes('s3files:GetSynchronizationConfiguration'));
    assert.ok(!optionalOf('s3files').some(action => action.startsWith('elasticfilesystem:')));
    assert.deepEqual(optionalOf('unknown'), []);
  });

  it('offers to read the network with each action that the network is read with', () => {
    const optional = iamPolicy('installed-probe', target).Statement.find(
      ({ Sid }) => Sid === 'OptionalExplainNetwork',
    );
    const needed = Object.values(actions).filter(action => action.startsWith('ec2:'));
    assert.deepEqual(optional?.Action, needed.toSorted());
    assert.ok(needed.every(action => action.startsWith('ec2:Describe')));
  });

  it('keeps a temporary probe to functions of our names and to this one role', () => {
    const statements = iamPolicy('temporary-probe', target).Statement;
    const lambda = statements.find(({ Action }) => Action.includes('lambda:CreateFunction'));
    const pattern = String(lambda?.Resource);
    const name = temporaryName(target.arn);
    assert.ok(isTemporaryName(name));
    assert.ok(pattern.endsWith('*'));
    const arnOf = (functionName: string) =>
      `arn:aws:lambda:eu-central-1:123456789012:function:${functionName}`;
    assert.ok(arnOf(name).startsWith(pattern.slice(0, -1)));
    assert.ok(!target.arn.startsWith(pattern.slice(0, -1)));
    const pass = statements.find(({ Action }) => Action.includes('iam:PassRole'));
    assert.equal(pass?.Resource, target.role);
    const wide = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    assert.deepEqual(
      wide.filter(action => !/:(List|Describe|GetMetricData)/.test(action)),
      [],
    );
  });
});
