import type { LambdaFunction } from '../lambdaFunction';
import { ANY_ADDRESS, parseRange, type AddressRange } from '../mount/addressRange';
import { mountDenial } from '../mount/fileSystemPolicy';
import { isUnready, type FileSystemSetup, type MountTarget } from '../mount/fileSystemSetup';
import type { Network, Subnet } from '../mount/network';
import { readingValue, type Reading } from '../mount/reading';
import { isOfOtherAccount } from './mountCauses';
import { RETURN_PORTS, throughAcl } from './networkAcls';
import { ofAll, ofAny, passage, unread, type Passage } from './passage';
import { throughRoutes } from './routes';
import { NFS_PORT, throughGroups } from './securityGroups';

/**
 * The way from a function to its file system, each part of it proved open, proved closed, or not known. Of what was not
 * read, and of what another account does not show, nothing is guessed.
 */
export interface MountPath {
  /** One for each subnet of the function: Lambda uses any of them. */
  readonly lanes: readonly Lane[];
  /** Whether the function’s VPC resolves names. */
  readonly names: Passage;
  readonly fileSystem: Passage;
  readonly accessPoint: Passage;
}

/** From one subnet to the mount target of its zone. */
export interface Lane {
  readonly subnetId: string;
  /** Name or id of its zone, where it is known. */
  readonly zone?: string;
  readonly subnet: Passage;
  /** The mount target that it leads to, where that is known. */
  readonly target?: MountTarget;
  /** Whether there is one in the zone, and one that takes connections. */
  readonly targetThere: Passage;
  readonly targetReady?: Passage;
  /** Absent where there is no mount target to lead to. */
  readonly outbound?: Passage;
  readonly between?: Passage;
  readonly inbound?: Passage;
}

/** Whether AWS can be asked about the network around a function; of another account's file system it tells nothing. */
export function networkCanBeRead(target: LambdaFunction): boolean {
  const { origin, subnetIds, vpcId } = target;
  return (
    origin.kind !== 'recorded' && vpcId !== undefined && subnetIds.length > 0 && !isOfOtherAccount(target)
  );
}

/** The parts of a lane that there are, from the function on. */
export function passagesOf(lane: Lane): readonly Passage[] {
  const { between, inbound, outbound, subnet, targetReady, targetThere } = lane;
  const parts = [subnet, targetThere, targetReady, outbound, between, inbound];
  return parts.filter(part => part !== undefined);
}

/** Whether all of a lane is open, or what of it is not. */
export function throughLane(lane: Lane): Passage {
  return ofAll(passagesOf(lane)) ?? lane.subnet;
}

export function mountPath(target: LambdaFunction, setup: FileSystemSetup | undefined): MountPath {
  const { network } = setup ?? {};
  return {
    lanes: target.subnetIds.map(id => laneFrom(id, target, setup, network)),
    names: throughNames(network),
    fileSystem: fileSystemPassage(target, setup),
    accessPoint: existing(setup?.accessPoint, target),
  };
}

/** A file system that is there may refuse the function's role. */
function fileSystemPassage(target: LambdaFunction, setup: FileSystemSetup | undefined): Passage {
  const there = existing(setup?.fileSystem, target);
  const denial = there.state !== 'closed' && setup && mountDenial(setup, target);
  return denial ? passage('closed', 'policy-denies', { statement: denial.sid }) : there;
}

function existing(
  reading: Reading<{ readonly id: string; readonly lifeCycleState?: string } | null> | undefined,
  target: LambdaFunction,
): Passage {
  const value = readingValue(reading);
  if (value === null) {
    return isOfOtherAccount(target) ? passage('unknown', 'of-other-account') : passage('closed', 'gone');
  }
  const state = value?.lifeCycleState;
  if (!value || state === undefined) {
    return unread(reading);
  }
  return isUnready(state) ? passage('closed', 'unready', { state }) : passage('open', 'exists', { state });
}

function throughNames(network: Network | undefined): Passage {
  const dns = readingValue(network?.vpcDns);
  if (!dns) {
    return unread(network?.vpcDns);
  }
  const off = [
    ...(dns.support ? [] : ['enableDnsSupport']),
    ...(dns.hostnames ? [] : ['enableDnsHostnames']),
  ];
  if (off.length > 0) {
    return passage('closed', 'dns-off', { vpc: dns.vpcId, settings: off.join(', ') });
  }
  const servers = readingValue(network?.nameServers);
  if (!servers) {
    return unread(network?.nameServers);
  }
  const foreign = servers.filter(server => server !== 'AmazonProvidedDNS');
  return foreign.length > 0
    ? passage('unknown', 'own-name-servers', { vpc: dns.vpcId, servers: foreign.join(', ') })
    : passage('open', 'dns-on', { vpc: dns.vpcId });
}

function laneFrom(
  subnetId: string,
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  network: Network | undefined,
): Lane {
  const subnets = readingValue(network?.subnets);
  const here = subnets?.find(({ id }) => id === subnetId);
  const targets = readingValue(setup?.mountTargets);
  const inSubnet = targets?.find(candidate => candidate.subnetId === subnetId);
  const zone = here?.zone ?? here?.zoneId ?? inSubnet?.zone ?? inSubnet?.zoneId;
  const shown: Passage = here
    ? passage('open', 'subnet-in-zone', { subnet: subnetId, zone: zone ?? '' })
    : subnets
      ? passage('unknown', 'subnet-not-shown', { subnet: subnetId })
      : unread(network?.subnets);
  const lane = { subnetId, subnet: shown, zone };
  if (!targets) {
    return { ...lane, targetThere: unread(setup?.mountTargets) };
  }
  if (targets.length === 0) {
    return { ...lane, targetThere: passage('closed', 'no-target', { subnet: subnetId }) };
  }
  const zones = targets.map(candidate => sameZone(here, candidate, subnets));
  const inZone = inSubnet ?? targets.find((_, index) => zones[index] === true);
  const subnetZone = { subnet: subnetId, zone: zone ?? '' };
  if (!inZone && zones.every(same => same === false)) {
    return { ...lane, targetThere: passage('closed', 'no-target-in-zone', subnetZone) };
  }
  const candidates = inZone ? [inZone] : targets;
  const ways = candidates.map(candidate => wayTo(candidate, { subnetId, here, target, network }));
  return {
    ...lane,
    target: inZone,
    targetThere: inZone
      ? passage('open', 'target-available', { target: inZone.id, zone: inZone.zone ?? inZone.zoneId ?? '' })
      : passage('unknown', 'target-zone-unknown', subnetZone),
    targetReady: ofAny(candidates.map(readiness)),
    outbound: ofAny(ways.map(({ outbound }) => outbound)),
    between: ofAny(ways.map(({ between }) => between)),
    inbound: ofAny(ways.map(({ inbound }) => inbound)),
  };
}

function readiness({ id, lifeCycleState }: MountTarget): Passage {
  return isUnready(lifeCycleState)
    ? passage('closed', 'target-unready', { target: id, state: lifeCycleState })
    : passage('open', 'target-available', { target: id, zone: '' });
}

/** Undefined where either zone is not known. Names of zones differ between accounts, and ids do not. */
function sameZone(
  here: Subnet | undefined,
  { subnetId, zone, zoneId }: MountTarget,
  subnets: readonly Subnet[] | undefined,
): boolean | undefined {
  const there = subnets?.find(({ id }) => id === subnetId);
  const [a, b] = [here?.zoneId, zoneId ?? there?.zoneId];
  if (a !== undefined && b !== undefined) {
    return a === b;
  }
  const [ours, theirs] = [here?.zone, there?.zone ?? zone];
  return ours !== undefined && theirs !== undefined ? ours === theirs : undefined;
}

interface Start {
  readonly subnetId: string;
  /** Undefined where it was not read, or is not shown. */
  readonly here: Subnet | undefined;
  readonly target: LambdaFunction;
  readonly network: Network | undefined;
}

interface Way {
  readonly outbound: Passage;
  readonly between: Passage;
  readonly inbound: Passage;
}

/** To one mount target, of each family of addresses that both ends have. */
function wayTo(mountTarget: MountTarget, start: Start): Way {
  const { here, network, subnetId, target } = start;
  const there = readingValue(network?.subnets)?.find(({ id }) => id === mountTarget.subnetId);
  const ours = rangesOf(here?.cidrs);
  const theirs = rangesOf(mountTarget.addresses ?? there?.cidrs);
  const endsOf = (family: 4 | 6): Ends => ({
    ours: ours.find(range => range.family === family),
    theirs: theirs.find(range => range.family === family),
  });
  const ipv6 = endsOf(6);
  const hasIpv6 = target.ipv6AllowedForDualStack === true && ipv6.ours && ipv6.theirs;
  const hasIpv4 = [ours, theirs].every(
    ranges => ranges.length === 0 || ranges.some(({ family }) => family === 4),
  );
  const ends = [...(hasIpv4 || !hasIpv6 ? [endsOf(4)] : []), ...(hasIpv6 ? [ipv6] : [])];
  const ways = ends.map(pair => wayOfFamily(mountTarget, start, pair));
  return {
    outbound: ofAny(ways.map(({ outbound }) => outbound)) ?? unread(network?.securityGroups),
    between:
      subnetId === mountTarget.subnetId
        ? passage('open', 'one-subnet', { subnet: subnetId })
        : (ofAny(ways.map(({ between }) => between)) ?? unread(network?.networkAcls)),
    inbound: ofAny(ways.map(({ inbound }) => inbound)) ?? unread(network?.securityGroups),
  };
}

function rangesOf(texts: readonly string[] | undefined): readonly AddressRange[] {
  return (texts ?? []).flatMap(text => parseRange(text) ?? []);
}

/** The addresses of both ends, where they are known. */
interface Ends {
  readonly ours: AddressRange | undefined;
  readonly theirs: AddressRange | undefined;
}

function wayOfFamily(mountTarget: MountTarget, start: Start, ends: Ends): Way {
  const { network, target } = start;
  const known = readingValue(network?.securityGroups);
  const groups = known && { known, groupsWithoutRules: network?.groupsWithoutRules };
  const targetGroups = readingValue(mountTarget.securityGroups);
  const isInSameVpc = mountTarget.vpcId === target.vpcId;
  return {
    outbound: groups
      ? throughGroups('outbound', target.securityGroupIds, groups, {
          groups: targetGroups,
          addresses: ends.theirs,
          isInSameVpc,
        })
      : unread(network?.securityGroups),
    between: between(mountTarget, start, ends, isInSameVpc),
    inbound:
      groups && targetGroups
        ? throughGroups('inbound', targetGroups, groups, {
            groups: target.securityGroupIds,
            addresses: ends.ours,
            isInSameVpc,
          })
        : unread(targetGroups ? network?.securityGroups : mountTarget.securityGroups),
  };
}

/** What lies between the two network interfaces: the ACLs of both subnets, and routes where the VPCs differ. */
function between(
  { subnetId: theirSubnet, vpcId: theirVpc = '' }: MountTarget,
  { network, subnetId: ourSubnet, target }: Start,
  { ours = ANY_ADDRESS, theirs = ANY_ADDRESS }: Ends,
  isInSameVpc: boolean,
): Passage {
  const acls = readingValue(network?.networkAcls);
  const tables = readingValue(network?.routeTables);
  const aclOf = (subnetId: string) => acls?.find(({ subnetIds }) => subnetIds.includes(subnetId));
  const ourAcl = aclOf(ourSubnet);
  const theirAcl = aclOf(theirSubnet);
  const request = { from: NFS_PORT, to: NFS_PORT };
  const routes = isInSameVpc
    ? []
    : tables
      ? [
          throughRoutes({ id: ourSubnet, vpcId: target.vpcId ?? '' }, tables, theirs),
          throughRoutes({ id: theirSubnet, vpcId: theirVpc }, tables, ours),
        ]
      : [unread(network?.routeTables)];
  if (!acls) {
    return ofAll([
      ...routes.filter(({ state }) => state === 'closed'),
      unread(network?.networkAcls),
    ]) as Passage;
  }
  const notShown = (subnet: string) => [passage('unknown', 'acl-not-shown', { subnet })];
  const passages = [
    ...(ourAcl
      ? [
          throughAcl(ourAcl, 'outbound', { addresses: theirs, ...request }),
          throughAcl(ourAcl, 'inbound', { addresses: theirs, ...RETURN_PORTS }),
        ]
      : notShown(ourSubnet)),
    ...(theirAcl
      ? [
          throughAcl(theirAcl, 'inbound', { addresses: ours, ...request }),
          throughAcl(theirAcl, 'outbound', { addresses: ours, ...RETURN_PORTS }),
        ]
      : notShown(theirSubnet)),
    ...routes,
  ];
  const all = ofAll(passages) as Passage;
  const ids = [...new Set([ourAcl?.id, theirAcl?.id])].join(', ');
  return all.state === 'open' ? passage('open', 'acls-open', { acls: ids }) : all;
}
