// `npm run audit`: fails where a grave vulnerability of a dependency is known to the registry.
import { spawnSync } from 'node:child_process';
import { auditVerdict } from './auditVerdict.mjs';

// The npm that runs this, as Node's script: on Windows `npm` is a batch file, which Node does not start.
const npm = process.env.npm_execpath;
if (npm === undefined) {
  throw new Error('Start this with: npm run audit');
}
const { stdout } = spawnSync(process.execPath, [npm, 'audit', '--json'], {
  encoding: 'utf8',
  windowsHide: true,
  maxBuffer: 64 * 1024 * 1024,
});
const { lines, failed } = auditVerdict(stdout ?? '');
console.log(lines.join('\n'));
process.exitCode = failed ? 1 : 0;
