import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Debian's `nobody`: may do nothing that everybody may not. */
const NOBODY = 65_534;

/** Only root can start a process of another user. */
export const canBeOther = process.getuid?.() === 0;

/**
 * Runs JavaScript in a process of another user of this machine, or of ours where we cannot start one, and returns what
 * it made. It is sent as text: it sees its argument and Node's globals, and nothing of where it is written.
 */
export async function asOther<A, R>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
  const script = `(async () => { const answer = await (${run.toString()})(${JSON.stringify(argument)});
    process.stdout.write(JSON.stringify(answer)); process.exit(0); })()`;
  const child = spawn(process.execPath, ['-'], {
    cwd: '/',
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(canBeOther && { uid: NOBODY, gid: NOBODY }),
  });
  child.stdin.end(script);
  return JSON.parse(await text(child.stdout)) as R;
}
