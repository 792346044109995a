import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../harness/projectRoot';
import { authorization } from './endpoint';

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [path.join(projectRoot, 'dist/local-cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function urlOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout ?? assert.fail() })) {
    const url = /http:\/\/127\.0\.0\.1:\d+$/.exec(line)?.[0];
    if (url) {
      return url;
    }
  }
  throw new Error('It ended without printing its URL.');
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  const [errors] = await Promise.all([text(child.stderr ?? assert.fail()), once(child, 'exit')]);
  return { code: child.exitCode, errors };
}

describe('npm run local', () => {
  it('prints its URL, serves the demo there, and ends on SIGTERM', async () => {
    const child = start();
    const ended = endOf(child);
    const url = await urlOf(child);
    const functions = `${url}/2015-03-31/functions/`;
    const list = await (await fetch(functions, { headers: { authorization } })).text();
    assert.match(list, /"FunctionName":"cmd-function"/);
    const invoked = await fetch(`${functions}api-authorizer/invocations`, {
      method: 'POST',
      headers: { authorization },
      body: '{"text":"hello"}',
    });
    assert.deepEqual(await invoked.json(), { text: 'hello' });
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, errors: '' });
    await assert.rejects(fetch(functions), TypeError);
  });

  it('says what is wrong with its arguments, or with the port', async () => {
    const first = start();
    const port = new URL(await urlOf(first)).port;
    const [taken, wrong, unknown] = await Promise.all([
      endOf(start('--port', port)),
      endOf(start('--port', 'nine')),
      endOf(start('--host', '0.0.0.0')),
    ]);
    first.kill('SIGINT');
    assert.match(taken.errors, new RegExp(`^Port ${port} is in use already\\. Choose another port`));
    assert.match(wrong.errors, /^--port takes a number, not "nine"\./);
    assert.match(unknown.errors, /^Unknown option '--host'/);
    assert.deepEqual([taken.code, wrong.code, unknown.code, (await endOf(first)).code], [1, 1, 1, 0]);
  });
});
