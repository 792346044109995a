import { AwsEc2QueryProtocol } from '@aws-sdk/core/protocols';
import { EFSClient } from '@aws-sdk/client-efs';

import { clientSettings } from '../transport/clientSettings';
import type { Connection } from '../connection';
import { allPages } from './allPages';
import { flag, list, number, operation, structure, text, type Answer, type Ec2Operation } from './ec2Schema';
import { boundClient, readingConfig, type ReadingClientOptions } from '../transport/readingClient';
import { serviceHost } from '../regions';

type Answers = { readonly [Name in keyof typeof operations]: Answer<(typeof operations)[Name]> };

export type SubnetDescription = Answers['DescribeSubnets'][number];
export type RuleDescription = Answers['DescribeSecurityGroupRules'][number];
export type NetworkAclDescription = Answers['DescribeNetworkAcls'][number];
export type RouteTableDescription = Answers['DescribeRouteTables'][number];

/** The calls we make, all of which only read. What the SDK throws is passed on as it is. */
export interface Ec2Client {
  /** What there is with one of the values; what does not exist is left out. All pages of it. */
  find<Name extends keyof Answers>(
    name: Name,
    filter: string,
    values: readonly string[],
    signal: AbortSignal,
  ): Promise<Answers[Name]>;
  vpcAttribute(
    vpcId: string,
    attribute: 'enableDnsSupport' | 'enableDnsHostnames',
    signal: AbortSignal,
  ): Promise<boolean | undefined>;
  destroy(): void;
}

/**
 * A client of these operations alone. The SDK's own client of EC2 is three times as large as EFS's, for 700 operations
 * that are not ours. Each of its clients is the same machine around a list of operations: EFS's is given EC2's protocol,
 * host and signing name here, and so signs, retries and fails as the others do.
 */
export function connectEc2(connection: Connection, options: ReadingClientOptions): Ec2Client {
  const { client: variants, endpoints, region } = connection;
  const endpoint = endpoints?.ec2 ?? `https://${serviceHost('ec2', region, variants)}`;
  const client = new EFSClient({
    ...readingConfig(connection, 'ec2', options),
    ...clientSettings(endpoint, variants),
    endpointProvider: () => ({ url: new URL(endpoint) }),
    serviceId: 'EC2',
    apiVersion: VERSION,
    protocol: AwsEc2QueryProtocol,
    protocolSettings: {
      defaultNamespace: 'com.amazonaws.ec2',
      xmlNamespace: `http://ec2.amazonaws.com/doc/${VERSION}`,
      version: VERSION,
      serviceTarget: 'AmazonEC2',
    },
    httpAuthSchemeProvider: () => [
      {
        schemeId: 'aws.auth#sigv4',
        signingProperties: { name: 'ec2', region },
        propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }),
      },
    ],
  });
  boundClient(client, options);

  const send = async <Result>(
    { Command }: Ec2Operation<Result>,
    input: object,
    signal: AbortSignal,
  ): Promise<{ readonly result: Result | undefined; readonly nextToken?: string }> => {
    const answer = (await client.send(new Command(input) as never, { abortSignal: signal })) as {
      readonly result?: Result;
      readonly nextToken?: string;
    };
    return { result: answer.result, nextToken: answer.nextToken || undefined };
  };

  return {
    async find(name, filter, values, signal) {
      const found = await allPages(async nextToken => {
        const input = { filters: [{ name: filter, values }], nextToken };
        const page = await send<readonly unknown[]>(operations[name], input, signal);
        return { found: page.result ?? [], next: page.nextToken };
      });
      return found as never;
    },
    async vpcAttribute(vpcId, attribute, signal) {
      const { result } = await send(vpcAttributes[attribute], { vpcId, attribute }, signal);
      return result?.value;
    },
    destroy() {
      client.destroy();
    },
  };
}

const VERSION = '2016-11-15';

// Only what is used of each: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
const operations = {
  DescribeSubnets: operation(
    'DescribeSubnets',
    'subnetSet',
    list(
      structure({
        subnetId: text,
        vpcId: text,
        availabilityZone: text,
        availabilityZoneId: text,
        cidrBlock: text,
        ipv6CidrBlockAssociationSet: list(structure({ ipv6CidrBlock: text })),
      }),
    ),
  ),
  DescribeSecurityGroupRules: operation(
    'DescribeSecurityGroupRules',
    'securityGroupRuleSet',
    list(
      structure({
        securityGroupRuleId: text,
        groupId: text,
        isEgress: flag,
        ipProtocol: text,
        fromPort: number,
        toPort: number,
        cidrIpv4: text,
        cidrIpv6: text,
        prefixListId: text,
        referencedGroupInfo: structure({ groupId: text }),
      }),
    ),
  ),
  DescribeSecurityGroups: operation(
    'DescribeSecurityGroups',
    'securityGroupInfo',
    list(structure({ groupId: text })),
  ),
  DescribeNetworkAcls: operation(
    'DescribeNetworkAcls',
    'networkAclSet',
    list(
      structure({
        networkAclId: text,
        associationSet: list(structure({ subnetId: text })),
        entrySet: list(
          structure({
            ruleNumber: number,
            protocol: text,
            ruleAction: text,
            egress: flag,
            cidrBlock: text,
            ipv6CidrBlock: text,
            portRange: structure({ from: number, to: number }),
          }),
        ),
      }),
    ),
  ),
  DescribeVpcs: operation('DescribeVpcs', 'vpcSet', list(structure({ vpcId: text, dhcpOptionsId: text }))),
  DescribeDhcpOptions: operation(
    'DescribeDhcpOptions',
    'dhcpOptionsSet',
    list(
      structure({
        dhcpConfigurationSet: list(structure({ key: text, valueSet: list(structure({ value: text })) })),
      }),
    ),
  ),
  DescribeRouteTables: operation(
    'DescribeRouteTables',
    'routeTableSet',
    list(
      structure({
        routeTableId: text,
        vpcId: text,
        associationSet: list(structure({ subnetId: text, main: flag })),
        routeSet: list(
          structure({
            destinationCidrBlock: text,
            destinationIpv6CidrBlock: text,
            destinationPrefixListId: text,
            gatewayId: text,
            natGatewayId: text,
            transitGatewayId: text,
            vpcPeeringConnectionId: text,
            networkInterfaceId: text,
            egressOnlyInternetGatewayId: text,
            localGatewayId: text,
            carrierGatewayId: text,
            coreNetworkArn: text,
            state: text,
          }),
        ),
      }),
    ),
  ),
};

const vpcAttributes = {
  enableDnsSupport: operation('DescribeVpcAttribute', 'enableDnsSupport', structure({ value: flag })),
  enableDnsHostnames: operation('DescribeVpcAttribute', 'enableDnsHostnames', structure({ value: flag })),
};
