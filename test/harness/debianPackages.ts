import { findProgram, runCommand } from './command';

/** Whether this process may install Debian's packages by itself. */
export function canInstallDebianPackages(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** Installs Debian packages with what they need and nothing more. */
export async function installDebianPackages(packages: string[]): Promise<void> {
  console.log(`Installing with apt-get: ${packages.join(' ')}…`);
  // Waits for another installation that is under way.
  const options = ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', [...options, 'update'], { env });
  await runCommand('apt-get', [...options, '-y', '--no-install-recommends', 'install', ...packages], { env });
}
