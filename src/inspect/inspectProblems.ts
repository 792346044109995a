import { awsProblems } from '../aws/problems/awsProblems';
import { defineProblems, type ProblemCode } from '../core/defineProblems';
import { isHumanError, type HumanError } from '../core/humanError';
import type { Translate } from '../core/translate';
import { describeNotRead } from '../core/words/sectionWords';

/** What can go wrong with an inspection beyond AWS and the network: the values that its words need, and the words. */
export const inspectProblems = defineProblems({
  /** Rule of the product: only a function known to be a probe is invoked. */
  'not-known-as-probe': (t, p: { function: string; reason: string }) =>
    p.reason === ''
      ? t(
          '{0} is not known to be a probe, so it was not invoked. Use a temporary probe, deploy the probe beside it with “Copy Probe Template”, or mark the function if its handler runs shell commands.',
          p.function,
        )
      : t(
          'Whether {0} is a probe is not known, so it was not invoked: AWS did not give its environment variables ({1}). Ask for kms:Decrypt on the key of the function, or use a temporary probe.',
          p.function,
          p.reason,
        ),
  /** It was one when it was last seen. */
  'no-longer-a-probe': (t, p: { function: string }) =>
    t(
      '{0} was a probe when it was last seen, and is something else now, so it was not invoked. Inspect its mount again to see what can be done.',
      p.function,
    ),
  /** Marked in the settings, and not confirmed to be that as it is now. */
  'mark-not-confirmed': (t, p: { function: string }) =>
    t(
      '{0} is marked as a probe in your settings, but nobody has confirmed that of what it is now, so it was not invoked. Inspect its mount again to confirm the mark.',
      p.function,
    ),
  'no-file-system': (t, p: { function: string }) =>
    t('{0} mounts no file system any more, so it was not invoked.', p.function),
  /** AWS did not allow to ask what it is now. */
  'not-looked-at': (t, p: { function: string }) =>
    t(
      'Whether {0} still is a probe is not known, and AWS did not allow to look (lambda:GetFunctionConfiguration), so it was not invoked. Refresh the list of functions, then try again.',
      p.function,
    ),
  /** An empty profile: the default credentials. */
  'connection-not-selected': (t, p: { function: string; profile: string; region: string }) =>
    p.profile === ''
      ? t(
          '{0} was found with the default credentials in {1}, which are not selected now, so it was not invoked. Select them to ask it again.',
          p.function,
          p.region,
        )
      : t(
          '{0} was found with the AWS profile “{1}” in {2}, which is not selected now, so it was not invoked. Select that profile and region to ask it again.',
          p.function,
          p.profile,
          p.region,
        ),
  'demo-not-selected': (t, p: { function: string }) =>
    t('{0} belongs to the demo, which is not running. Start the demo to ask it again.', p.function),
  'not-a-probe': (t, p: { function: string; answer: string }) =>
    t(
      '{0} did not answer as a probe does. Remove it from the setting “installedFunctions”, or deploy the probe to it again. Its answer began with: {1}',
      p.function,
      p.answer,
    ),
  'not-a-shell-handler': (t, p: { function: string }) =>
    t(
      '{0} ran, but neither its answer nor its log held the output of the command. If its handler does not run shell commands, remove the mark.',
      p.function,
    ),
  'probe-too-new': (t, p: { function: string; protocol: number }) =>
    t(
      'The probe in {0} speaks version {1}, which this extension does not know. Update the extension.',
      p.function,
      p.protocol,
    ),
  'probe-refused': (t, p: { function: string; reason: string }) =>
    t(
      'The probe in {0} did not understand the request: {1}. Deploy the probe of this extension’s version.',
      p.function,
      p.reason,
    ),
  'function-failed': (t, p: { function: string; type: string; reason: string }) =>
    t('{0} failed with {1}: {2}', p.function, p.type, p.reason),
  'function-timed-out': (t, p: { function: string; seconds: number }) =>
    t(
      '{0} reached its timeout of {1} s. Raise the function’s timeout; if it stays, the file system may not be answering.',
      p.function,
      p.seconds,
    ),
  'function-exited': (t, p: { function: string; reason: string }) =>
    t('The process of {0} ended before it answered: {1} Its log says why.', p.function, p.reason),
  'function-out-of-memory': (t, p: { function: string; memoryMb: number }) =>
    t(
      '{0} used up its {1} MB of memory, and Lambda ended it. Raise its memory, or lower the setting “files.pageSize”, and inspect again.',
      p.function,
      p.memoryMb,
    ),
  'temporary-probe-out-of-memory': (t, p: { function: string; memoryMb: number }) =>
    t(
      'The temporary probe of {0} used up its {1} MB of memory, and Lambda ended it. Lower the setting “files.pageSize”, or deploy the probe with more memory with “Copy Probe Template”.',
      p.function,
      p.memoryMb,
    ),
  'response-too-large': (t, p: { function: string }) =>
    t(
      'The answer of {0} was larger than the 6 MB that Lambda passes on. Lower the setting “files.pageSize”.',
      p.function,
    ),
  'function-not-invocable': (t, p: { function: string; state: string; reason: string }) =>
    t(
      '{0} cannot be invoked; its state is {1}: {2} Correct its configuration or deploy it again.',
      p.function,
      p.state,
      p.reason,
    ),
  'temporary-probe-gone': (t, p: { function: string }) =>
    t(
      'The temporary probe of {0} was deleted after its time. Inspect the mount again to create another.',
      p.function,
    ),
  'temporary-probe-failed': (t, p: { function: string; state: string; reason: string }) =>
    t(
      'Lambda could not prepare the temporary probe of {0}; its state is {1}: {2} The temporary probe is being deleted.',
      p.function,
      p.state,
      p.reason,
    ),
  'temporary-probe-slow': (t, p: { function: string; minutes: number }) =>
    t(
      'Lambda did not get the temporary probe of {0} ready within {1} minutes. It is being deleted. Inspect again later.',
      p.function,
      p.minutes,
    ),
  'temporary-probe-not-deleted': (t, p: { probe: string; region: string; reason: string; command: string }) =>
    t(
      'The temporary probe {0} in {1} could not be deleted. {2} To delete it by hand, run: {3}',
      p.probe,
      p.region,
      p.reason,
      p.command,
    ),
  'path-not-absolute': (t, p: { path: string }) => t('“{0}” is not an absolute path.', p.path),
  'path-outside-mount': (t, p: { path: string; mount: string }) =>
    t(
      '{0} leads outside the mount {1}, so it was not read. Only what is on the inspected mount can be read.',
      p.path,
      p.mount,
    ),
  'not-a-regular-file': (t, p: { path: string }) =>
    t('{0} is not a regular file, so it was not read.', p.path),
  /** `code` and `reason` of a section's error. */
  'path-not-read': (t, p: { path: string; code: string; reason: string }) =>
    describeNotRead({ what: String(p.path), error: { code: String(p.code), message: String(p.reason) } }, t),
  'file-answer-unusable': (t, p: { path: string }) =>
    t(
      'The probe’s answer does not hold the part of {0} that was asked for. Try again, or deploy the probe of this extension’s version.',
      p.path,
    ),
  'copy-not-written': (t, p: { path: string; reason: string }) =>
    t('The copy could not be written to {0}: {1}. Choose another folder and try again.', p.path, p.reason),
  'probe-too-old': (t, p: { function: string }) =>
    t(
      'The probe in {0} is older than this extension and cannot do this. Deploy the probe of this extension’s version.',
      p.function,
    ),
  'shell-only-lists': (t, p: { function: string }) =>
    t(
      '{0} is asked through its shell handler, which can list directories, but cannot read files or count what is below a directory without risk. Use a temporary probe, or deploy the probe with “Copy Probe Template”.',
      p.function,
    ),
  'not-recorded': (t, p: { function: string }) =>
    t('{0} is a recording: only what was recorded can be shown, and this was not.', p.function),
  'file-not-usable': (t, p: { file: string; reason: string }) =>
    t(
      'A file on this machine could not be read or written ({1}): {0}. Check that the disk is not full and that the folder may be written to, then try again.',
      p.file,
      p.reason,
    ),
  unexpected: (t, p: { name: string; reason: string }) =>
    t(
      'Something went wrong in the extension itself ({0}: {1}). Please report it with what the log says.',
      p.name,
      p.reason,
    ),
});

export type InspectProblemCode = ProblemCode<typeof inspectProblems>;

/** An error that carries its problem; its message is English. */
export const inspectError = inspectProblems.error;

/**
 * For what should not have happened: a bug. The log has its stack. All that ends here is one of these:
 * - an error of JavaScript itself (TypeError, RangeError, SyntaxError …) that no answer of AWS stands behind;
 * - an error that this extension throws where its own code broke a rule, such as a proof that is spent twice;
 * - something that is no error at all.
 * What comes from a file, the network, AWS, an endpoint or a setting has words of its own before it gets here.
 */
export function unexpectedError(error: unknown): HumanError {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const file = fileFailure(error);
  if (file) {
    return inspectError('file-not-usable', file, error);
  }
  return inspectError('unexpected', { name, reason: message }, error);
}

/** An error to show: itself where it has words, or else an {@link unexpectedError}. */
export function asHumanError(error: unknown): HumanError {
  return isHumanError(error) ? error : unexpectedError(error);
}

/** What the operating system refused a file with: a full disk, a folder that is not to be written to. */
function fileFailure(error: unknown): { file: string; reason: string } | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const isOfFile =
    typeof path === 'string' || /^(open|read|write|f?sync|f?stat|rename|mkdir|close)$/.test(syscall ?? '');
  return isOfFile && /^E[A-Z0-9]+$/.test(code ?? '') ? { file: path ?? '–', reason: code ?? '' } : undefined;
}

/** What happened and what to do, in whole sentences in the user's language. For every error that is shown. */
export function describeError(error: unknown, t: Translate): string {
  const human = asHumanError(error);
  const { problem } = human;
  const words = problem && (inspectProblems.describe(problem, t) ?? awsProblems.describe(problem, t));
  return words ?? human.message;
}
