import type { MountingFunction } from './graph';
import type { Resolver } from '../resolve/resolve';
import { resourcesOfType, type Template } from '../read/template';
import { known, resourceNamed, type Value } from '../resolve/values';

/** A block of IPv4 addresses, from the first to the last. */
export interface AddressBlock {
  readonly first: number;
  readonly last: number;
}

/** The block of a CIDR such as `10.0.0.0/16`; undefined for any other text. */
export function addressBlock(cidr: string): AddressBlock | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = (match ?? []).slice(1).map(Number);
  if (!match || [a, b, c, d].some(byte => byte > 255) || prefix > 32) {
    return undefined;
  }
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

export function overlap(a: AddressBlock, b: AddressBlock): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The addresses of subnets; undefined where one of them is not known. */
export function addressesOf(
  { template, resolver }: Pick<MountingFunction, 'template' | 'resolver'>,
  subnets: readonly Value[] | undefined,
): readonly AddressBlock[] | undefined {
  const blocks = subnets?.map(subnet => blockOf(template, resolver, subnet));
  return blocks?.length && blocks.every(block => block !== undefined) ? blocks : undefined;
}

/** A subnet's own block, or else its VPC's, where that has no other. */
function blockOf(template: Template, resolver: Resolver, subnet: Value): AddressBlock | undefined {
  const resource = resourceNamed(subnet);
  if (resource?.type !== 'AWS::EC2::Subnet') {
    return undefined;
  }
  const properties = resolver.resolve(resource.properties);
  const own = addressBlock(known(resolver.get(properties, 'CidrBlock')) ?? '');
  const vpc = resourceNamed(resolver.get(properties, 'VpcId'));
  const isWhole =
    vpc?.type === 'AWS::EC2::VPC' &&
    !template.resourcesOpen &&
    resourcesOfType(template, 'AWS::EC2::VPCCidrBlock').length === 0;
  return (
    own ??
    (isWhole
      ? addressBlock(known(resolver.get(resolver.resolve(vpc.properties), 'CidrBlock')) ?? '')
      : undefined)
  );
}
