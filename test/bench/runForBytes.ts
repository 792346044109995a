import { spawn } from 'node:child_process';

/** Runs a program to its end and returns the bytes it printed. Throws when it fails. */
export function runForBytes(
  program: string,
  args: readonly string[],
  { input, env }: { readonly input?: Uint8Array; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: env ?? process.env, stdio: ['pipe', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', code =>
      code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${program} ended with code ${code}.`)),
    );
    child.stdin.end(input);
  });
}
