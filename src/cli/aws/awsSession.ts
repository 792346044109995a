import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { AwsApis } from '../../aws/awsApis';
import type { Connection, ConnectionSettings } from '../../aws/connection';
import { ConnectionResolver } from '../../aws/credentials/connectionResolver';
import type { MfaCodeProvider } from '../../aws/lambdaCaller';
import { RedactedLog, type Log } from '../../aws/log';
import type { Look } from '../../aws/sightings';
import { problemCodeOf } from '../../core/humanError';
import { plain } from '../../core/text/visibleText';
import { FunctionCatalog, type ConnectionState, type KnownFunction } from '../../inspect/functionCatalog';
import { asHumanError } from '../../inspect/inspectProblems';
import type { Inspection } from '../../inspect/inspection';
import { Inspector, type InspectOptions } from '../../inspect/inspector';
import { ProbeGuard } from '../../inspect/probeGuard';
import { ProbeJournal } from '../../inspect/temporary/probeJournal';
import { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import type { Arguments, RunContext } from '../command';
import { TroubleError } from '../troubleError';
import { nothingKept } from './memory';
import { stateFolder } from './stateFolder';

/** Base64 of the SHA-256 of the probe zip that is shipped; esbuild.mjs fills it in. */
declare const PROBE_CODE_SHA256: string;

/** Longest time inside a function, in seconds, and entries of a directory: those of the extension. */
const DEADLINE_SECONDS = 20;
const PAGE_SIZE = 10_000;

/** What an inspection reads besides how the file system is set up. */
export interface SurroundingsToRead {
  /** Which EC2 tells for nothing. */
  readonly network: boolean;
  /** Which CloudWatch charges for. */
  readonly metrics: boolean;
}

/** What the extension has of AWS, for one run without a window: whoever makes one closes it. */
export class AwsSession {
  readonly apis: AwsApis;
  /** The connections that this run has used, and what was seen over them. */
  readonly #catalog: FunctionCatalog;
  readonly inspector: Inspector;
  readonly temporaryProbes: TemporaryProbes;
  readonly #surroundings: RunContext;
  readonly #settings: Required<ConnectionSettings>;

  constructor(args: Pick<Arguments, 'flag' | 'value' | 'values'>, surroundings: RunContext) {
    this.#surroundings = surroundings;
    this.#settings = {
      profile: args.value('profile') ?? '',
      endpoint: args.value('endpoint') ?? '',
      regions: args.values('region'),
    };
    const log = new RedactedLog(args.flag('verbose') ? logTo(surroundings) : silent);
    this.apis = new AwsApis({ log, mfaCode: askMfaCode(surroundings) });
    this.#catalog = new FunctionCatalog(this.apis, nothingKept);
    this.temporaryProbes = new TemporaryProbes({
      apis: this.apis,
      journal: new ProbeJournal(path.join(stateFolder(surroundings), 'temporary-probes'), log),
      zip: () => readFile(path.join(surroundings.dist, 'probe.zip')),
      isShown: () => false,
      log,
    });
    this.inspector = new Inspector({
      apis: this.apis,
      guard: new ProbeGuard({
        apis: this.apis,
        catalog: this.#catalog,
        // Marks are a person's word for what a function was at a time: nobody gives it here.
        evidence: () => ({
          installedFunctions: [],
          shellFunctions: [],
          isConfirmed: () => false,
          shippedCodeSha256: PROBE_CODE_SHA256,
        }),
      }),
      temporaryProbes: this.temporaryProbes,
      deadlineSeconds: () => DEADLINE_SECONDS,
      pageSize: () => PAGE_SIZE,
    });
  }

  /**
   * Lists the functions of the connections that the options mean. What one of them refuses is in its state.
   * @throws HumanError, or the signal's reason
   */
  async list(signal: AbortSignal): Promise<readonly ConnectionState[]> {
    const connections = await this.#connect();
    signal.throwIfAborted();
    // One of its own: requests that run beside each other neither end each other's lists nor see half of them.
    const catalog = new FunctionCatalog(this.apis, nothingKept);
    const cancel = () => catalog.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await catalog.refresh(connections);
      signal.throwIfAborted();
      return catalog.states;
    } finally {
      signal.removeEventListener('abort', cancel);
      catalog.dispose();
    }
  }

  /** The connections that the options mean. @param regions instead of those @throws HumanError */
  async #connect(regions: readonly string[] = []): Promise<readonly Connection[]> {
    const { endpoint, profile, regions: chosen } = this.#settings;
    const wanted = regions.length > 0 ? regions : chosen;
    const resolver = new ConnectionResolver(this.#surroundings.environment);
    const connections = await resolver.resolve({ profile, endpoint, regions: wanted });
    const ids = new Set(connections.map(({ id }) => id));
    const others = this.#catalog.states.flatMap(({ connection }) =>
      ids.has(connection.id) ? [] : connection,
    );
    // Beside those that others may be using right now.
    this.#catalog.use([...others, ...connections]);
    return connections;
  }

  /**
   * What a function is now, by its name or ARN. @throws HumanError, also where it mounts no file system
   */
  async find(nameOrArn: string, signal: AbortSignal): Promise<KnownFunction> {
    const region = /^arn:[\w-]+:lambda:([\w-]+):/.exec(nameOrArn)?.[1];
    const connections = await this.#connect(region === undefined ? [] : [region]);
    const { t } = this.#surroundings;
    if (connections.length === 0) {
      throw new TroubleError(t('No region is known. Name one with --region.'));
    }
    const outcomes = await Promise.allSettled(
      connections.map(async connection => ({
        connection,
        look: await this.#lookAt(nameOrArn, connection, signal),
      })),
    );
    signal.throwIfAborted();
    const looks = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? outcome.value : []));
    const [found, other] = looks.flatMap(({ connection, look }) =>
      look?.sighting ? { target: look.sighting.target, connection } : [],
    );
    if (other) {
      throw new TroubleError(t('Several regions have a function {0}. Name it by its ARN.', plain(nameOrArn)));
    }
    if (!found) {
      // A region that refuses hides nothing of another; but it may be the one that has the function.
      const refused = outcomes.find(outcome => outcome.status === 'rejected');
      if (refused) {
        throw refused.reason;
      }
      const places = connections.map(connection => connection.region).join(', ');
      throw new TroubleError(
        looks.some(({ look }) => look)
          ? t('{0} mounts no file system.', plain(nameOrArn))
          : t('There is no function {0} in {1}.', plain(nameOrArn), places),
      );
    }
    return found;
  }

  /** Undefined where there is no such function. */
  async #lookAt(nameOrArn: string, connection: Connection, signal: AbortSignal): Promise<Look | undefined> {
    try {
      return await this.apis.for(connection).lambda.lookAt(nameOrArn, signal);
    } catch (error) {
      if (problemCodeOf(error) === 'function-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Inspects a function, and reads what is around its mount: as in a window, the network where the mount failed or that
   * was asked for, and CloudWatch where that was asked for. What fails is in the inspection.
   * @throws the signal's reason
   */
  async inspect(
    known: KnownFunction,
    options: InspectOptions,
    surroundings: SurroundingsToRead,
  ): Promise<Inspection> {
    const { buildReport, explainFailure } = await import('../../inspect/inspecting');
    try {
      const report = buildReport(await this.inspector.inspect(known, options));
      const setup = await this.#around(known, surroundings, options.signal);
      return { ...known, status: 'done', report, setup };
    } catch (error) {
      options.signal.throwIfAborted();
      const human = asHumanError(error);
      const first = human.problem && explainFailure(human.problem, known.target);
      const isOfMount = first?.facts.includes('accessPoint') ?? false;
      const wanted = { ...surroundings, network: surroundings.network || isOfMount };
      const setup =
        wanted.network || wanted.metrics ? await this.#around(known, wanted, options.signal) : undefined;
      const explanation = human.problem && explainFailure(human.problem, known.target, setup);
      const failure = { error: human, explanation, at: new Date().toISOString() };
      return { ...known, status: 'failed', failure, setup };
    }
  }

  /** How a function's file system is set up: a part of its own, that costs nothing else where it cannot be read. */
  async setupOf(known: KnownFunction, signal: AbortSignal): Promise<Inspection['setup']> {
    try {
      return await this.inspector.fileSystemSetup(known, signal);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #around(
    known: KnownFunction,
    { metrics: withMetrics, network: withNetwork }: SurroundingsToRead,
    signal: AbortSignal,
  ): Promise<Inspection['setup']> {
    const setup = await this.setupOf(known, signal);
    const whenRead = <T>(read: Promise<T>) =>
      read.catch(() => {
        signal.throwIfAborted();
        return undefined;
      });
    const [network, metrics] = await Promise.all([
      setup && withNetwork ? whenRead(this.inspector.network(known, setup, signal)) : undefined,
      setup && withMetrics ? whenRead(this.inspector.metrics(known, setup, signal)) : undefined,
    ]);
    return setup && { ...setup, ...(network && { network }), ...(metrics && { metrics }) };
  }

  /** Deletes what was created, and ends what is under way. */
  async close(): Promise<void> {
    await this.temporaryProbes.close();
    this.#catalog.dispose();
    this.apis.dispose();
  }
}

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function logTo({ errors }: RunContext): Log {
  const line = (message: string) => errors.line(message);
  return {
    debug: line,
    info: line,
    warn: line,
    error: error => line(typeof error === 'string' ? error : (error.stack ?? error.message)),
  };
}

/** Asks a person where one is there. */
function askMfaCode({ errors, input, t }: RunContext): MfaCodeProvider {
  return async (serial, profile) => {
    if (!input.isTTY || !errors.isInteractive) {
      return undefined;
    }
    const lines = createInterface({ input });
    try {
      errors.line(t('Multi-factor authentication for {0}', profile));
      errors.write(`${t('Code of the device {0}', serial)}: `);
      return (await lines.question('')).trim();
    } finally {
      lines.close();
    }
  };
}
