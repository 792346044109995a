import assert from 'node:assert/strict';

import { readDenial } from '../../../src/aws/problems/denial';
import { toHumanError } from '../../../src/aws/problems/humanErrors';
import type { AwsOperation } from '../../../src/aws/operations';
import { isHumanError, type HumanError } from '../../../src/core/humanError';
import { remediesFor } from '../../../src/views/report/remedies';

const user = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ada@example.com';
const func = 'arn:aws:lambda:eu-central-1:111122223333:function:f';

function denied(message: string, operation: AwsOperation = 'CreateFunction'): HumanError {
  const error = Object.assign(new Error(message), {
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 403 },
  });
  const made = toHumanError(error, {
    operation,
    connection: { id: 'aws', kind: 'aws', region: 'eu-central-1' },
  });
  return isHumanError(made) ? made : assert.fail(`not for people: ${String(made)}`);
}

describe('a denial', () => {
  /** What AWS says, and the action that it means. */
  const actions: readonly (readonly [string, string])[] = [
    [
      `User: ${user} is not authorized to perform: lambda:InvokeFunction on resource: ${func}`,
      'lambda:InvokeFunction',
    ],
    [
      `User: ${user} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/r because no identity-based policy allows the iam:PassRole action`,
      'iam:PassRole',
    ],
    [
      'Your access has been denied by EC2, please make sure your request credentials have permission to DescribeSecurityGroups for sg-1111111. EC2 Error Code: UnauthorizedOperation. EC2 Error Message: You are not authorized to perform this operation.',
      'ec2:DescribeSecurityGroups',
    ],
    [
      'Your access has been denied by EC2, please make sure your request credentials have permission to DescribeSubnets for subnet-1. EC2 Error Code: UnauthorizedOperation.',
      'ec2:DescribeSubnets',
    ],
    [
      'Your access has been denied by EFS, please make sure your request credentials have permission to DescribeMountTargets for fs-1.',
      'elasticfilesystem:DescribeMountTargets',
    ],
    [
      'Your access has been denied by S3 Files, please make sure your request credentials have permission to GetAccessPoint for ap-1.',
      's3files:GetAccessPoint',
    ],
    [
      'Your access has been denied by KMS, please make sure your request credentials have permission to CreateGrant on the key.',
      'kms:CreateGrant',
    ],
    [
      'Your access has been denied by S3, please make sure your request credentials have permission to GetObject for bucket/key. S3 Error Code: AccessDenied.',
      's3:GetObject',
    ],
    [
      'Lambda does not have permission to access the ECR image. Check the ECR permissions: you need ecr:GetDownloadUrlForLayer.',
      'ecr:GetDownloadUrlForLayer',
    ],
    [
      'You are not authorized to perform: elasticfilesystem:DescribeMountTargets',
      'elasticfilesystem:DescribeMountTargets',
    ],
    [
      'You do not have permission to call DescribeMountTargets on this file system.',
      'elasticfilesystem:DescribeMountTargets',
    ],
    ['The caller lacks permissions to Decrypt with this key', 'kms:Decrypt'],
    ['Cross-account pass role is not allowed.', 'iam:PassRole'],
    [
      `User: ${user} is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-central-1:111122223333:key/k with an explicit deny in a resource-based policy`,
      'kms:Decrypt',
    ],
    // AWS names no action: it is that of the call.
    ['Access denied.', 'lambda:CreateFunction'],
    ['null', 'lambda:CreateFunction'],
    ['', 'lambda:CreateFunction'],
    ['You are not authorized to perform this operation.', 'lambda:CreateFunction'],
    [
      `User: ${user} is not authorized to access this resource with an explicit deny`,
      'lambda:CreateFunction',
    ],
  ];
  for (const [said, action] of actions) {
    it(`of ${action} is read from “${said.slice(0, 60)}”`, () => {
      const made = denied(said);
      assert.equal(made.problem?.code, 'access-denied');
      assert.equal(made.problem.params.action, action);
      assert.ok(made.message.includes(action), made.message);
    });
  }

  const perform = `User: ${user} is not authorized to perform: lambda:InvokeFunction on resource: ${func}`;
  const forbidden: readonly (readonly [string, RegExp])[] = [
    [`${perform} with an explicit deny in a service control policy`, /service control policy \(SCP\)/],
    [
      `${perform} with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1`,
      /service control policy \(SCP\)/,
    ],
    [`${perform} with an explicit deny in a resource control policy`, /resource control policy \(RCP\)/],
    [`${perform} with an explicit deny in a permissions boundary`, /permissions boundary/],
    [`${perform} with an explicit deny in a session policy`, /session policy/],
    [`${perform} with an explicit deny in an identity-based policy`, /identity-based policy/],
    [`${perform} with an explicit deny in a resource-based policy`, /resource-based policy/],
    [`${perform} with an explicit deny in a VPC endpoint policy`, /VPC endpoint policy/],
    [`${perform} with an explicit deny`, /denies it explicitly, /],
    [`${perform} because no service control policy allows the lambda:InvokeFunction action`, /limits.*SCP/],
    [
      `${perform} because no permissions boundary allows the lambda:InvokeFunction action`,
      /limits.*boundary/,
    ],
    [
      `${perform} because no session policy allows the lambda:InvokeFunction action`,
      /limits.*session policy/,
    ],
    [
      `${perform} because no VPC endpoint policy allows the lambda:InvokeFunction action`,
      /limits.*VPC endpoint/,
    ],
  ];
  for (const [said, words] of forbidden) {
    it(`“… ${said.slice(perform.length + 1, perform.length + 70)}” needs another policy, not a permission`, () => {
      const { message, problem } = denied(said, 'Invoke');
      assert.match(message, words);
      assert.match(message, /asking for the permission does not help/);
      assert.ok(message.includes(said.slice(-40)), 'in AWS’s words');
      assert.doesNotMatch(message, /Ask for that permission/);
      assert.deepEqual(
        remediesFor(problem, false).map(({ command }) => command),
        ['selectProfile'],
      );
    });
  }

  it('that a permission ends says so', () => {
    const said = `${perform} because no identity-based policy allows the lambda:InvokeFunction action`;
    assert.match(denied(said, 'Invoke').message, /Ask for that permission/);
    assert.equal(remediesFor(denied(said, 'Invoke').problem, false)[0]?.command, 'copyIamPolicy');
    assert.deepEqual(readDenial(said), {
      action: 'lambda:InvokeFunction',
      principal: user,
      resource: func,
      policy: 'identity',
      explicit: false,
    });
  });

  it('of a role that may not be assumed names both of its policies', () => {
    const said = `User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/r`;
    assert.match(denied(said, 'ListFunctions').message, /trust policy/);
  });

  it('is read in no time, whatever it says', () => {
    for (const part of ['perform: ', 'explicit deny in a ', 'because no ', 'a:A', 'arn:', 'permission to ']) {
      readDenial(part.repeat(100_000));
    }
  });
});
