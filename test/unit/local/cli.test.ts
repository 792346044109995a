import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../harness/projectRoot';
import { printedBy } from './localCli';

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [path.join(projectRoot, 'dist/local-cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  const [errors] = await Promise.all([text(child.stderr ?? assert.fail()), once(child, 'exit')]);
  return { code: child.exitCode, errors };
}

describe('npm run local', () => {
  it('prints its URL, serves the demo there, and ends on SIGTERM', async () => {
    const child = start();
    const ended = endOf(child);
    const { url, credentials } = await printedBy(child);
    const client = new LambdaClient({ region: 'us-east-1', endpoint: url, credentials, maxAttempts: 1 });
    const { Functions = [] } = await client.send(new ListFunctionsCommand());
    assert.ok(Functions.some(({ FunctionName }) => FunctionName === 'cmd-function'));
    const invocation = new InvokeCommand({ FunctionName: 'api-authorizer', Payload: Buffer.from('{"a":1}') });
    const { Payload } = await client.send(invocation);
    assert.equal(Buffer.from(Payload ?? []).toString(), '{"a":1}');
    client.destroy();
    assert.equal((await fetch(`${url}/2015-03-31/functions/`)).status, 403);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, { code: 0, errors: '' });
    await assert.rejects(fetch(url), TypeError);
  });

  it('says what is wrong with its arguments, or with the port', async () => {
    const first = start();
    const port = new URL((await printedBy(first)).url).port;
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
