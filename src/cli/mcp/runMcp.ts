import { english } from '../../agent';
import { withSession } from '../aws/withSession';
import type { Arguments, RunContext } from '../command';
import { exitCode } from '../exitCode';
import { UsageError } from '../usageError';
import { versionOf } from '../version';
import { RpcServer } from './jsonRpc';
import { McpServer } from './mcpServer';
import { ToolCalls } from './toolCalls';

/** `mcp`: serves the tools over standard input and output, until the input ends. */
export function runMcp(args: Arguments, around: RunContext): Promise<number> {
  if (args.operands.length > 0) {
    throw new UsageError(around.t('{0} takes no operands.', 'mcp'));
  }
  // Whoever reads the answers is a model.
  const surroundings = { ...around, t: english, locale: 'en' };
  return withSession(args, surroundings, async (session, signal) => {
    const calls = new ToolCalls(session, surroundings, args.flag('allow-temporary-probe') ?? false);
    const server = new McpServer(calls, versionOf(surroundings.dist));
    await new RpcServer(surroundings.out, server).serve(surroundings.input, signal);
    return exitCode.fine;
  });
}
