import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/aws/connection';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { consoleUrl } from '../../../../src/views/connection/consoleUrl';

function urlOf(
  partition: string,
  region: string,
  connection: Pick<Connection, 'kind' | 'endpoint'> = { kind: 'aws' },
): string | undefined {
  const arn = `arn:${partition}:lambda:${region}:123456789012:function:x`;
  return consoleUrl({ arn, region, name: 'thumb nailer' } as LambdaFunction, connection);
}

describe('the link to the AWS console', () => {
  it('leads to the function', () => {
    assert.equal(
      urlOf('aws', 'eu-central-1'),
      'https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1#/functions/thumb%20nailer?tab=configure',
    );
  });

  for (const [partition, region, host] of [
    ['aws-cn', 'cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
    ['aws-eusc', 'eusc-de-east-1', 'eusc-de-east-1.console.amazonaws-eusc.eu'],
    ['aws-iso', 'us-iso-east-1', 'us-iso-east-1.console.c2shome.ic.gov'],
    ['aws-iso-b', 'us-isob-east-1', 'us-isob-east-1.console.sc2shome.sgov.gov'],
    ['aws-iso-e', 'eu-isoe-west-1', 'eu-isoe-west-1.console.csphome.adc-e.uk'],
    ['aws-iso-f', 'us-isof-south-1', 'us-isof-south-1.console.csphome.hci.ic.gov'],
  ] as const) {
    it(`leads to the console of ${partition}`, () => {
      assert.equal(new URL(urlOf(partition, region) ?? '').host, host);
    });
  }

  it('leads nowhere else, whatever an endpoint says of partition and region', () => {
    for (const [partition, region] of [
      ['constructor', 'us-east-1'],
      ['__proto__', 'us-east-1'],
      ['aws-moon', 'us-east-1'],
      ['aws', 'example.com/'],
      ['aws', 'example.com#'],
      ['aws', 'me@example.com'],
      ['aws', ''],
    ] as const) {
      assert.equal(urlOf(partition, region), undefined, `${partition} ${region}`);
    }
  });

  it('is there for endpoints of AWS and for no others', () => {
    const at = (endpoint: string) => urlOf('aws', 'us-east-1', { kind: 'aws', endpoint });
    assert.ok(at('https://lambda.us-east-1.amazonaws.com'));
    assert.ok(at('https://vpce-1-2.lambda.us-east-1.vpce.amazonaws.com'));
    assert.ok(at('https://lambda.us-east-1.api.aws'));
    assert.equal(at('http://127.0.0.1:4566'), undefined);
    assert.equal(at('https://amazonaws.com.example.com'), undefined);
    assert.equal(at('https://fakeamazonaws.com'), undefined);
    assert.equal(at('no URL'), undefined);
    assert.equal(urlOf('aws', 'us-east-1', { kind: 'demo', endpoint: 'http://127.0.0.1:1' }), undefined);
  });
});
