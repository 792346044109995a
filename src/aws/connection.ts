/** One region of one account, or the demo, as one endpoint that can be asked for functions. */
export interface Connection {
  /** Stable over reloads while profile, region and endpoint stay the same. */
  readonly id: string;
  readonly kind: 'aws' | 'demo';
  /** Name in `~/.aws`; absent where the credentials come from the environment. */
  readonly profile?: string;
  readonly region: string;
  /** Of Lambda. Absent for AWS's own endpoint of the region. */
  readonly endpoint?: string;
  /** Of EFS. Absent for AWS's own endpoint of the region. */
  readonly efsEndpoint?: string;
}

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
  return { id: 'demo', kind: 'demo', region: DEMO_REGION, endpoint, efsEndpoint: endpoint };
}

export const DEMO_REGION = 'us-east-1';

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
