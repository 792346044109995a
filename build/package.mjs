// `npm run package`: one VSIX, for both registries and for installing by hand. Further arguments go to `vsce package`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageArguments } from './manifest.mjs';

const vsce = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')),
  'vsce',
);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { status } = spawnSync(
  process.execPath,
  [vsce, 'package', ...packageArguments(manifest), ...process.argv.slice(2)],
  { stdio: 'inherit', windowsHide: true },
);
process.exitCode = status ?? 1;
