import type { Connection } from '../../src/aws/connection';
import type { AwsApis } from '../../src/aws/awsApis';
import type { ProbeEvidence } from '../../src/core/judgeProbe';
import { FunctionCatalog, type KnownFunction } from '../../src/inspect/functionCatalog';
import { ProbeGuard, type ProbeGuardOptions } from '../../src/inspect/probeGuard';

/** The functions of one connection, listed as the extension lists them, and the guard over their invocation. */
export class ListedFunctions {
  readonly catalog: FunctionCatalog;
  readonly guard: ProbeGuard;
  readonly #connection: Connection;

  private constructor(catalog: FunctionCatalog, guard: ProbeGuard, connection: Connection) {
    this.catalog = catalog;
    this.guard = guard;
    this.#connection = connection;
  }

  static async of(
    apis: AwsApis,
    connection: Connection,
    evidence: () => Partial<ProbeEvidence> = () => ({}),
    more: Partial<ProbeGuardOptions> = {},
  ): Promise<ListedFunctions> {
    const catalog = new FunctionCatalog(apis, {
      get: () => undefined,
      update: () => Promise.resolve(),
    });
    const guard = new ProbeGuard({
      apis,
      catalog,
      evidence: () => ({
        installedFunctions: [],
        shellFunctions: [],
        isConfirmed: () => true,
        ...evidence(),
      }),
      ...more,
    });
    const listed = new ListedFunctions(catalog, guard, connection);
    await listed.refresh();
    return listed;
  }

  /** Lists anew. */
  refresh(): Promise<void> {
    return this.catalog.refresh([this.#connection]);
  }

  /** @throws where it is not listed */
  find(name: string): KnownFunction {
    const target = this.catalog.states[0]?.functions.find(each => each.name === name);
    if (!target) {
      throw new Error(`${name} is not listed.`);
    }
    return { target, connection: this.#connection };
  }
}
