import { own } from '../../core/guards';
import { looksLikeRegion } from '../../aws/regions';
import type { Connection } from '../../aws/connection';
import type { LambdaFunction } from '../../core/lambdaFunction';

/** Hosts of AWS's partitions: of the console, and what the names of their services end in. */
const partitions: Readonly<
  Record<string, { readonly console: string; readonly services: readonly string[] }>
> = {
  aws: { console: 'console.aws.amazon.com', services: ['amazonaws.com', 'api.aws'] },
  'aws-cn': {
    console: 'console.amazonaws.cn',
    services: ['amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  },
  'aws-us-gov': { console: 'console.amazonaws-us-gov.com', services: ['amazonaws.com', 'api.aws'] },
  'aws-eusc': {
    console: 'console.amazonaws-eusc.eu',
    services: ['amazonaws.eu', 'api.amazonwebservices.eu'],
  },
  'aws-iso': { console: 'console.c2shome.ic.gov', services: ['c2s.ic.gov', 'api.aws.ic.gov'] },
  'aws-iso-b': { console: 'console.sc2shome.sgov.gov', services: ['sc2s.sgov.gov', 'api.aws.scloud'] },
  'aws-iso-e': {
    console: 'console.csphome.adc-e.uk',
    services: ['cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  },
  'aws-iso-f': { console: 'console.csphome.hci.ic.gov', services: ['csp.hci.ic.gov', 'api.aws.hci.ic.gov'] },
};

/** The function's page in the AWS console. Undefined where it is not AWS that has been asked. */
export function consoleUrl(
  { arn, region, name }: LambdaFunction,
  { endpoint, kind }: Pick<Connection, 'endpoint' | 'kind'>,
): string | undefined {
  const partition = arn.split(':')[1] ?? '';
  // What an endpoint says of a region becomes a part of the host's name.
  if (kind === 'demo' || !looksLikeRegion(region)) {
    return undefined;
  }
  const hosts = own(partitions, partition);
  if (!hosts || (endpoint !== undefined && !isBelow(endpoint, hosts.services))) {
    return undefined;
  }
  const home = `lambda/home?region=${region}`;
  return `https://${region}.${hosts.console}/${home}#/functions/${encodeURIComponent(name)}?tab=configure`;
}

function isBelow(endpoint: string, domains: readonly string[]): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return domains.some(domain => host.endsWith(`.${domain}`));
}
