import type { SectionError } from '../../core/capture/capture';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { HumanError } from '../../core/humanError';
import { inspectError } from '../inspectProblems';

/** Why a probe did not read a file or count a directory. Without an error the probe is older than this extension: it left the section out. */
export function pathError(
  { name, fileSystem }: LambdaFunction,
  path: string,
  error: SectionError = { code: 'UNSUPPORTED', message: 'the probe did not answer' },
): HumanError {
  switch (error.code) {
    case 'OUTSIDE':
      return inspectError('path-outside-mount', { path, mount: fileSystem.localMountPath });
    case 'NOT_A_FILE':
      return inspectError('not-a-regular-file', { path });
    case 'UNSUPPORTED':
      return inspectError('probe-too-old', { function: name });
    default:
      return inspectError('path-not-read', { path, code: error.code, reason: error.message });
  }
}
