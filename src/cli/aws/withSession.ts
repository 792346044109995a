import { isHumanError } from '../../core/humanError';
import { describeError } from '../../inspect/inspectProblems';
import type { Arguments, RunContext } from '../command';
import { exitCode } from '../exitCode';
import { PROGRAM } from '../help';
import { AwsSession } from './awsSession';
import { Interruption } from './interruption';

/**
 * Does a piece of work with AWS, and deletes on every way out what was created for it: also of an earlier run that was
 * killed.
 */
export async function withSession(
  args: Arguments,
  surroundings: RunContext,
  work: (session: AwsSession, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const { errors, t } = surroundings;
  // Its SDK is bundled: which Node.js later versions need is nothing that whoever runs this can act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const session = new AwsSession(args, surroundings);
  const interruption = new Interruption(surroundings);
  let isLeftBehind = false;
  let hasSwept = false;
  const leftBehind = session.temporaryProbes.onDidLeaveBehind(error => {
    // What an earlier run left is said, and does not make this one fail.
    isLeftBehind ||= hasSwept;
    errors.line(`${PROGRAM}: ${describeError(error, t)}`);
  });
  let code: number = exitCode.trouble;
  const swept = session.temporaryProbes.sweep().then(() => (hasSwept = true));
  try {
    code = await work(session, interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) {
      if (!isHumanError(error)) {
        throw error;
      }
      errors.line(`${PROGRAM}: ${describeError(error, t)}`);
    }
  } finally {
    await swept;
    await session.close();
    leftBehind.dispose();
    interruption.dispose();
  }
  return interruption.exitCode ?? (isLeftBehind ? exitCode.trouble : code);
}
