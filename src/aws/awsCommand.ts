import { commandLine, type Shell } from '../core/text/commandLine';

/** What people have on this system. */
export const userShell: Shell = process.platform === 'win32' ? 'powershell' : 'posix';

/** A command of the AWS CLI for the shell that people have on this system. */
export function awsCommand(...words: readonly string[]): string {
  return commandLine(['aws', ...words], userShell);
}
