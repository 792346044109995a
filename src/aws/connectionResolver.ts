import type { AwsEnvironment, Connection, ConnectionSettings, ProfileSummary } from './connection';

/**
 * Finds the connections that settings, environment and `~/.aws` mean. Reads files each time: nothing is remembered,
 * so an edited file counts at once.
 */
export class ConnectionResolver {
  readonly #environment: AwsEnvironment;

  constructor(environment: AwsEnvironment = process.env) {
    this.#environment = environment;
  }

  /**
   * One connection for each region.
   * @throws HumanError with problem `profile-not-found`, `no-region`, `no-credentials`, `bad-region`, `bad-endpoint`
   *   or `config-unreadable`
   */
  async resolve(settings: ConnectionSettings): Promise<readonly Connection[]> {
    const profiles = await import('./profiles');
    return profiles.resolveConnections(settings, this.#environment);
  }

  /** The profiles of `~/.aws`, in the order of the files. */
  async listProfiles(): Promise<readonly ProfileSummary[]> {
    const profiles = await import('./profiles');
    return profiles.listProfiles(this.#environment);
  }
}
