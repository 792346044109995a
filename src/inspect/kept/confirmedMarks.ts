import type { InvocableWay } from '../../core/capture/capture';
import { codeIdentity } from '../../core/codeIdentity';
import { isText, listOf, oneOf, shape } from '../../core/guards';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { Memento } from '../ports';

interface ConfirmedMark {
  readonly arn: string;
  readonly mark: InvocableWay;
  /** {@link codeIdentity} of the function when a person confirmed its mark. */
  readonly identity: string;
}

/** The number is the version of what is kept. */
const KEY = 'confirmedMarks.1';
/** The earliest are dropped: their functions are asked about again. */
const MOST_MARKS = 500;
const isMark = shape({ arn: isText, mark: oneOf('installed-probe', 'shell-handler'), identity: isText });

/**
 * What marked functions were when a person said what they are, over restarts. The settings hold ARNs alone, and what is
 * deployed at an ARN may be replaced.
 */
export class ConfirmedMarks {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Whether a function still is what it was when its mark was confirmed. */
  holds(target: LambdaFunction, mark: InvocableWay): boolean {
    const identity = codeIdentity(target);
    return this.#marks().some(
      known => known.arn === target.arn && known.mark === mark && known.identity === identity,
    );
  }

  /** A person says that a function is this, as it was just seen. */
  async confirm(target: LambdaFunction, mark: InvocableWay): Promise<void> {
    const others = this.#marks().filter(known => known.arn !== target.arn || known.mark !== mark);
    const confirmed = { arn: target.arn, mark, identity: codeIdentity(target) };
    await this.#memento.update(KEY, [confirmed, ...others].slice(0, MOST_MARKS));
  }

  async withdraw(arn: string, mark: InvocableWay): Promise<void> {
    await this.#memento.update(
      KEY,
      this.#marks().filter(known => known.arn !== arn || known.mark !== mark),
    );
  }

  /** @returns how many there were */
  async deleteAll(): Promise<number> {
    const { length } = this.#marks();
    await this.#memento.update(KEY, undefined);
    return length;
  }

  /** Newest first. What is stored may be damaged. */
  #marks(): readonly ConfirmedMark[] {
    const stored = this.#memento.get<unknown>(KEY);
    const marks: readonly unknown[] = listOf(() => true, MOST_MARKS)(stored) ? (stored as unknown[]) : [];
    return marks.filter((value): value is ConfirmedMark => isMark(value));
  }
}
