// Runs the test file in its argument up to the first failure, and tells on its fourth stream which mutants it reached.
import Mocha from 'mocha';
import { writeSync } from 'node:fs';

async function main(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', reporter: 'min', timeout: 20_000, bail: true });
  mocha.addFile(process.argv[2] ?? '');
  await mocha.loadFilesAsync();
  mocha.run(failures => {
    const { __reached: reached } = globalThis as { __reached?: ReadonlySet<number> };
    writeSync(3, JSON.stringify([...(reached ?? [])]));
    process.exit(failures > 0 ? 1 : 0);
  });
}

main().catch(() => process.exit(1));
