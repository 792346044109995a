import { covers, parseRange, touches, type AddressRange } from '../mount/addressRange';
import type { Route, RouteTable } from '../mount/network';
import { passage, type Passage } from './passage';

/**
 * Whether a subnet has a route to addresses of another VPC. A peering connection leads there by itself; of what is
 * behind anything else, EC2 tells nothing here. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export function throughRoutes(
  subnet: { readonly id: string; readonly vpcId: string },
  tables: readonly RouteTable[],
  to: AddressRange,
): Passage {
  const table =
    tables.find(({ subnetIds }) => subnetIds.includes(subnet.id)) ??
    tables.find(({ isMain, vpcId }) => isMain && vpcId === subnet.vpcId);
  if (!table) {
    return passage('unknown', 'not-read');
  }
  const params = { table: table.id, subnet: subnet.id };
  const inPart = table.routes.find(route => isForPart(route, to));
  if (inPart) {
    return passage('unknown', 'route-in-part', { ...params, destination: inPart.destination });
  }
  const route = longestFit(table.routes, to);
  if (!route || route.target === 'local') {
    return passage('closed', 'no-route', params);
  }
  const { isActive, target } = route;
  if (!isActive) {
    return passage('closed', 'route-dead', { ...params, target });
  }
  return target.startsWith('pcx-')
    ? passage('open', 'routes-open', { ...params, target })
    : passage('unknown', 'route-beyond', { ...params, target });
}

/** The most specific route decides. */
function longestFit(routes: readonly Route[], to: AddressRange): Route | undefined {
  const fitting = routes.flatMap(route => {
    const range = parseRange(route.destination);
    return range && covers(range, to) ? [{ route, size: range.last - range.first }] : [];
  });
  return fitting.toSorted((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0))[0]?.route;
}

/**
 * Whether it may decide of some of the addresses, and not of all: it is for a part of them, or for a prefix list. That
 * of a gateway endpoint holds the addresses of Amazon S3 or DynamoDB alone.
 */
function isForPart({ destination, target }: Route, to: AddressRange): boolean {
  const range = parseRange(destination);
  return range ? touches(range, to) && !covers(range, to) : !target.startsWith('vpce-');
}
