import type { Connection } from '../aws/connection';
import type { AwsApis } from '../aws/awsApis';
import type { InvokeResult, LambdaApi } from '../aws/lambdaApi';
import { ProbeProof, type Sighting } from '../aws/sightings';
import type { InvocableWay } from '../core/capture/capture';
import { problemCodeOf, type HumanError } from '../core/humanError';
import { judgeProbe, markOf, type ProbeEvidence, whyUndecided } from '../core/judgeProbe';
import type { FunctionCatalog, KnownFunction } from './functionCatalog';
import { inspectError } from './inspectProblems';

export interface ProbeGuardOptions {
  readonly apis: AwsApis;
  readonly catalog: FunctionCatalog;
  readonly evidence: () => ProbeEvidence;
  /** Resolves when it is known which connections are selected. */
  readonly connected?: () => Promise<void>;
  /**
   * Asks a person whether a function is to be invoked as what it was when it was seen, where AWS does not allow to look
   * at it again. Without this, it is not.
   */
  readonly decide?: (seen: Sighting) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** How something is asked for. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Nobody has asked for it just now, so that no dialog may open: it is refused instead. */
  readonly unasked?: boolean;
}

/**
 * The only way to an Invoke. Of a function is known what Lambda said in this session over a connection that is selected
 * now; what is old is asked for again, and all is judged anew right before each Invoke.
 */
export class ProbeGuard {
  readonly #options: ProbeGuardOptions;
  readonly #deciding = new Map<string, Promise<boolean>>();

  constructor(options: ProbeGuardOptions) {
    this.#options = options;
  }

  /** As what a function can be invoked if it still is what is known of it. Nothing is invoked on this word. */
  judge({ connection, target }: KnownFunction): InvocableWay | undefined {
    return judgeProbe(target, connection.kind === 'demo', this.#options.evidence());
  }

  /** As what a function is marked that was not confirmed to be that as it is known: it is not invoked as that. */
  markToConfirm(known: KnownFunction): InvocableWay | undefined {
    return this.judge(known) === undefined ? markOf(known.target, this.#options.evidence()) : undefined;
  }

  /**
   * The connection that a function was known by, as it is selected now.
   * @throws HumanError where it is not
   */
  async selected(known: KnownFunction): Promise<Connection> {
    const { catalog, connected } = this.#options;
    const { id } = known.connection;
    if (catalog.connection(id) === undefined) {
      await connected?.();
    }
    const connection = catalog.connection(id);
    if (connection === undefined) {
      throw notSelected(known);
    }
    return connection;
  }

  /**
   * What a function is now: as it was seen some minutes ago at most, or else as Lambda says when asked again.
   * @throws HumanError where it cannot be known, or the signal's reason
   */
  async look(known: KnownFunction, asking: Asking): Promise<Sighting> {
    const { apis, catalog } = this.#options;
    const connection = await this.selected(known);
    const seen = catalog.sighting(known.target.arn, connection.id);
    const isUsable = seen && apis.for(connection).lambda.saw(seen);
    if (isUsable && seen.isFresh(this.#now())) {
      return seen;
    }
    try {
      return await catalog.look(known.target.arn, connection, asking.signal);
    } catch (error) {
      asking.signal.throwIfAborted();
      if (problemCodeOf(error) !== 'access-denied') {
        throw error;
      }
      if (!isUsable || asking.unasked || !(await this.#decide(seen))) {
        throw notLookedAt(known, error);
      }
      seen.accept(this.#now());
      // The list may have been read anew while the dialog was open.
      return this.look(known, asking);
    }
  }

  /**
   * Invokes a function as what it is known to be now. @param way as what `payload` is for
   * @throws HumanError, or the signal's reason
   */
  async invoke(
    known: KnownFunction,
    way: InvocableWay,
    payload: unknown,
    asking: Asking,
  ): Promise<InvokeResult> {
    const api = this.#options.apis.for(await this.selected(known)).lambda;
    const prove = () => this.#prove(known, way, api, asking);
    try {
      return await api.invoke(prove, payload, { signal: asking.signal, tail: true });
    } catch (error) {
      if (inChange.has(problemCodeOf(error))) {
        this.doubt(known);
      }
      throw error;
    }
  }

  /** What was seen of a function may not hold any more: it is looked at before it is invoked again. */
  doubt({ connection, target }: KnownFunction): void {
    this.#options.catalog.sighting(target.arn, connection.id)?.doubt();
  }

  /** Why a function is not invoked that is not known to be a probe. @param was what was known of it before */
  refusal(was: KnownFunction, now: KnownFunction): HumanError {
    const { name } = was.target;
    if (this.markToConfirm(now) !== undefined) {
      return inspectError('mark-not-confirmed', { function: name });
    }
    const reason = whyUndecided(now.target);
    return reason === '' && this.judge(was)
      ? inspectError('no-longer-a-probe', { function: name })
      : inspectError('not-known-as-probe', { function: name, reason });
  }

  async #prove(known: KnownFunction, way: InvocableWay, api: LambdaApi, asking: Asking): Promise<ProbeProof> {
    const seen = await this.look(known, asking);
    if (!api.saw(seen) || this.#options.catalog.connection(seen.connection.id) === undefined) {
      throw notSelected(known);
    }
    const proof = ProbeProof.of(seen, this.#options.evidence(), this.#now());
    if (proof?.way !== way) {
      throw this.refusal(known, seen);
    }
    return proof;
  }

  /** Several may wait for one answer. */
  async #decide(seen: Sighting): Promise<boolean> {
    const { arn } = seen.target;
    let deciding = this.#deciding.get(arn);
    if (!deciding) {
      deciding = (this.#options.decide?.(seen) ?? Promise.resolve(false)).finally(() =>
        this.#deciding.delete(arn),
      );
      this.#deciding.set(arn, deciding);
    }
    return deciding;
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

/** What Lambda says of a function that is being changed, or is gone. */
const inChange = new Set(['code-invalid', 'function-inactive', 'function-not-found', 'function-updating']);

function notSelected({ connection, target }: KnownFunction): HumanError {
  const { kind, profile = '', region } = connection;
  return kind === 'demo'
    ? inspectError('demo-not-selected', { function: target.name })
    : inspectError('connection-not-selected', { function: target.name, profile, region });
}

function notLookedAt({ target }: KnownFunction, refusal: unknown): HumanError {
  return inspectError('not-looked-at', { function: target.name }, refusal);
}
