import assert from 'node:assert/strict';

import { causeProofs, type CauseProof } from '../../../../src/core/failure/causeProofs';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import type { FileSystemSetup, MountTarget } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { describeFailure } from '../../../../src/core/words/mountFailureWords';
import { lambdaFunction } from '../captures';
import { failures } from './failures';
import { metricsOf } from '../mount/metricsOf';
import { acl, allowAll, network, openGroups, reading as readable, setupWith } from './networkWorld';

const target: LambdaFunction = {
  ...lambdaFunction(),
  accountId: '123456789012',
  role: 'arn:aws:iam::123456789012:role/r',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-a', 'subnet-b'],
  securityGroupIds: ['sg-function'],
};
const s3Target: LambdaFunction = {
  ...target,
  fileSystem: {
    kind: 's3files',
    arn: `arn:aws:s3files:eu-west-1:123456789012:file-system/fs-${'0'.repeat(17)}/access-point/fsap-1`,
    localMountPath: '/mnt/s3',
  },
};
const targets: readonly LambdaFunction[] = [target, s3Target].flatMap(of => [
  of,
  { ...of, accountId: '999999999999' },
  { ...of, subnetIds: [] },
]);

/** Every state of access point, file system and mount targets, beside every other. */
function* setups(): Generator<FileSystemSetup | undefined> {
  yield undefined;
  for (const groups of [openGroups, openGroups.slice(1), openGroups.slice(0, 1), []]) {
    for (const entries of [allowAll, []]) {
      const all = ['sg-function', 'sg-target'].map(
        id => groups.find(one => one.id === id) ?? { id, rules: [] },
      );
      const acls = [acl('acl-1', ['subnet-a', 'subnet-b', 'subnet-ta', 'subnet-tb'], ...entries)];
      yield setupWith(network({ securityGroups: readable(all), networkAcls: readable(acls) }));
    }
  }
  yield setupWith(network({ vpcDns: readable({ vpcId: 'vpc-1', support: false, hostnames: true }) }));
  const reading = <T>(value: T) => ({ ok: true, value }) as const;
  for (const throughputMode of ['bursting', 'provisioned', 'elastic']) {
    for (const values of [
      { BurstCreditBalance: 0 },
      { PercentIOLimit: 100 },
      { ClientConnections: 25_000 },
    ]) {
      yield {
        readAt: '2026-11-28T00:00:00.000Z',
        accessPoint: reading(null),
        fileSystem: reading({ id: 'fs-1', throughputMode }),
        metrics: reading(metricsOf(values)),
      };
    }
  }
  yield {
    ...setupWith(),
    policy: reading(true),
    mountDenials: [{ sid: '', principals: ['*'], resources: [], conditions: [] }],
  };
  const states = ['available', 'updating', 'creating', 'deleting', 'error'];
  const points = [null, ...states].map(
    state =>
      state && {
        id: 'fsap-1',
        lifeCycleState: state,
        posixUser: { uid: 1, gid: 1, secondaryGids: [] },
        rootDirectory: { path: '/d', creationInfo: { uid: 1, gid: 1, permissions: '0600' } },
      },
  );
  const systems = [null, ...states].map(
    state => state && { id: 'fs-1', lifeCycleState: state, throughputMode: 'bursting', sizeBytes: '1' },
  );
  const mountTarget = (subnetId: string, lifeCycleState: string): MountTarget => ({
    id: `fsmt-${subnetId}`,
    subnetId,
    vpcId: 'vpc-2',
    lifeCycleState,
    securityGroups: { ok: true, value: ['sg-t'] },
  });
  const places = [
    [],
    ['subnet-a'],
    ['subnet-z'],
    ['subnet-a', 'subnet-b'],
    ['subnet-a', 'subnet-b', 'subnet-z'],
  ];
  for (const accessPoint of points) {
    for (const fileSystem of systems) {
      for (const subnets of places) {
        for (const state of states) {
          yield {
            readAt: '2026-11-28T00:00:00.000Z',
            accessPoint: reading(accessPoint || null),
            fileSystem: reading(fileSystem || null),
            mountTargets: reading(
              subnets.map((subnet, index) => mountTarget(subnet, index === 0 ? state : 'available')),
            ),
            policy: reading(true),
          };
        }
      }
    }
  }
}

const reasons = ['', 'KMS Exception: UnrecognizedClientException'];

/** Proofs that something was certain by, as `FAILURE CAUSE BY`. */
const used = new Set<string>();

describe('what proves causes', () => {
  for (const failure of failures) {
    it(`of ${failure} is in the table wherever a cause is certain`, () => {
      for (const way of ['', 'temporary-probe']) {
        for (const reason of reasons) {
          for (const of of targets) {
            for (const setup of setups()) {
              const made = explainFailure({ code: failure, params: { way, reason } }, of, setup);
              for (const { code, standing } of made?.causes ?? []) {
                if (standing === 'certain') {
                  const proof = (causeProofs as Partial<Record<string, readonly CauseProof[]>>)[
                    failure
                  ]?.find(({ cause }) => cause === code);
                  assert.ok(proof, `nothing proves ${code}`);
                  used.add(`${failure} ${code} ${proof.by}`);
                }
              }
            }
          }
        }
      }
    }).timeout(20_000);
  }

  it('has no row that nothing is certain by, and each says what the evidence is and where AWS says so', () => {
    const rows = Object.entries(causeProofs).flatMap(([failure, proofs]) =>
      proofs.map(proof => ({ name: `${failure} ${proof.cause} ${proof.by}`, ...proof })),
    );
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), [...used].toSorted());
    for (const { evidence, name, source } of rows) {
      assert.match(evidence, /^[A-Z].*\.$/, name);
      assert.match(source, /^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//, name);
    }
  });

  it('is nothing where a temporary probe has a role that may be tied to the function', () => {
    for (const code of ['ec2-denied', 'role-not-assumable', 'efs-mount-failure', 's3files-mount-failure']) {
      const made = explainFailure({ code, params: { way: 'temporary-probe' } }, target);
      assert.equal(made?.causes[0]?.code, 'role-tied-to-function');
      assert.ok(made.causes.every(({ standing }) => standing === 'likely'));
    }
  });

  it('is nothing where KMS takes the role for another one', () => {
    const made = explainFailure({ code: 'kms-failed', params: { reason: reasons[1] ?? '' } }, target);
    assert.deepEqual(
      made?.causes.map(({ code, standing }) => [code, standing]),
      [
        ['role-replaced', 'likely'],
        ['key-unusable', 'likely'],
      ],
    );
    const words = made && describeFailure(made, createTranslate(), 'en');
    assert.match(words?.causes[0]?.check ?? '', /Give .* another role/);
  });

  it('is nothing where SnapStart fails, whose error has many causes', () => {
    const made = explainFailure({ code: 'snapstart-failed', params: {} }, target);
    assert.equal(made?.causes[0]?.standing, 'likely');
  });
});
