import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { failureToMarkdown, plainFailureToMarkdown } from '../../../../src/core/export/failureMarkdown';
import { failureToJson, plainFailureToJson } from '../../../../src/core/export/reportToJson';
import { createTranslate } from '../../../../src/core/translate';
import { explainFailure, type MountFailure } from '../../../../src/core/failure/mountFailure';
import { describeFailure } from '../../../../src/core/words/mountFailureWords';
import { lambdaFunction } from '../captures';
import { failures } from './failures';

const t = createTranslate();
const target: LambdaFunction = {
  ...lambdaFunction(),
  accountId: '123456789012',
  role: 'arn:aws:iam::123456789012:role/service/reports-role',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-a', 'subnet-b'],
  securityGroupIds: ['sg-function'],
};
const s3Target: LambdaFunction = {
  ...target,
  fileSystem: {
    kind: 's3files',
    arn: `arn:aws:s3files:eu-west-1:123456789012:file-system/fs-${'0'.repeat(17)}/access-point/fsap-${'1'.repeat(17)}`,
    localMountPath: '/mnt/s3',
    accessPointId: `fsap-${'1'.repeat(17)}`,
  },
};

function explain(code: string, of = target, params: Record<string, string> = {}): MountFailure {
  return explainFailure({ code, params }, of) ?? assert.fail(`${code} is not explained`);
}

/** Everything a person reads. */
function textOf(failure: MountFailure): string {
  const { causes, facts, headline, label } = describeFailure(failure, t, 'en');
  return [
    label,
    headline,
    ...causes.flatMap(({ check, title }) => [title, check]),
    ...facts.flatMap(({ name, values }) => [name, ...values]),
  ].join('\n');
}

describe('explainFailure', () => {
  for (const code of failures) {
    it(`explains ${code} with causes, something to check and a page`, () => {
      const failure = explain(code, code.startsWith('s3files') ? s3Target : target, { reason: 'As it is.' });
      assert.ok(failure.causes.length > 0);
      assert.ok(failure.sources.length > 0);
      assert.equal(failure.reason, 'As it is.');
      const text = textOf(failure);
      assert.doesNotMatch(text, /\{\d\}|undefined|–/, text);
      assert.ok(
        text.split('\n').every(line => line.trim() !== ''),
        text,
      );
    });
  }

  for (const code of ['ec2-denied', 'role-not-assumable']) {
    it(`is certain of the cause of ${code} only where it is the function itself that failed`, () => {
      assert.deepEqual(
        explain(code).causes.map(({ standing }) => standing),
        ['certain'],
      );
      const { causes } = explain(code, target, { way: 'temporary-probe' });
      assert.equal(causes[0]?.code, 'role-tied-to-function');
      assert.deepEqual(
        causes.map(({ standing }) => standing),
        ['likely', 'likely'],
      );
      assert.match(textOf(explain(code, target, { way: 'temporary-probe' })), /a role of its own/);
    });
  }

  it('names the subnets, groups, role and access point that are to be checked', () => {
    const unreachable = textOf(explain('efs-mount-connectivity'));
    for (const part of [
      'subnet-a, subnet-b',
      'sg-function',
      'vpc-1',
      'access-point/fsap-0123456789abcdef0',
    ]) {
      assert.ok(unreachable.includes(part), part);
    }
    const refused = textOf(explain('efs-mount-failure'));
    assert.match(refused, /service\/reports-role needs elasticfilesystem:ClientMount/);
    assert.match(
      textOf(explain('s3files-mount-failure', s3Target)),
      /service\/reports-role needs s3files:ClientMount/,
    );
  });

  it('suspects security groups first where the network fails, and credits where I/O hangs', () => {
    assert.equal(explain('efs-mount-connectivity').causes[0]?.code, 'mount-target-inbound');
    assert.equal(explain('efs-io').causes[0]?.code, 'throughput-exhausted');
  });

  it('is certain where Lambda leaves one cause only', () => {
    assert.deepEqual(explain('subnet-addresses-exhausted').causes, [
      { code: 'addresses-used-up', standing: 'certain' },
    ]);
    assert.ok(explain('efs-mount-failure').causes.every(({ standing }) => standing === 'likely'));
  });

  it('sees that an S3 Files access point is of another account', () => {
    const codesOf = (of: LambdaFunction) =>
      explain('s3files-mount-failure', of).causes.map(({ code }) => code);
    assert.ok(!codesOf(s3Target).includes('other-account'));
    const other = { ...s3Target, accountId: '999999999999' };
    assert.equal(codesOf(other)[0], 'other-account');
    assert.match(
      textOf(explain('s3files-mount-failure', other)),
      /in 999999999999, the access point in 123456789012/,
    );
  });

  it('has nothing to add to other problems', () => {
    assert.equal(explainFailure({ code: 'throttled', params: {} }, target), undefined);
    assert.equal(explainFailure({ code: 'constructor', params: {} }, target), undefined);
  });

  it('hides nothing of names that came from AWS', () => {
    const text = textOf(explain('efs-mount-connectivity', { ...target, subnetIds: ['subnet\u202Ea'] }));
    assert.ok(!text.includes('\u202E'));
    assert.ok(text.includes('subnet\\u202Ea'));
  });
});

describe('the export of a failure', () => {
  const failure = explain('efs-mount-connectivity', target, { reason: 'It <b>failed</b> for fsap-1.' });
  const at = '2026-11-22T12:00:00.000Z';

  it('is of the documented schema', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync('media/report.schema.json', 'utf8')) as object,
    );
    const document = JSON.parse(failureToJson(failure, at)) as { failure: { causes: { code: string }[] } };
    assert.ok(validate(document), JSON.stringify(validate.errors));
    assert.equal(document.failure.causes[0]?.code, 'mount-target-inbound');
    assert.ok(!validate({ ...document, failure: undefined, mounts: [] }));
  });

  it('is there for a failure that one sentence tells, in the same schema and without markup of others', () => {
    const denied = {
      target,
      at,
      code: 'access-denied',
      message: 'AWS denied lambda:InvokeFunction to <b>eve</b>.',
    };
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync('media/report.schema.json', 'utf8')) as object,
    );
    const document = JSON.parse(plainFailureToJson(denied)) as { failure: { message: string } };
    assert.ok(validate(document), JSON.stringify(validate.errors));
    assert.equal(document.failure.message, denied.message);
    const text = plainFailureToMarkdown(denied, t, 'en');
    assert.match(
      text,
      /^# Inspection of reports failed\n\nAWS denied lambda:InvokeFunction to &#60;b&#62;eve/,
    );
    assert.match(text, /\| Inspected \| 2026-11-22 12:00:00 UTC \|/);
    assert.match(text, /\| Problem \| `access-denied` \|/);
  });

  it('reads as a document without markup of others', () => {
    const text = failureToMarkdown(failure, at, t, 'en');
    assert.match(text, /^# Inspection of reports failed\n/);
    assert.match(
      text,
      /\n1\. \*\*The security group of the mount targets does not let the function in\.\*\* It needs/,
    );
    assert.match(text, /sg-function/);
    assert.match(text, /<https:\/\/repost\.aws\//);
    assert.match(text, /&#60;b&#62;|`It <b>failed<\/b> for fsap-1\.`/);
  });
});
