import assert from 'node:assert/strict';
import { request } from 'node:http';

import { StateReasonCode } from '@aws-sdk/client-lambda';

import { stateReasonError, toHumanError } from '../../../src/aws/problems/humanErrors';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { isHumanError, type HumanError } from '../../../src/core/humanError';
import { createTranslate } from '../../../src/core/translate';
import { describeError } from '../../../src/inspect/inspectProblems';
import { connectionTo, lambdaFunction } from './fakeLambda';

const connection = { id: 'aws', kind: 'aws' as const, profile: 'dev', region: 'eu-central-1' };

function systemError(code: string, more = {}): Error {
  return Object.assign(new Error(code), { code, ...more });
}

function human(error: unknown, more = {}): HumanError {
  const made = toHumanError(error, { operation: 'ListFunctions', connection, ...more });
  return isHumanError(made) ? made : assert.fail(`not for people: ${String(made)}`);
}

describe('toHumanError', () => {
  it('tells a region that does not exist from a network that does not work', () => {
    const notFound = systemError('ENOTFOUND', { hostname: 'lambda.eu-central-9.amazonaws.com' });
    const elsewhere = { connection: { ...connection, region: 'eu-central-9' } };
    assert.equal(human(notFound, elsewhere).problem?.code, 'unknown-region');
    assert.match(human(notFound, elsewhere).message, /eu-central-9/);
    assert.equal(human(notFound).problem?.code, 'host-not-found');
    // The resolver itself failed: that says nothing of the region.
    assert.equal(human(systemError('EAI_AGAIN'), elsewhere).problem?.code, 'host-not-found');
    const local = { connection: connectionTo('http://lambda.local:1', { region: 'eu-central-9' }) };
    assert.equal(human(notFound, local).problem?.code, 'host-not-found');
  });

  it('names the host in front of which a proxy’s certificate stands', () => {
    const { problem } = human(systemError('SELF_SIGNED_CERT_IN_CHAIN'));
    assert.equal(problem?.code, 'certificate-not-trusted');
    assert.equal(problem.params.host, 'lambda.eu-central-1.amazonaws.com');
  });

  it('looks into what Node and the SDK wrap', () => {
    const both = new AggregateError([systemError('ECONNREFUSED'), systemError('ECONNREFUSED')]);
    assert.equal(human(both).problem?.code, 'connection-refused');
    const renamed = Object.assign(new Error('failed', { cause: systemError('ECONNRESET') }), {
      name: 'TimeoutError',
    });
    assert.equal(human(renamed).problem?.code, 'connection-lost');
  });

  it('says that a key holds what no key has', () => {
    try {
      request('http://127.0.0.1:9', { headers: { authorization: 'Credential=“AKID”' } });
    } catch (error) {
      assert.equal(human(error).problem?.code, 'keys-malformed');
      assert.match(
        human(error, { connection: { ...connection, origin: 'environment' } }).message,
        /variables/,
      );
      return;
    }
    assert.fail('Node sends any character');
  });

  it('passes on what is for people already', () => {
    const error = human(systemError('ECONNREFUSED'));
    assert.equal(toHumanError(error, { operation: 'Invoke', connection }), error);
  });

  it('leaves a bug a bug', () => {
    const bug = new TypeError('x is not a function');
    assert.equal(toHumanError(bug, { operation: 'Invoke', connection }), bug);
    const parser = new SyntaxError('Unexpected token');
    assert.equal(toHumanError(parser, { operation: 'Invoke', connection }), parser);
  });

  it('makes whole sentences, also of names nobody has seen', () => {
    const target = lambdaFunction();
    const named = (name: string) =>
      Object.assign(new Error('said {0} <b>'), { name, $metadata: { httpStatusCode: 400 } });
    const names = [
      'BrandNewException',
      'EFSMountFailureException',
      'KMSNotFoundException',
      'AccessDeniedException',
    ];
    for (const error of [...names.map(named), systemError('EPIPE'), systemError('CERT_HAS_EXPIRED')]) {
      const text = describeError(human(error, { operation: 'Invoke', target }), createTranslate());
      assert.match(text, /^[\p{L}“]/u, text);
      assert.doesNotMatch(text.replace('said {0} <b>', ''), /undefined|\{\d\}|\[object/, text);
    }
  });

  describe('of a function that Lambda could not start', () => {
    const target = lambdaFunction();
    const codes: Readonly<Record<string, string>> = {
      EFSMountConnectivityException: 'efs-mount-connectivity',
      EFSMountFailureException: 'efs-mount-failure',
      EFSMountTimeoutException: 'efs-mount-timeout',
      EFSIOException: 'efs-io',
      S3FilesMountConnectivityException: 's3files-mount-connectivity',
      S3FilesMountFailureException: 's3files-mount-failure',
      S3FilesMountTimeoutException: 's3files-mount-timeout',
      ENINotReadyException: 'network-interface-not-ready',
      ENILimitReachedException: 'network-interface-limit',
      SubnetIPAddressLimitReachedException: 'subnet-addresses-exhausted',
      InvalidSubnetIDException: 'subnet-invalid',
      InvalidSecurityGroupIDException: 'security-group-invalid',
      EC2ThrottledException: 'ec2-throttled',
      EC2AccessDeniedException: 'ec2-denied',
      EC2UnexpectedException: 'ec2-failed',
      KMSAccessDeniedException: 'kms-failed',
      KMSDisabledException: 'kms-failed',
      ResourceNotReadyException: 'function-inactive',
      CodeArtifactUserPendingException: 'function-updating',
      SnapStartNotReadyException: 'function-updating',
      SnapStartTimeoutException: 'snapstart-failed',
      CodeArtifactUserFailedException: 'code-invalid',
      InvalidRuntimeException: 'code-invalid',
    };
    for (const [name, code] of Object.entries(codes)) {
      it(`explains ${name}, in Lambda’s own words too`, () => {
        const error = Object.assign(new Error('So it is.'), { name, $metadata: { httpStatusCode: 502 } });
        const { problem } = human(error, { operation: 'Invoke', target });
        assert.equal(problem?.code, code);
        assert.equal(explainFailure(problem, target)?.reason, 'So it is.');
      });
    }

    it('explains what a state says in the same way as an Invoke', () => {
      const context = { operation: 'GetFunctionConfiguration', connection, target } as const;
      const explained = Object.values(StateReasonCode).filter(code =>
        explainFailure(
          stateReasonError(code, 'So it is.', context)?.problem ?? { code: '', params: {} },
          target,
        ),
      );
      assert.deepEqual(explained.toSorted(), [
        'DisabledKMSKey',
        'EC2RequestLimitExceeded',
        'EFSIOError',
        'EFSMountConnectivityError',
        'EFSMountFailure',
        'EFSMountTimeout',
        'EniLimitExceeded',
        'Idle',
        'ImageAccessDenied',
        'ImageDeleted',
        'InsufficientRolePermissions',
        'InvalidImage',
        'InvalidRuntime',
        'InvalidSecurityGroup',
        'InvalidStateKMSKey',
        'InvalidSubnet',
        'InvalidZipFileException',
        'KMSKeyAccessDenied',
        'KMSKeyNotFound',
        'SubnetOutOfIPAddresses',
      ]);
      assert.equal(stateReasonError('toString', '', context), undefined);
    });

    it('understands why a function with the same configuration was refused', () => {
      const refused = (message: string) => {
        const error = Object.assign(new Error(message), {
          name: 'InvalidParameterValueException',
          $metadata: { httpStatusCode: 400 },
        });
        return human(error, { operation: 'CreateFunction', functionName: 'probe', copied: target }).problem
          ?.code;
      };
      const fileSystem = 'EFS file system arn:aws:elasticfilesystem:eu-central-1:1:file-system/fs-1';
      assert.equal(
        refused(
          `${fileSystem} does not have mount targets created in all availability zones the function will execute in.`,
        ),
        'mount-targets-missing',
      );
      assert.equal(
        refused(
          `${fileSystem} has mount targets created in all availability zones the function will execute in, but not all are in the available life cycle state yet.`,
        ),
        'mount-targets-not-available',
      );
      assert.equal(
        refused(
          'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
        ),
        'ec2-denied',
      );
      assert.equal(
        refused('The role defined for the function cannot be assumed by Lambda.'),
        'role-not-assumable',
      );
      assert.equal(refused('Something else.'), 'invalid-request');
    });
  });
});
