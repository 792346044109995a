import assert from 'node:assert/strict';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { mountDenial, policyPart } from '../../../../src/core/mount/fileSystemPolicy';
import { lambdaFunction } from '../captures';
import { present } from '../../../harness/present';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/app/reports`;
const efsPoint = `arn:aws:elasticfilesystem:eu-west-1:${account}:access-point/fsap-1`;
const efsArn = `arn:aws:elasticfilesystem:eu-west-1:${account}:file-system/fs-1`;
const s3Arn = `arn:aws:s3files:eu-west-1:${account}:file-system/fs-1`;

const efs: LambdaFunction = {
  ...lambdaFunction(),
  role,
  fileSystem: { kind: 'efs', arn: efsPoint, localMountPath: '/mnt/efs' },
};
const s3Files: LambdaFunction = {
  ...efs,
  fileSystem: { kind: 's3files', arn: `${s3Arn}/access-point/fsap-1`, localMountPath: '/mnt/s3' },
};

const everybody = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 'elasticfilesystem:ClientMount' };

/** Sid of the statement that denies mounting for certain. */
function denying(statements: unknown, target = efs): string | undefined {
  const policy = typeof statements === 'string' ? statements : JSON.stringify({ Statement: statements });
  const service = target.fileSystem.kind === 'efs' ? 'elasticfilesystem' : 's3files';
  const setup = {
    readAt: '2026-11-28T12:00:00.000Z',
    accessPoint: { ok: true, value: { id: 'fsap-1', fileSystemId: 'fs-1', rootDirectory: { path: '/' } } },
    ...policyPart({ ok: true, value: policy }, service),
  } as const;
  return mountDenial(setup, target)?.sid;
}

const denies = (more: object, target = efs) => denying([{ ...everybody, ...more }], target) === 'No';
const under = (Condition: object, target = efs) => denies({ Condition }, target);

describe('the policy of a file system', () => {
  it('is one or none, and what was refused stays so', () => {
    assert.deepEqual(present(policyPart({ ok: true, value: null }, 's3files')), {
      policy: { ok: true, value: false },
    });
    assert.deepEqual(present(policyPart({ ok: true, value: '{}' }, 's3files')), {
      policy: { ok: true, value: true },
    });
    const refused = {
      ok: false,
      action: 's3files:X',
      problem: { code: 'access-denied', params: {} },
    } as const;
    assert.deepEqual(policyPart(refused, 's3files'), { policy: refused });
  });

  it('denies mounting where a statement says so of everybody, the role or its account', () => {
    assert.equal(denies({}), true);
    assert.equal(denying(everybody), 'No', 'a statement alone');
    const unnamed = { ...everybody, Sid: undefined };
    assert.equal(denying([{ Effect: 'Allow', Principal: '*', Action: '*' }, unnamed]), '');
    for (const AWS of [
      '*',
      role,
      account,
      `arn:aws:iam::${account}:root`,
      ['arn:aws:iam::999999999999:root', role],
    ]) {
      assert.equal(denies({ Principal: { AWS } }), true, String(AWS));
    }
  });

  it('denies nothing to a function that it is not about', () => {
    for (const Principal of [
      { AWS: 'arn:aws:iam::999999999999:root' },
      { AWS: '999999999999' },
      { AWS: `arn:aws:iam::${account}:role/reports` },
      { AWS: `arn:aws:iam::${account}:role/app/reports-2` },
      { AWS: `arn:aws:iam::${account}:user/root` },
      { Service: 'lambda.amazonaws.com' },
      { AWS: [] },
      {},
      undefined,
    ]) {
      assert.equal(denies({ Principal }), false, JSON.stringify(Principal));
    }
    assert.equal(denies({ Effect: 'Allow' }), false);
    assert.equal(denies({ NotPrincipal: { AWS: role }, Principal: undefined }), false);
  });

  it('denies a role that is not known only what it denies to everybody', () => {
    const unknown = { ...efs, role: undefined };
    assert.equal(denies({}, unknown), true);
    assert.equal(denies({ Principal: { AWS: account } }, unknown), false);
    assert.equal(under({ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::1:role/x' } }, unknown), false);
  });

  it('knows the action by IAM’s wildcards, and what is left out of all', () => {
    for (const Action of [
      'elasticfilesystem:*',
      '*',
      'ElasticFileSystem:clientmount',
      ['x:y', 'elasticfilesystem:Client?ount'],
    ]) {
      assert.equal(denies({ Action }), true, String(Action));
    }
    for (const Action of [
      'elasticfilesystem:ClientWrite',
      's3files:ClientMount',
      'elasticfilesystem:Client',
      [],
      [7],
    ]) {
      assert.equal(denies({ Action }), false, String(Action));
    }
    const without = { ...everybody, Action: undefined };
    assert.equal(denying([{ ...without, NotAction: 'elasticfilesystem:ClientWrite' }]), 'No');
    assert.equal(denying([{ ...without, NotAction: 'elasticfilesystem:Client*' }]), undefined);
    assert.equal(denies({ Action: 's3files:ClientMount' }, s3Files), true);
    assert.equal(denies({}, s3Files), false);
  });

  it('knows this file system from another', () => {
    for (const Resource of [
      '*',
      efsArn,
      `arn:aws:elasticfilesystem:*:${account}:file-system/fs-?`,
      ['x', efsArn],
    ]) {
      assert.equal(denies({ Resource }), true, String(Resource));
    }
    for (const Resource of [`${efsArn}2`, efsPoint, 'arn:*', 'arn:aws:elasticfilesystem:*', 7]) {
      assert.equal(denies({ Resource }), false, String(Resource));
    }
    assert.equal(denies({ NotResource: `${efsArn}2` }), false);
    assert.equal(denies({ Action: '*', Resource: s3Arn }, s3Files), true);
  });

  it('decides what is known of a mount by Lambda: TLS, role and access point', () => {
    for (const condition of [
      { Bool: { 'aws:SecureTransport': 'true' } },
      { Bool: { 'AWS:securetransport': true } },
      { BoolIfExists: { 'aws:SecureTransport': 'True' } },
      { StringEquals: { 'elasticfilesystem:AccessPointArn': efsPoint } },
      { StringLike: { 'elasticfilesystem:AccessPointArn': ['x', '*fsap-?'] } },
      { ArnNotLike: { 'elasticfilesystem:AccessPointArn': '*:access-point/fsap-2' } },
      { StringNotEquals: { 'aws:PrincipalArn': [`${role}2`, 'x'] } },
      { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/other*` } },
      { StringEqualsIgnoreCase: { 'aws:PrincipalAccount': account } },
      { Null: { 'elasticfilesystem:AccessPointArn': 'false' } },
      {},
    ]) {
      assert.equal(under(condition), true, JSON.stringify(condition));
    }
    for (const condition of [
      { Bool: { 'aws:SecureTransport': 'false' } },
      { Bool: { 'aws:SecureTransport': false } },
      { StringNotEquals: { 'elasticfilesystem:AccessPointArn': efsPoint } },
      { StringEquals: { 'elasticfilesystem:AccessPointArn': efsPoint.toUpperCase() } },
      { ArnLike: { 'elasticfilesystem:AccessPointArn': 'arn:*:fsap-1' } },
      { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/app/*` } },
      { StringNotEquals: { 'aws:PrincipalArn': ['x', role] } },
      { Null: { 'elasticfilesystem:AccessPointArn': 'true' } },
      { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalAccount': '1' } },
    ]) {
      assert.equal(under(condition), false, JSON.stringify(condition));
    }
  });

  it('is certain of nothing that depends on what is not known', () => {
    for (const condition of [
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { NotIpAddress: { 'aws:SecureTransport': 'true' } },
      { 'ForAnyValue:StringEquals': { 'aws:PrincipalArn': role } },
      { StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/app/reports' } },
      { StringNotEquals: { 'aws:PrincipalArn': [] } },
      { StringEquals: { __proto__x: 'a', constructor: 'a' } },
      { Bool: 'true' },
      { Bool: { 'aws:SecureTransport': { true: true } } },
      'true',
    ]) {
      assert.equal(denies({ Condition: condition }), false, JSON.stringify(condition));
    }
    assert.equal(under({ Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'a:B': 'c' } }), false);
  });

  it('says nothing of what is no policy, or too large for one', () => {
    for (const text of ['', '{', 'null', '[]', '{"Statement":7}', '{"Statement":[null,7,"x",[]]}']) {
      assert.equal(denying(text), undefined, text);
    }
    const large = JSON.stringify({ Id: 'x'.repeat(70_000), Statement: [everybody] });
    assert.equal(denying(large), undefined);
    assert.equal(denying(large.replace(/x{60000}/, '')), 'No');
  });
});
