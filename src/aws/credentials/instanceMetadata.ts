import type { AwsEnvironment } from '../connection';

/** Both calls together; on most machines nothing answers at the address, or there is no way to it. */
const TIMEOUT_MS = 1000;

/** Longest token or name of a region that is read: whoever answers at the address need not be AWS. */
const MOST_CHARACTERS = 256;

/** Where the instance metadata service is asked. */
export function metadataEndpoint(environment: AwsEnvironment): string {
  const { AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: mode } =
    environment;
  return endpoint || (mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254');
}

export function metadataDisabled(environment: AwsEnvironment): boolean {
  return environment.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true';
}

/**
 * The region of the EC2 instance that this runs on, which the AWS CLI takes where no other is set. Undefined where
 * nobody says it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export async function instanceRegion(environment: AwsEnvironment): Promise<string | undefined> {
  if (metadataDisabled(environment)) {
    return undefined;
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(new URL(path, metadataEndpoint(environment)), { ...init, signal });
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    return response.ok && length <= MOST_CHARACTERS ? (await response.text()).trim() : undefined;
  };
  try {
    const token = await ask('/latest/api/token', {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
    });
    const headers = token && /^[\w=+/.-]+$/.test(token) ? { 'x-aws-ec2-metadata-token': token } : undefined;
    return await ask('/latest/meta-data/placement/region', { headers });
  } catch {
    return undefined;
  }
}
