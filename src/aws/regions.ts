import { own } from '../core/guards';

/** A region that Lambda runs in. */
export interface Region {
  readonly code: string;
  /** AWS's own name for it, which is not translated. */
  readonly name: string;
  /** Whether an account has to enable it first. */
  readonly optIn: boolean;
}

const enabled = (code: string, name: string): Region => ({ code, name, optIn: false });
const optIn = (code: string, name: string): Region => ({ code, name, optIn: true });

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regions: readonly Region[] = [
  enabled('us-east-1', 'US East (N. Virginia)'),
  enabled('us-east-2', 'US East (Ohio)'),
  enabled('us-west-1', 'US West (N. California)'),
  enabled('us-west-2', 'US West (Oregon)'),
  optIn('af-south-1', 'Africa (Cape Town)'),
  optIn('ap-east-1', 'Asia Pacific (Hong Kong)'),
  optIn('ap-east-2', 'Asia Pacific (Taipei)'),
  optIn('ap-south-2', 'Asia Pacific (Hyderabad)'),
  optIn('ap-southeast-3', 'Asia Pacific (Jakarta)'),
  optIn('ap-southeast-5', 'Asia Pacific (Malaysia)'),
  optIn('ap-southeast-4', 'Asia Pacific (Melbourne)'),
  enabled('ap-south-1', 'Asia Pacific (Mumbai)'),
  optIn('ap-southeast-6', 'Asia Pacific (New Zealand)'),
  enabled('ap-northeast-3', 'Asia Pacific (Osaka)'),
  enabled('ap-northeast-2', 'Asia Pacific (Seoul)'),
  enabled('ap-southeast-1', 'Asia Pacific (Singapore)'),
  enabled('ap-southeast-2', 'Asia Pacific (Sydney)'),
  optIn('ap-southeast-7', 'Asia Pacific (Thailand)'),
  enabled('ap-northeast-1', 'Asia Pacific (Tokyo)'),
  enabled('ca-central-1', 'Canada (Central)'),
  optIn('ca-west-1', 'Canada West (Calgary)'),
  enabled('eu-central-1', 'Europe (Frankfurt)'),
  enabled('eu-west-1', 'Europe (Ireland)'),
  enabled('eu-west-2', 'Europe (London)'),
  optIn('eu-south-1', 'Europe (Milan)'),
  enabled('eu-west-3', 'Europe (Paris)'),
  optIn('eu-south-2', 'Europe (Spain)'),
  enabled('eu-north-1', 'Europe (Stockholm)'),
  optIn('eu-central-2', 'Europe (Zurich)'),
  optIn('il-central-1', 'Israel (Tel Aviv)'),
  optIn('mx-central-1', 'Mexico (Central)'),
  optIn('me-south-1', 'Middle East (Bahrain)'),
  optIn('me-central-1', 'Middle East (UAE)'),
  enabled('sa-east-1', 'South America (São Paulo)'),
  enabled('us-gov-east-1', 'AWS GovCloud (US-East)'),
  enabled('us-gov-west-1', 'AWS GovCloud (US-West)'),
  enabled('cn-north-1', 'China (Beijing)'),
  enabled('cn-northwest-1', 'China (Ningxia)'),
  enabled('eusc-de-east-1', 'AWS European Sovereign Cloud (Germany)'),
];

const byCode = new Map(regions.map(region => [region.code, region]));

export function findRegion(code: string): Region | undefined {
  return byCode.get(code);
}

/** A code that could be a region's, known to us or not: new regions come every year. */
export function looksLikeRegion(code: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(code);
}

/** What the names of a partition's hosts end in: https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html */
const partitions: readonly {
  readonly regions: RegExp;
  readonly suffix: string;
  readonly dualstack: string;
}[] = [
  { regions: /^cn-/, suffix: 'amazonaws.com.cn', dualstack: 'api.amazonwebservices.com.cn' },
  { regions: /^eusc-/, suffix: 'amazonaws.eu', dualstack: 'api.amazonwebservices.eu' },
  { regions: /^us-iso-/, suffix: 'c2s.ic.gov', dualstack: 'api.aws.ic.gov' },
  { regions: /^us-isob-/, suffix: 'sc2s.sgov.gov', dualstack: 'api.aws.scloud' },
  { regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk', dualstack: 'api.cloud-aws.adc-e.uk' },
  { regions: /^us-isof-/, suffix: 'csp.hci.ic.gov', dualstack: 'api.aws.hci.ic.gov' },
  { regions: /^/, suffix: 'amazonaws.com', dualstack: 'api.aws' },
];

/** Their endpoints of GovCloud are FIPS endpoints themselves: https://aws.amazon.com/compliance/fips/ */
const fipsByDefaultInGovCloud: Readonly<Partial<Record<string, 'all' | 'ipv4'>>> = {
  ec2: 'ipv4',
  monitoring: 'all',
};

/** Services with another name at their endpoints of both IPv4 and IPv6. */
const dualstackNames: Readonly<Partial<Record<string, string>>> = { elasticfilesystem: 'efs' };

/**
 * The host of AWS's own endpoint.
 * @param service as its endpoints spell it, e.g. `elasticfilesystem`
 */
export function serviceHost(
  service: string,
  region: string,
  { fips = false, dualstack = false }: { readonly fips?: boolean; readonly dualstack?: boolean } = {},
): string {
  const partition = partitions.find(({ regions }) => regions.test(region));
  const suffix = dualstack ? partition?.dualstack : partition?.suffix;
  const plain = region.startsWith('us-gov-') ? own(fipsByDefaultInGovCloud, service) : undefined;
  const isPlain = plain === 'all' || (plain === 'ipv4' && !dualstack);
  const name = (dualstack ? own(dualstackNames, service) : undefined) ?? service;
  return `${name}${fips && !isPlain ? '-fips' : ''}.${region}.${suffix ?? ''}`;
}
