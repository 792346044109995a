import { ServiceError } from './serviceError';

export const DEMO_ACCOUNT = '123456789012';

/** A function as a client named it. */
export interface FunctionReference {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly qualifier?: string;
}

const pattern =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';
const name =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9_-]{1,64})(?::(\$LATEST|[a-zA-Z0-9_-]+))?$/;

/**
 * Reads a FunctionName: a name, a partial ARN or a whole ARN, each with or without a qualifier.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function parseFunctionName(text: string, region: string): FunctionReference {
  const match = name.exec(text);
  const functionName = match?.[3];
  if (!match || functionName === undefined) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${text}' at 'functionName' failed to satisfy constraint: ` +
        `Member must satisfy regular expression pattern: ${pattern}`,
    );
  }
  return {
    name: functionName,
    region: match[1] ?? region,
    accountId: match[2] ?? DEMO_ACCOUNT,
    qualifier: match[4],
  };
}

export function functionArn(region: string, functionName: string): string {
  return `arn:aws:lambda:${region}:${DEMO_ACCOUNT}:function:${functionName}`;
}
