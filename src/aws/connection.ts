/** One region of one account, or the demo, as one endpoint that can be asked for functions. */
export interface Connection {
  /** Stable over reloads while profile, region and endpoint stay the same. */
  readonly id: string;
  readonly kind: 'aws' | 'demo';
  /** Name in `~/.aws` of the profile whose settings count; absent for those of `default`. */
  readonly profile?: string;
  /** Where the credentials come from. Absent where that is not known before they are asked for. */
  readonly origin?: CredentialOrigin;
  readonly region: string;
  /** Where `~/.aws` is. Absent for this computer. */
  readonly machine?: RemoteMachine;
  /** What the profile says of clients. Absent where it says nothing. */
  readonly client?: ClientOptions;
  /** Of Lambda. Absent for AWS's own endpoint of the region. */
  readonly endpoint?: string;
  /** Of the services beside Lambda. Absent for AWS's own endpoints of the region. */
  readonly endpoints?: ServiceEndpoints;
}

/** Services that are asked about what is around a mount, as `[services]` sections name them. */
export type SurroundingService = 'efs' | 's3files' | 'ec2' | 'cloudwatch';
export const surroundingServices: readonly SurroundingService[] = ['efs', 's3files', 'ec2', 'cloudwatch'];

/** An endpoint each, where it is not AWS's own of the region. */
export type ServiceEndpoints = Readonly<Partial<Record<SurroundingService, string>>>;

/** How a profile wants AWS to be asked. */
export interface ClientOptions {
  /** AWS's own endpoints that are validated under FIPS 140. An explicit endpoint has no such variant. */
  readonly fips?: boolean;
  /** AWS's own endpoints for IPv4 and IPv6. An explicit endpoint has no such variant. */
  readonly dualstack?: boolean;
  readonly retryMode?: 'standard' | 'adaptive';
  /** Requests for a call at most, the first among them. */
  readonly maxAttempts?: number;
  /** File of certificates in PEM to trust where a certificate is not trusted without it. */
  readonly caBundle?: string;
}

/**
 * Whose credentials are used: a profile's, or those that came without one. Such as the AWS CLI finds them in this
 * order: variables of the environment, a role in the profile, a web identity in the environment, the rest of the
 * profile, the container, and the EC2 instance.
 */
export type CredentialOrigin = 'environment' | 'web-identity' | 'profile' | 'container' | 'instance';

/** Where the extension runs, where that is not the computer that people sit at. */
export type RemoteMachine = 'wsl' | 'ssh' | 'container' | 'codespace' | 'remote';

/** Where AWS tools keep their settings, with the variables that move them. */
export type AwsEnvironment = Readonly<Record<string, string | undefined>>;

/** What the user has set; empty values count as not set. */
export interface ConnectionSettings {
  readonly profile?: string;
  readonly regions?: readonly string[];
  readonly endpoint?: string;
}

/** The connection to the demo's endpoint on loopback. */
export function demoConnection(endpoint: string): Connection {
  // Its port differs from start to start; what was inspected stays known by the id.
  return { id: 'demo', kind: 'demo', region: DEMO_REGION, endpoint, endpoints: allAt(endpoint) };
}

const DEMO_REGION = 'us-east-1';

/** One endpoint for all of them, as a local one is. */
export function allAt(endpoint: string): ServiceEndpoints {
  return Object.fromEntries(surroundingServices.map(service => [service, endpoint]));
}

export function awsConnection(parts: Omit<Connection, 'id' | 'kind'>): Connection {
  return {
    id: ['aws', parts.profile ?? '', parts.region, parts.endpoint ?? ''].join('|'),
    kind: 'aws',
    ...parts,
  };
}

/** A profile for the picker. Holds nothing secret. */
export interface ProfileSummary {
  readonly name: string;
  readonly region?: string;
  readonly source: CredentialSource;
  /** Account of an SSO profile or of the role, where the files say so. */
  readonly accountId?: string;
}

/** Where a profile's credentials come from. */
export type CredentialSource = 'sso' | 'login' | 'role' | 'web-identity' | 'process' | 'keys' | 'none';
