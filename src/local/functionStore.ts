import type { FunctionConfiguration, State, StateReasonCode } from '@aws-sdk/client-lambda';
import type { Creation } from './faults';
import { DEMO_ACCOUNT, functionArn, type FunctionReference } from './functionName';
import type { FunctionCode } from './options';
import { ServiceError } from './serviceError';

export type Tags = Readonly<Record<string, string>>;

export interface StoredState extends Readonly<
  Pick<FunctionConfiguration, 'LastUpdateStatus' | 'LastUpdateStatusReason' | 'LastUpdateStatusReasonCode'>
> {
  readonly State: State;
  readonly StateReason?: string;
  readonly StateReasonCode?: StateReasonCode;
}

export const ACTIVE: StoredState = { State: 'Active' };

/** A function that exists. */
export class StoredFunction {
  tags: Tags;
  #state: StoredState;
  #next: { readonly at: number; readonly state: StoredState } | undefined;

  /** @param configuration as ListFunctions answers it, without the state */
  constructor(
    readonly region: string,
    readonly configuration: FunctionConfiguration & {
      readonly FunctionName: string;
      readonly Timeout: number;
    },
    readonly code: FunctionCode,
    tags: Tags,
    state: StoredState,
  ) {
    this.tags = tags;
    this.#state = state;
  }

  get name(): string {
    return this.configuration.FunctionName;
  }

  get arn(): string {
    return functionArn(this.region, this.name);
  }

  get state(): StoredState {
    if (this.#next && Date.now() >= this.#next.at) {
      this.#state = this.#next.state;
      this.#next = undefined;
    }
    return this.#state;
  }

  /** Makes it Pending, and Active or Failed after that. */
  prepare(reason: StoredState, { pendingMs = 0, failure }: Creation): void {
    this.#state = reason;
    this.#next = {
      at: Date.now() + pendingMs,
      state: failure
        ? { State: 'Failed', StateReason: failure.reason, StateReasonCode: failure.code }
        : ACTIVE,
    };
  }

  /** What GetFunctionConfiguration answers. */
  describe(): FunctionConfiguration {
    const { state } = this;
    const updated = state.State === 'Pending' ? {} : { LastUpdateStatus: 'Successful' as const };
    return { ...this.configuration, ...updated, ...state };
  }
}

/** All functions of one account, by region, in the order of their creation. */
export class FunctionStore {
  readonly #regions = new Map<
    string,
    Map<string, { readonly sequence: number; readonly stored: StoredFunction }>
  >();
  #sequence = 0;

  add(stored: StoredFunction): void {
    const region = this.#regions.get(stored.region) ?? new Map<string, never>();
    if (region.has(stored.name)) {
      throw new ServiceError('ResourceConflictException', `Function already exist: ${stored.name}`);
    }
    region.set(stored.name, { sequence: ++this.#sequence, stored });
    this.#regions.set(stored.region, region);
  }

  remove(stored: StoredFunction): void {
    this.#regions.get(stored.region)?.delete(stored.name);
  }

  get(reference: FunctionReference, region: string): StoredFunction {
    if (reference.region !== region) {
      throw new ServiceError(
        'ResourceNotFoundException',
        `Functions from '${reference.region}' are not reachable in this region ('${region}')`,
      );
    }
    const arn = functionArn(region, reference.name);
    if (reference.accountId !== DEMO_ACCOUNT) {
      throw new ServiceError(
        'AccessDeniedException',
        `User: arn:aws:iam::${DEMO_ACCOUNT}:user/local is not authorized to use ${arn.replace(DEMO_ACCOUNT, reference.accountId)}`,
      );
    }
    const stored = this.#regions.get(region)?.get(reference.name)?.stored;
    const isLatest = reference.qualifier === undefined || reference.qualifier === '$LATEST';
    if (!stored || !isLatest) {
      throw new ServiceError(
        'ResourceNotFoundException',
        `Function not found: ${arn}${reference.qualifier === undefined ? '' : `:${reference.qualifier}`}`,
      );
    }
    return stored;
  }

  /** The functions of a region that were created after the one at `after`, at most `limit`, and where to go on. */
  page(region: string, after: number, limit: number): { functions: StoredFunction[]; next?: number } {
    const functions: StoredFunction[] = [];
    let last = after;
    for (const { sequence, stored } of this.#regions.get(region)?.values() ?? []) {
      if (sequence <= after) {
        continue;
      }
      if (functions.length === limit) {
        return { functions, next: last };
      }
      functions.push(stored);
      last = sequence;
    }
    return { functions };
  }

  /** The VPC in which some function already uses this subnet. */
  vpcOf(region: string, subnetId: string): string | undefined {
    for (const { stored } of this.#regions.get(region)?.values() ?? []) {
      const vpc = stored.configuration.VpcConfig;
      if (vpc?.SubnetIds?.includes(subnetId)) {
        return vpc.VpcId;
      }
    }
    return undefined;
  }
}
