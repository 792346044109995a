import { awsCommand } from '../../aws/awsCommand';
import type { KnownFunction } from '../../inspect/functionCatalog';

/** Enough for a cold start, the mount and the probe. */
const leastSeconds = 30;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostSeconds = 900;

/** Command line of AWS's CLI that doubles a function's timeout. */
export function raiseTimeoutCommand({ connection, target }: KnownFunction): string {
  const seconds = Math.min(Math.max(target.timeoutSeconds * 2, leastSeconds), mostSeconds);
  const { profile } = connection;
  return awsCommand(
    ...['lambda', 'update-function-configuration', '--function-name', target.name],
    ...['--timeout', String(seconds), '--region', target.region],
    ...(profile ? ['--profile', profile] : []),
  );
}
