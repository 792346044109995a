import assert from 'node:assert/strict';

import { allAt, demoConnection, type Connection } from '../../../src/aws/connection';
import { mountPath } from '../../../src/core/failure/mountPath';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { MountTarget } from '../../../src/core/mount/fileSystemSetup';
import type { Network } from '../../../src/core/mount/network';
import type { NetworkSeed } from '../../../src/local';
import { lambdaFunction } from '../core/captures';
import { FakeLambda } from './fakeLambda';
import { localApis } from './localApis';
import { present } from '../../harness/present';

const seed: NetworkSeed = {
  vpcId: 'vpc-1',
  dnsHostnames: false,
  nameServers: ['10.0.0.2', 'AmazonProvidedDNS'],
  subnets: [
    {
      id: 'subnet-a',
      vpcId: 'vpc-1',
      zone: 'us-east-1a',
      zoneId: 'use1-az1',
      cidrs: ['10.0.1.0/24', '2001:db8::/64'],
    },
    { id: 'subnet-t', vpcId: 'vpc-2', zone: 'us-east-1a', zoneId: 'use1-az1', cidrs: ['10.9.1.0/24'] },
  ],
  securityGroups: [
    { id: 'sg-empty', rules: [] },
    {
      id: 'sg-target',
      rules: [
        {
          id: 'sgr-1',
          direction: 'inbound',
          protocol: 'tcp',
          fromPort: 2049,
          toPort: 2049,
          groupId: 'sg-empty',
        },
        {
          id: 'sgr-2',
          direction: 'inbound',
          protocol: '-1',
          fromPort: -1,
          toPort: -1,
          cidr: '2001:db8::/32',
        },
        {
          id: 'sgr-3',
          direction: 'outbound',
          protocol: 'tcp',
          fromPort: 1,
          toPort: 9,
          prefixListId: 'pl-<&>',
        },
      ],
    },
  ],
  networkAcls: [
    {
      id: 'acl-1',
      subnetIds: ['subnet-a', 'subnet-t'],
      entries: [
        {
          number: 1,
          direction: 'inbound',
          action: 'deny',
          protocol: '6',
          cidr: '::/0',
          fromPort: 22,
          toPort: 23,
        },
        { number: 32_767, direction: 'outbound', action: 'allow', protocol: '-1', cidr: '0.0.0.0/0' },
      ],
    },
  ],
  routeTables: [
    {
      id: 'rtb-1',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-a'],
      isMain: true,
      routes: [
        { destination: '10.0.0.0/16', target: 'local', isActive: true },
        { destination: '10.9.0.0/16', target: 'pcx-1', isActive: false },
        { destination: 'pl-1', target: 'tgw-1', isActive: true },
      ],
    },
  ],
};

const target: LambdaFunction = {
  ...lambdaFunction(),
  vpcId: 'vpc-1',
  subnetIds: ['subnet-a', 'subnet-gone'],
  securityGroupIds: ['sg-empty', 'sg-of-somebody-else'],
};
const mountTarget: MountTarget = {
  id: 'fsmt-1',
  subnetId: 'subnet-t',
  vpcId: 'vpc-2',
  lifeCycleState: 'available',
  securityGroups: { ok: true, value: ['sg-target'] },
};
const never = new AbortController().signal;

describe('Ec2Api', () => {
  const world = localApis({ networks: [seed] });
  const read = (signal = never) => world.api.ec2.network(target, [mountTarget], signal);

  it('reads subnets, groups and their rules, ACLs, names and, between VPCs, routes', async () => {
    const { readAt, ...network } = await read();
    assert.ok(Date.parse(readAt) > 0);
    assert.deepEqual(present(network), {
      subnets: { ok: true, value: seed.subnets },
      securityGroups: { ok: true, value: seed.securityGroups.slice(1) },
      groupsWithoutRules: { ok: true, value: ['sg-empty'] },
      networkAcls: { ok: true, value: seed.networkAcls },
      vpcDns: { ok: true, value: { vpcId: 'vpc-1', support: true, hostnames: false } },
      nameServers: { ok: true, value: seed.nameServers },
      routeTables: { ok: true, value: seed.routeTables },
    });
  });

  it('asks for routes only between VPCs, and for groups only where one has no rule', async () => {
    const before = world.local.calls.length;
    const inVpc = { ...mountTarget, vpcId: 'vpc-1' };
    const of = { ...target, securityGroupIds: ['sg-target'] };
    await world.api.ec2.network(of, [inVpc], never);
    const asked = world.local.calls.slice(before).map(({ operation }) => operation);
    assert.deepEqual(asked.toSorted(), [
      'DescribeDhcpOptions',
      'DescribeNetworkAcls',
      'DescribeSecurityGroupRules',
      'DescribeSubnets',
      'DescribeVpcAttribute',
      'DescribeVpcAttribute',
      'DescribeVpcs',
    ]);
  });

  /** What is left out by each denial; all other parts are there as before. */
  const parts: readonly (readonly [string, keyof Network])[] = [
    ['DescribeSubnets', 'subnets'],
    ['DescribeSecurityGroupRules', 'securityGroups'],
    ['DescribeSecurityGroups', 'groupsWithoutRules'],
    ['DescribeNetworkAcls', 'networkAcls'],
    ['DescribeVpcAttribute', 'vpcDns'],
    ['DescribeVpcs', 'nameServers'],
    ['DescribeDhcpOptions', 'nameServers'],
    ['DescribeRouteTables', 'routeTables'],
  ];
  for (const [operation, part] of parts) {
    it(`loses only ${part} where ${operation} is denied`, async () => {
      const whole = await read();
      const message = `You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/u is not authorized to perform: ec2:${operation} because no identity-based policy allows the ec2:${operation} action`;
      world.local.setFaults([
        { operation, effect: { kind: 'error', name: 'UnauthorizedOperation', message } },
      ]);
      const { [part]: lost, ...rest } = await read();
      assert.ok(lost !== undefined && typeof lost !== 'string' && !lost.ok);
      assert.equal(lost.action, `ec2:${operation}`);
      assert.deepEqual(
        [lost.problem.code, lost.problem.params['action']],
        ['access-denied', `ec2:${operation}`],
      );
      const others = { ...whole, [part]: undefined };
      const same = part === 'securityGroups' ? { ...others, groupsWithoutRules: undefined } : others;
      assert.deepEqual(
        JSON.parse(JSON.stringify({ ...rest, readAt: '' })),
        JSON.parse(JSON.stringify({ ...same, readAt: '' })),
      );
      assert.equal(mountPath(target, undefined).lanes.length, 2);
    });
  }

  it('waits and asks again where EC2 is busy, and takes that for a failure of the part in the end', async () => {
    const busy = { kind: 'error', name: 'RequestLimitExceeded', message: 'Request limit exceeded.' } as const;
    world.local.setFaults([{ operation: 'DescribeSubnets', times: 1, effect: busy }]);
    assert.ok((await read()).subnets.ok);
    world.local.setFaults([{ operation: 'DescribeSubnets', effect: busy }]);
    const { subnets } = await read();
    assert.ok(!subnets.ok);
    assert.equal(subnets.problem.code, 'throttled');
  }).timeout(20_000);

  it('ends with the signal’s reason', async () => {
    const abort = new AbortController();
    world.local.setFaults([{ operation: 'DescribeSubnets', effect: { kind: 'hang' } }]);
    const reading = read(abort.signal);
    setImmediate(() => abort.abort(new Error('enough')));
    await assert.rejects(reading, /enough/);
  });

  it('asks in EC2’s own words, as the API has them', async () => {
    const asked: string[] = [];
    const fake = await FakeLambda.start(({ body }, response) => {
      asked.push(body);
      response.end('<x/>');
    });
    try {
      const connection: Connection = { ...demoConnection(fake.url), id: 'fake' };
      await world.apis.for(connection).ec2.network(target, [mountTarget], never);
    } finally {
      await fake.stop();
    }
    assert.ok(
      asked.includes(
        'Action=DescribeSubnets&Version=2016-11-15&Filter.1.Name=subnet-id&Filter.1.Value.1=subnet-a&Filter.1.Value.2=subnet-gone&Filter.1.Value.3=subnet-t',
      ),
      asked[0],
    );
    assert.ok(
      asked.includes('Action=DescribeVpcAttribute&Version=2016-11-15&VpcId=vpc-1&Attribute=enableDnsSupport'),
    );
  });

  it('does not take for off what an answer about names leaves out', async () => {
    const fake = await FakeLambda.start(({ body }, response) => {
      response.end(body.includes('enableDnsSupport') ? '<r><enableDnsSupport/></r>' : '<r/>');
    });
    try {
      const connection: Connection = { ...demoConnection(fake.url), id: 'fake', endpoints: allAt(fake.url) };
      const network = await world.apis.for(connection).ec2.network(target, [mountTarget], never);
      assert.equal(network.vpcDns, undefined);
      const { names } = mountPath(target, { readAt: '', accessPoint: { ok: true, value: null }, network });
      assert.deepEqual([names.state, names.fact.code], ['unknown', 'not-read']);
    } finally {
      await fake.stop();
    }
  });

  for (const [what, body] of [
    ['a page of a proxy', '<!doctype html><html><body><p>Sign in</body></html>'],
    ['JSON', '{"subnets":[]}'],
    ['nothing', ''],
    ['an element that is not closed', '<DescribeSubnetsResponse><subnetSet><item>'],
    [
      'elements where text belongs',
      '<r><subnetSet><item><subnetId><a>1</a></subnetId></item></subnetSet></r>',
    ],
    [
      'entities within entities',
      '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><r><subnetSet><item><subnetId>&c;</subnetId></item></subnetSet></r>',
    ],
  ] as const) {
    it(`takes ${what} for no bug of the extension`, async () => {
      const fake = await FakeLambda.start((_, response) => {
        response.setHeader('content-type', 'text/xml');
        response.end(body);
      });
      try {
        const connection: Connection = { ...demoConnection(fake.url), id: what, endpoints: allAt(fake.url) };
        const { subnets } = await world.apis.for(connection).ec2.network(target, [mountTarget], never);
        assert.ok(
          subnets.ok ? subnets.value.length <= 1 : subnets.problem.code === 'not-aws',
          JSON.stringify(subnets),
        );
      } finally {
        await fake.stop();
      }
    });
  }
});
