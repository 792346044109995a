import type {
  AwsEnvironment,
  Connection,
  ConnectionSettings,
  ProfileSummary,
  RemoteMachine,
} from '../connection';

/**
 * Finds the connections that settings, environment and `~/.aws` mean. Reads files each time: nothing is remembered,
 * so an edited file counts at once.
 */
export class ConnectionResolver {
  readonly #environment: AwsEnvironment;
  readonly #machine: RemoteMachine | undefined;

  /** @param machine where this runs, where it is not the computer that people sit at */
  constructor(environment: AwsEnvironment = process.env, machine?: RemoteMachine) {
    this.#environment = environment;
    this.#machine = machine;
  }

  /**
   * One connection for each region.
   * @throws HumanError with problem `profile-not-found`, `no-region`, `no-credentials`, `bad-region`, `bad-endpoint`
   *   or `config-unreadable`
   */
  async resolve(settings: ConnectionSettings): Promise<readonly Connection[]> {
    const profiles = await import('./profiles');
    return profiles.resolveConnections(settings, this.#environment, this.#machine);
  }

  /** The profiles of `~/.aws`, in the order of the files. */
  async listProfiles(): Promise<readonly ProfileSummary[]> {
    const profiles = await import('./profiles');
    return profiles.listProfiles(this.#environment);
  }
}
