import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { projectRoot } from '../../harness/projectRoot';
import { probeZip } from './builtProbe';

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

describe('the probe’s zip', () => {
  it('is small and holds one file that needs nothing but Node', () => {
    assert.ok(statSync(probeZip).size < 24 * 1024);
    const files = unzipSync(readFileSync(probeZip));
    assert.deepEqual(Object.keys(files), ['index.js']);
    const code = Buffer.from(files['index.js'] ?? []).toString();
    const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(match => match[1] ?? '');
    assert.ok(required.length > 0);
    assert.deepEqual(
      required.filter(name => !builtinModules.includes(name.replace(/^node:/, ''))),
      [],
    );
    assert.doesNotMatch(code, /\bimport\(/);
  });

  it('has the same bytes wherever and whenever it is built', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'probe-build-'));
    for (const part of ['esbuild.mjs', 'build', 'package.json', 'tsconfig.json', 'src', 'media']) {
      cpSync(path.join(projectRoot, part), path.join(folder, part), { recursive: true });
    }
    symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
    execFileSync(process.execPath, ['esbuild.mjs', '--production', '--quiet'], {
      cwd: folder,
      env: { ...process.env, TZ: 'Pacific/Kiritimati' },
    });
    const rebuilt = sha256(path.join(folder, 'dist/probe.zip'));
    rmSync(folder, { recursive: true });
    assert.equal(rebuilt, sha256(probeZip));
  }).timeout(60_000);
});
