import type { LambdaFunction } from '../core/lambdaFunction';
import { own } from '../core/guards';

/** How a function of a template is named. */
export interface TemplateFunctionName {
  readonly logicalId: string;
  /** Where the template gives one. */
  readonly functionName?: string;
  /** Its document's URI: one template may be deployed as several stacks, whose functions have the same logical ids. */
  readonly template: string;
}

/**
 * The tags that CloudFormation gives to what it creates.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
const LOGICAL_ID_TAG = 'aws:cloudformation:logical-id';
const STACK_NAME_TAG = 'aws:cloudformation:stack-name';

/** Which stacks deployed functions belong to, as far as their tags were read, and which stack a template stands for. */
export class StackOrigins {
  readonly #origins = new Map<string, { readonly logicalId?: string; readonly stack?: string }>();
  /** Names of stacks that the person has chosen, by the template's URI. */
  readonly #chosen = new Map<string, string>();

  isKnown(arn: string): boolean {
    return this.#origins.has(arn);
  }

  learn(arn: string, tags: Readonly<Record<string, string>>): void {
    this.#origins.set(arn, { logicalId: own(tags, LOGICAL_ID_TAG), stack: own(tags, STACK_NAME_TAG) });
  }

  stackOf(arn: string): string | undefined {
    return this.#origins.get(arn)?.stack;
  }

  /** From now on the template stands for the stack of this function. */
  choose(template: string, arn: string): void {
    const stack = this.stackOf(arn);
    if (stack !== undefined) {
      this.#chosen.set(template, stack);
    }
  }

  /** Whether it may be the function of the template, in whichever stack. */
  mayBe({ arn, name }: LambdaFunction, { functionName, logicalId }: TemplateFunctionName): boolean {
    return functionName === undefined
      ? this.#origins.get(arn)?.logicalId === logicalId
      : name === functionName;
  }

  /**
   * The one that the template's function is. Undefined where several may be it: which is meant, only the person knows.
   */
  only<T extends { readonly target: LambdaFunction }>(
    candidates: readonly T[],
    wanted: TemplateFunctionName,
  ): T | undefined {
    const chosen = this.#chosen.get(wanted.template);
    const found = candidates.filter(({ target }) => this.mayBe(target, wanted));
    const ofStack = found.filter(({ target }) => this.stackOf(target.arn) === chosen);
    const rest = chosen !== undefined && ofStack.length > 0 ? ofStack : found;
    return rest.length === 1 ? rest[0] : undefined;
  }
}
