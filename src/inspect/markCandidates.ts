import type { FunctionCatalog, KnownFunction } from './functionCatalog';

/** A function as somebody writes it who does not write its ARN. */
interface Written {
  readonly name: string;
  readonly region?: string;
  readonly accountId?: string;
}

/**
 * Functions that an entry of a list of marks may mean, of those that this session has seen: an ARN, also one with a
 * version or an alias, or what Lambda takes for a name.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax
 */
export function markCandidates(
  entry: string,
  catalog: Pick<FunctionCatalog, 'functions' | 'sighting'>,
): readonly KnownFunction[] {
  const written = parse(entry);
  if (!written) {
    return [];
  }
  const { accountId, name, region } = written;
  return catalog.functions.filter(
    ({ connection, target }) =>
      target.name === name &&
      (region === undefined || target.region === region) &&
      (accountId === undefined || target.accountId === accountId) &&
      catalog.sighting(target.arn, connection.id) !== undefined,
  );
}

/** Undefined for what names no function. */
function parse(entry: string): Written | undefined {
  const [, region, accountId, name] =
    /^(?:arn:[\w-]{1,20}:lambda:([a-z0-9-]{1,30}):)?(?:(\d{12}):)?(?:function:)?([\w-]{1,140})(?::[\w$-]{1,128})?$/.exec(
      entry.trim(),
    ) ?? [];
  return name === undefined ? undefined : { name, region, accountId };
}
