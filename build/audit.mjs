// `npm run audit`: fails where a grave vulnerability of a dependency is known to the registry.
import { spawnSync } from 'node:child_process';
import { auditVerdict } from './auditVerdict.mjs';

const { stdout } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
  windowsHide: true,
  maxBuffer: 64 * 1024 * 1024,
});
const { lines, failed } = auditVerdict(stdout ?? '');
console.log(lines.join('\n'));
process.exitCode = failed ? 1 : 0;
