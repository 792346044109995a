import assert from 'node:assert/strict';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { consoleUrl } from '../../../../src/views/connection/consoleUrl';

const functionWith = (arn: string, region: string): LambdaFunction =>
  ({ arn, region, name: 'thumb nailer' }) as LambdaFunction;

describe('consoleUrl', () => {
  it('leads to the function in the console of its partition', () => {
    assert.equal(
      consoleUrl(functionWith('arn:aws:lambda:eu-central-1:123456789012:function:x', 'eu-central-1')),
      'https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1#/functions/thumb%20nailer?tab=configure',
    );
    assert.match(
      consoleUrl(functionWith('arn:aws-cn:lambda:cn-north-1:123456789012:function:x', 'cn-north-1')) ?? '',
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//,
    );
  });

  it('is undefined where the partition has no public console', () => {
    assert.equal(
      consoleUrl(functionWith('arn:aws-iso:lambda:us-iso-east-1:1:function:x', 'us-iso-east-1')),
      undefined,
    );
  });
});
