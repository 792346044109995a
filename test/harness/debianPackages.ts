import { findProgram, runCommand } from './command';

/** Whether this process may install Debian's packages by itself. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** Installs Debian packages with what they need and nothing more. */
export async function installDebianPackages(packages: string[]): Promise<void> {
  console.log(`Installing with apt-get: ${packages.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['-q', '-o', 'Acquire::Retries=3', 'update'], { env });
  await runCommand(
    'apt-get',
    ['-q', '-y', '-o', 'Acquire::Retries=3', 'install', '--no-install-recommends', ...packages],
    { env },
  );
}
