import { commandLine } from '../core/text/commandLine';

/** A command of the AWS CLI for the shell that people have on this system. */
export function awsCommand(...words: readonly string[]): string {
  return commandLine(['aws', ...words], process.platform === 'win32' ? 'powershell' : 'posix');
}
