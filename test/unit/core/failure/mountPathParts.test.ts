import assert from 'node:assert/strict';
import { mountPath, type Lane, type MountPath } from '../../../../src/core/failure/mountPath';
import { ofAll, ofAny, passage, type Passage } from '../../../../src/core/failure/passage';
import type { FileSystemSetup, MountTarget } from '../../../../src/core/mount/fileSystemSetup';
import type { Network } from '../../../../src/core/mount/network';
import { denied, mountTarget, network, reading, setupWith, subnet, target } from './networkWorld';

const notRead: Passage = { state: 'unknown', fact: { code: 'not-read', params: {} } };
const deniedTo = (action: string): Passage => passage('unknown', 'denied', { action });

function pathIn(between: Partial<Network> = {}, more: Partial<FileSystemSetup> = {}): MountPath {
  return mountPath(target, { ...setupWith(network(between)), ...more });
}

describe('the file system on the path of a mount', () => {
  const role = 'arn:aws:iam::123456789012:role/reports';
  const denial = { sid: 'No', principals: [role], resources: [], conditions: [] };
  const denying = (more: Partial<FileSystemSetup> = {}) =>
    mountPath({ ...target, role }, { ...setupWith(), policy: reading(true), mountDenials: [denial], ...more })
      .fileSystem;

  it('is closed where its policy denies the role to mount, also where the rest of it was not read', () => {
    const closed = passage('closed', 'policy-denies', { statement: 'No' });
    assert.deepEqual(denying(), closed);
    assert.deepEqual(denying({ fileSystem: denied('x') }), closed);
  });

  it('is open where the policy denies another role', () => {
    const other = { ...denial, principals: ['arn:aws:iam::123456789012:role/other'] };
    assert.equal(denying({ mountDenials: [other] }).state, 'open');
  });

  it('is gone rather than denied', () => {
    assert.deepEqual(denying({ fileSystem: reading(null) }), passage('closed', 'gone'));
  });
});

describe('names on the path of a mount', () => {
  const dns = (support: boolean, hostnames: boolean) => reading({ vpcId: 'vpc-1', support, hostnames });

  it('resolve where both settings of the VPC are on and all name servers are Amazon’s', () => {
    assert.deepEqual(pathIn().names, passage('open', 'dns-on', { vpc: 'vpc-1' }));
    assert.deepEqual(pathIn({ nameServers: reading([]) }).names.state, 'open');
  });

  it('do not where either setting is off, which is told by its name', () => {
    for (const [support, hostnames, settings] of [
      [false, true, 'enableDnsSupport'],
      [true, false, 'enableDnsHostnames'],
      [false, false, 'enableDnsSupport, enableDnsHostnames'],
    ] as const) {
      // Whatever name servers there are.
      for (const nameServers of [reading(['AmazonProvidedDNS']), reading(['10.0.0.9']), denied('x')]) {
        assert.deepEqual(
          pathIn({ vpcDns: dns(support, hostnames), nameServers }).names,
          passage('closed', 'dns-off', { vpc: 'vpc-1', settings }),
        );
      }
    }
  });

  it('may where one of the name servers is not Amazon’s', () => {
    const servers = (...names: string[]) => pathIn({ nameServers: reading(names) }).names;
    assert.deepEqual(
      servers('10.0.0.8', 'AmazonProvidedDNS', '10.0.0.9'),
      passage('unknown', 'own-name-servers', { vpc: 'vpc-1', servers: '10.0.0.8, 10.0.0.9' }),
    );
  });

  it('are not known where either was not read, and why', () => {
    assert.deepEqual(
      pathIn({ vpcDns: denied('ec2:DescribeVpcAttribute') }).names,
      deniedTo('ec2:DescribeVpcAttribute'),
    );
    assert.deepEqual(
      pathIn({ nameServers: denied('ec2:DescribeDhcpOptions') }).names,
      deniedTo('ec2:DescribeDhcpOptions'),
    );
    assert.deepEqual(mountPath(target, undefined).names, notRead);
    const failed = { ok: false, action: 'x', problem: { code: 'throttled', params: {} } } as const;
    assert.deepEqual(pathIn({ vpcDns: failed }).names, notRead);
  });
});

describe('file system and access point on the path of a mount', () => {
  const parts = ['fileSystem', 'accessPoint'] as const;

  it('are there in each state but those in which nothing is served', () => {
    for (const part of parts) {
      const inState = (lifeCycleState: string) =>
        pathIn({}, { [part]: reading({ id: 'x', lifeCycleState }) })[part];
      for (const state of ['available', 'updating']) {
        assert.deepEqual(inState(state), passage('open', 'exists', { state }), `${part} ${state}`);
      }
      for (const state of ['creating', 'deleting', 'deleted', 'error']) {
        assert.deepEqual(inState(state), passage('closed', 'unready', { state }), `${part} ${state}`);
      }
    }
  });

  it('are hidden from another account, where they are not shown', () => {
    const foreign = { ...target, accountId: '210987654321' };
    for (const part of parts) {
      const setup = { ...setupWith(), [part]: reading(null) };
      assert.deepEqual(mountPath(foreign, setup)[part], passage('unknown', 'of-other-account'));
      assert.equal(mountPath(foreign, setupWith())[part].state, 'open');
    }
  });

  it('are gone, denied or not read, each for itself', () => {
    for (const part of parts) {
      const [other] = parts.filter(one => one !== part);
      const without = (value: unknown) => pathIn({}, { [part]: value });
      const gone = without(reading(null));
      assert.deepEqual(gone[part], passage('closed', 'gone'));
      assert.equal(other && gone[other].state, 'open');
      assert.deepEqual(without(denied('x:Describe'))[part], deniedTo('x:Describe'));
      assert.deepEqual(without(undefined)[part], notRead);
      assert.deepEqual(without(reading({ id: 'x' }))[part], notRead);
    }
  });
});

describe('zones on the path of a mount', () => {
  const laneTo = (targets: readonly MountTarget[], here: Parameters<typeof subnet>[3] = {}): Lane => {
    const subnets = reading([subnet('subnet-a', 'a', '10.0.0.0/24', here)]);
    const [lane] = mountPath(
      { ...target, subnetIds: ['subnet-a'] },
      setupWith(network({ subnets }), reading(targets)),
    ).lanes;
    assert.ok(lane);
    return lane;
  };

  it('are compared by id where both have one, whatever their names are', () => {
    const apart = laneTo([mountTarget('a', 'a', { zoneId: 'euw1-az-b' })]);
    assert.equal(apart.targetThere.fact.code, 'no-target-in-zone');
    const same = laneTo([mountTarget('b', 'b', { zoneId: 'euw1-az-a' })]);
    assert.deepEqual([same.target?.id, same.targetThere.state], ['fsmt-b', 'open']);
  });

  it('are compared by name where one has no id, and not known without either', () => {
    for (const [here, there] of [
      [{ zoneId: undefined }, {}],
      [{}, { zoneId: undefined }],
    ] as const) {
      assert.equal(laneTo([mountTarget('a', 'a', there)], here).target?.id, 'fsmt-a');
      assert.equal(laneTo([mountTarget('b', 'b', there)], here).targetThere.state, 'closed');
    }
    const nameless = laneTo([mountTarget('a', 'a', { zone: undefined, zoneId: undefined })]);
    assert.deepEqual([nameless.target, nameless.targetThere.fact.code], [undefined, 'target-zone-unknown']);
  });

  it('are another’s for certain only where each mount target is in another', () => {
    const unknown = mountTarget('x', 'b', { zone: undefined, zoneId: undefined });
    assert.equal(laneTo([mountTarget('b', 'b'), unknown]).targetThere.state, 'unknown');
    assert.equal(laneTo([mountTarget('b', 'b'), mountTarget('c', 'c')]).targetThere.state, 'closed');
    assert.equal(laneTo([mountTarget('b', 'b'), mountTarget('a', 'a')]).target?.id, 'fsmt-a');
    assert.deepEqual(laneTo([]).targetThere, passage('closed', 'no-target', { subnet: 'subnet-a' }));
  });

  it('do not matter to a mount target in the subnet itself, which is the nearest', () => {
    const inSubnet = mountTarget('own', 'b', { subnetId: 'subnet-a', zone: undefined, zoneId: undefined });
    const lane = laneTo([mountTarget('a', 'a'), inSubnet]);
    assert.deepEqual(
      [lane.target?.id, lane.targetThere.state, lane.between?.fact.code],
      ['fsmt-own', 'open', 'one-subnet'],
    );
  });
});

describe('parts of a path', () => {
  const open = passage('open', 'exists');
  const closed = passage('closed', 'gone');
  const unknown = passage('unknown', 'not-read');

  it('have to be open all', () => {
    assert.equal(ofAll([open, closed, unknown]), closed);
    assert.equal(ofAll([unknown, open, closed]), closed);
    assert.equal(ofAll([open, unknown]), unknown);
    assert.equal(ofAll([open, open]), open);
    assert.equal(ofAll([]), undefined);
  });

  it('that are several ways are known where they are the same', () => {
    assert.equal(ofAny([open, open]), open);
    assert.equal(ofAny([closed, closed]), closed);
    assert.equal(ofAny([unknown, unknown]), unknown);
    assert.equal(ofAny([]), undefined);
    assert.deepEqual(ofAny([open, closed]), { ...closed, state: 'unknown' });
    assert.deepEqual(ofAny([closed, open]), { ...closed, state: 'unknown' });
    assert.deepEqual(ofAny([closed, open, unknown]), unknown);
  });
});
