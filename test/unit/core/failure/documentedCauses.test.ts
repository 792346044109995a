import assert from 'node:assert/strict';
import type { CauseCode, Standing } from '../../../../src/core/failure/mountCauses';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import { startFailures } from '../../../../src/core/failure/startFailures';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import type { AccessPoint, FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { metricsOf } from '../mount/metricsOf';
import {
  acl,
  allowAll,
  mountTarget,
  network,
  openGroups,
  reading,
  setupWith,
  target as inVpc,
} from './networkWorld';

/** How a cause that AWS documents is proved and ruled out; or why nothing that is read can do so. */
interface Documented {
  readonly proved: FileSystemSetup | LambdaFunction | Unprovable;
  readonly ruledOut: FileSystemSetup | Unprovable;
}

/** A sentence. */
type Unprovable = string;

const account = '123456789012';
const efs: LambdaFunction = { ...inVpc, accountId: account };
const s3Files: LambdaFunction = {
  ...efs,
  fileSystem: {
    kind: 's3files',
    arn: `arn:aws:s3files:eu-west-1:${account}:file-system/fs-${'0'.repeat(17)}/access-point/fsap-1`,
    localMountPath: '/mnt/s3',
  },
};

const without = (group: string) => {
  const groups = openGroups.map(each => (each.id === group ? { ...each, rules: [] } : each));
  return setupWith(network({ securityGroups: reading(groups) }));
};
const subnets = ['subnet-a', 'subnet-b', 'subnet-ta', 'subnet-tb'];
const point = (more: Partial<AccessPoint>): FileSystemSetup => ({
  ...setupWith(),
  accessPoint: reading({
    id: 'fsap-1',
    lifeCycleState: 'available',
    rootDirectory: { path: '/data' },
    ...more,
  }),
});
const withMetrics = (values: Parameters<typeof metricsOf>[0]): FileSystemSetup => ({
  ...setupWith(),
  fileSystem: reading({
    id: 'fs-1',
    lifeCycleState: 'available',
    throughputMode: 'bursting',
    sizeBytes: '1',
  }),
  metrics: reading(metricsOf(values)),
});

const open = setupWith();
const targetsInState = (state: string) =>
  setupWith(network(), reading(['a', 'b'].map(zone => mountTarget(zone, zone, { lifeCycleState: state }))));

/** https://repost.aws/knowledge-center/lambda-invoke-efs */
const networkThen =
  'After a change of the VPC the file system is to be removed and added again; no call tells what the VPC was when it was added.';
const connectivity: Readonly<Partial<Record<CauseCode, Documented>>> = {
  'mount-target-inbound': { proved: without('sg-target'), ruledOut: open },
  'function-outbound': { proved: without('sg-function'), ruledOut: open },
  'mount-target-missing': {
    proved: setupWith(network(), reading([mountTarget('a', 'a')])),
    ruledOut: open,
  },
  'mount-target-not-available': { proved: targetsInState('creating'), ruledOut: open },
  'other-network': {
    proved: setupWith(network({ networkAcls: reading([acl('acl-1', subnets)]) })),
    ruledOut: setupWith(network({ networkAcls: reading([acl('acl-1', subnets, ...allowAll)]) })),
  },
  'vpc-dns': {
    proved:
      'Lambda’s documentation asks for no names that resolve, and Lambda mounts over VPC peering, where they do not.',
    ruledOut: open,
  },
  'network-changed': {
    proved: networkThen,
    ruledOut: networkThen,
  },
};

const otherAccount: Documented = {
  proved: { ...s3Files, accountId: '999999999999' },
  ruledOut: 'Within one account it is not named at all.',
};

const unavailable: Documented = { proved: { ...open, accessPoint: reading(null) }, ruledOut: open };
const rootDirectory: Documented = {
  proved: 'Only a mount tells whether the directory exists: no API lists a file system.',
  ruledOut: point({ rootDirectory: { path: '/data', creationInfo: { uid: 1, gid: 1, permissions: '755' } } }),
};
const denial = { sid: 'No', principals: ['*'], resources: [], conditions: [] };
const denied: FileSystemSetup = { ...open, policy: reading(true), mountDenials: [denial] };
/** https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
const rolePolicies =
  'That takes the policies of the role, its boundary and those of the organization, which are not read.';
const manyConnections: Documented = {
  proved: withMetrics({ ClientConnections: 25_000 }),
  ruledOut: withMetrics({ ClientConnections: 3 }),
};
const throughput: Documented = {
  proved: withMetrics({ BurstCreditBalance: 0 }),
  ruledOut: withMetrics({}),
};
const slowTarget: Documented = {
  proved:
    'A timeout says that a connection was made, which a mount target that is not ready takes from nobody.',
  ruledOut: open,
};

const documented: Readonly<
  Record<
    string,
    { readonly of: LambdaFunction; readonly causes: Readonly<Partial<Record<CauseCode, Documented>>> }
  >
> = {
  'efs-mount-connectivity': { of: efs, causes: connectivity },
  'efs-mount-failure': {
    of: efs,
    causes: {
      'root-directory-missing': rootDirectory,
      'role-denied': { proved: denied, ruledOut: open },
      'access-point-unavailable': unavailable,
      'execute-permission': {
        proved: 'Only a mount tells the mode of a directory that exists.',
        ruledOut: point({ posixUser: { uid: 0, gid: 0, secondaryGids: [] } }),
      },
    },
  },
  'efs-mount-timeout': {
    of: efs,
    causes: {
      'many-connections': manyConnections,
      'throughput-exhausted': throughput,
      'mount-target-not-available': slowTarget,
    },
  },
  'efs-io': {
    of: efs,
    causes: {
      'throughput-exhausted': throughput,
      'hung-call': {
        // A security group goes on with the connections that it tracks.
        proved: setupWith(network({ networkAcls: reading([acl('acl-1', subnets)]) })),
        ruledOut: 'Lambda’s error says that a call hung; a way that is open now may have been closed then.',
      },
    },
  },
  's3files-mount-connectivity': { of: s3Files, causes: { ...connectivity, 'other-account': otherAccount } },
  's3files-mount-failure': {
    of: s3Files,
    causes: {
      'other-account': otherAccount,
      'role-denied': { proved: denied, ruledOut: rolePolicies },
      'access-point-unavailable': unavailable,
      'root-directory-missing': rootDirectory,
      'execute-permission': {
        proved: 'Only a mount tells the mode of a directory that exists.',
        ruledOut:
          'S3 Files always ask IAM whether user 0 is root, and the policies of the role are not read.',
      },
    },
  },
  's3files-mount-timeout': {
    of: s3Files,
    causes: { 'many-connections': manyConnections, 'mount-target-not-available': slowTarget },
  },
};

function standingOf(code: string, cause: CauseCode, of: LambdaFunction, setup?: FileSystemSetup) {
  const made = explainFailure({ code, params: {} }, of, setup);
  return made?.causes.find(each => each.code === cause)?.standing;
}

const isFunction = (subject: FileSystemSetup | LambdaFunction): subject is LambdaFunction => 'arn' in subject;

describe('the causes that AWS documents', () => {
  for (const [code, { causes, of }] of Object.entries(documented)) {
    it(`of ${code} are all here`, () => {
      const known = startFailures[code as keyof typeof startFailures].causes;
      assert.deepEqual(Object.keys(causes).toSorted(), [...known].toSorted());
    });

    for (const [name, { proved, ruledOut }] of Object.entries(causes)) {
      const cause = name as CauseCode;
      const never = (standing: Standing) => {
        const all = Object.values(documented).flatMap(each => Object.values(each.causes));
        for (const evidence of all.flatMap(each => [each.proved, each.ruledOut])) {
          if (typeof evidence !== 'string' && !isFunction(evidence)) {
            assert.notEqual(standingOf(code, cause, of, evidence), standing);
          }
        }
      };

      if (typeof proved === 'string') {
        it(`${cause} of ${code} is never certain: ${proved}`, () => never('certain'));
      } else {
        it(`${cause} of ${code} is certain where a fact says so`, () => {
          const standing = isFunction(proved)
            ? standingOf(code, cause, proved)
            : standingOf(code, cause, of, proved);
          assert.equal(standing, 'certain');
          assert.notEqual(standingOf(code, cause, of), 'certain', 'nothing was read');
        });
      }

      if (typeof ruledOut === 'string') {
        it(`${cause} of ${code} is never ruled out: ${ruledOut}`, () => never('ruled-out'));
      } else {
        it(`${cause} of ${code} is ruled out where a fact says so`, () => {
          assert.equal(standingOf(code, cause, of, ruledOut), 'ruled-out');
        });
      }
    }
  }
});
