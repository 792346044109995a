import { DeleteFunctionCommand, InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FunctionSeed } from '../../../src/local';
import { assertFails, TestEndpoint, zipOf } from './endpoint';
import { until } from '../../harness/until';

/** A function whose file is `source`, with `handler` exported. */
function nodeFunction(
  name: string,
  source: string,
  more: Partial<FunctionSeed['configuration']> = {},
): FunctionSeed {
  const file = more.Handler?.startsWith('es.') ? 'es.mjs' : 'index.js';
  return {
    configuration: { FunctionName: name, Runtime: 'nodejs22.x', Handler: 'index.handler', ...more },
    code: { kind: 'zip', zip: zipOf({ [file]: source }) },
  };
}

const functions = [
  nodeFunction('echo', 'exports.handler = async event => event;'),
  nodeFunction('counter', 'let n = 0; exports.handler = async () => ({ n: ++n, pid: process.pid });'),
  nodeFunction(
    'meeting',
    `const fs = require("node:fs"); exports.handler = async folder => {
      fs.writeFileSync(folder + "/" + process.pid, "");
      while (fs.readdirSync(folder).length < 2) await new Promise(resolve => setTimeout(resolve, 5)); };`,
  ),
  nodeFunction('es-module', 'let n = 0; export const handler = async () => ++n;', { Handler: 'es.handler' }),
  nodeFunction(
    'callback',
    'exports.handler = (e, c, done) => { setTimeout(() => done(null, "later"), 10); };',
  ),
  nodeFunction('callback-error', 'exports.handler = (e, c, done) => done(new RangeError("no"));'),
  nodeFunction('never', 'exports.handler = () => {};'),
  nodeFunction('throws', 'exports.handler = async () => { throw new TypeError("bad input"); };'),
  nodeFunction(
    'context',
    `exports.handler = async (event, context) => ({
    name: context.functionName, arn: context.invokedFunctionArn, version: context.functionVersion,
    memory: context.memoryLimitInMB, id: context.awsRequestId, client: context.clientContext,
    remaining: context.getRemainingTimeInMillis(), env: process.env, cwd: process.cwd() });`,
    {
      Timeout: 20,
      MemorySize: 256,
      Environment: { Variables: { OWN: 'value' } },
    },
  ),
  nodeFunction(
    'logs',
    `exports.handler = async ({ lines, text }) => {
    for (let i = 0; i < lines; i++) console.log(text + i);
    process.stderr.write('to stderr\\n'); };`,
  ),
  nodeFunction('large', 'exports.handler = async length => "A".repeat(length);'),
  nodeFunction('exits', 'exports.handler = async code => { process.exit(code); };'),
  nodeFunction(
    'crashes',
    'exports.handler = () => new Promise(() => { setTimeout(() => { throw new Error("later") }, 5); });',
  ),
  nodeFunction(
    'slow',
    `const { spawn } = require("node:child_process");
    exports.handler = () => {
      const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, env: {} });
      console.log("child " + child.pid + " of " + process.pid);
      return new Promise(resolve => setTimeout(resolve, 60_000)); };`,
    { Timeout: 1 },
  ),
  nodeFunction('broken-import', 'require("./missing"); exports.handler = async () => 1;'),
  nodeFunction('broken-syntax', 'exports.handler = async ( => 1;'),
  nodeFunction('no-handler', 'exports.other = 1;'),
  nodeFunction('bad-handler', '', { Handler: 'index' }),
  nodeFunction('bad-variable', '', { Environment: { Variables: { NUL: 'a\0b' } } }),
  nodeFunction('python', '', { Runtime: 'python3.13' }),
  nodeFunction('no-bootstrap', '', { Runtime: 'provided.al2023' }),
];

describe('local endpoint: invoking zipped functions', () => {
  let endpoint: TestEndpoint;

  before(async () => {
    endpoint = await TestEndpoint.start({ functions });
  });
  after(() => endpoint.close());

  async function invoke(FunctionName: string, event: unknown = {}): Promise<InvokeCommandOutput> {
    const Payload = Buffer.from(JSON.stringify(event));
    return endpoint.client().send(new InvokeCommand({ FunctionName, Payload, LogType: 'Tail' }));
  }

  function payload({ Payload }: InvokeCommandOutput): unknown {
    return JSON.parse(Buffer.from(Payload ?? []).toString());
  }

  function log({ LogResult }: InvokeCommandOutput): string {
    return Buffer.from(LogResult ?? '', 'base64').toString();
  }

  it('answers what the handler returns, with version and log', async () => {
    const result = await invoke('echo', { text: 'π' });
    assert.deepEqual(payload(result), { text: 'π' });
    assert.equal(result.StatusCode, 200);
    assert.equal(result.ExecutedVersion, '$LATEST');
    assert.equal(result.FunctionError, undefined);
    assert.match(
      log(result),
      /^START RequestId: (\S+) Version: \$LATEST\nEND RequestId: \1\nREPORT RequestId: \1\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tInit Duration: [\d.]+ ms\t\n$/,
    );
  });

  it('leaves the log out when it is not asked for', async () => {
    const result = await endpoint.client().send(new InvokeCommand({ FunctionName: 'echo' }));
    assert.equal(result.LogResult, undefined);
    assert.deepEqual(payload(result), {});
  });

  it('uses a warm environment again, and another for an event at the same time', async () => {
    const first = payload(await invoke('counter')) as { n: number; pid: number };
    const second = payload(await invoke('counter')) as { n: number; pid: number };
    assert.deepEqual([first.n, second.n], [1, 2]);
    assert.equal(first.pid, second.pid);
    const folder = mkdtempSync(path.join(tmpdir(), 'meeting-'));
    await Promise.all([invoke('meeting', folder), invoke('meeting', folder)]);
    assert.equal(readdirSync(folder).length, 2);
    rmSync(folder, { recursive: true });
  });

  it('runs ES modules, callbacks, and handlers that never answer', async () => {
    assert.equal(payload(await invoke('es-module')), 1);
    assert.equal(payload(await invoke('es-module')), 2);
    assert.equal(payload(await invoke('callback')), 'later');
    assert.equal(payload(await invoke('never')), null);
  });

  it('reports what a handler throws, and goes on with the same environment', async () => {
    const result = await invoke('throws');
    assert.equal(result.StatusCode, 200);
    assert.equal(result.FunctionError, 'Unhandled');
    const { errorType, errorMessage, trace } = payload(result) as Record<string, string[]>;
    assert.deepEqual(
      [errorType, errorMessage, trace?.[0]],
      ['TypeError', 'bad input', 'TypeError: bad input'],
    );
    assert.match(log(result), /\tERROR\tInvoke Error\t\{"errorType":"TypeError"/);
    assert.match(log(result), /Status: error\tError Type: TypeError/);
    assert.doesNotMatch(log(await invoke('throws')), /Init Duration/);
    assert.deepEqual(
      (payload(await invoke('callback-error')) as { errorType: string }).errorType,
      'RangeError',
    );
  });

  it("gives the handler Lambda's context and environment, and nothing of ours", async () => {
    process.env.SECRET_OF_THE_HOST = 'leak';
    const client = endpoint.client();
    const ClientContext = Buffer.from('{"custom":{"k":"v"}}').toString('base64');
    const {
      name,
      arn,
      version,
      memory,
      client: context,
      remaining,
      env,
      cwd,
    } = payload(await client.send(new InvokeCommand({ FunctionName: 'context', ClientContext }))) as {
      env: Record<string, string>;
      remaining: number;
    } & Record<string, unknown>;
    delete process.env.SECRET_OF_THE_HOST;
    assert.deepEqual(
      { name, arn, version, memory, context },
      {
        name: 'context',
        arn: 'arn:aws:lambda:us-east-1:123456789012:function:context',
        version: '$LATEST',
        memory: '256',
        context: { custom: { k: 'v' } },
      },
    );
    assert.ok(remaining > 10_000 && remaining <= 20_000, String(remaining));
    assert.equal(env.OWN, 'value');
    assert.equal(env.AWS_REGION, 'us-east-1');
    assert.equal(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, '256');
    assert.equal(env._HANDLER, 'index.handler');
    assert.equal(env.LAMBDA_TASK_ROOT, cwd);
    assert.equal(env.SECRET_OF_THE_HOST, undefined);
  });

  it('returns the last 4 KB of the log, with what was written just before the answer', async () => {
    const result = await invoke('logs', { lines: 500, text: 'x'.repeat(80) });
    const text = log(result);
    assert.equal(Buffer.byteLength(text), 4096);
    assert.match(text, /x499\nto stderr\nEND RequestId/);
    const small = log(await invoke('logs', { lines: 1, text: 'hello ' }));
    assert.match(small, /\tINFO\thello 0\nto stderr\nEND/);
  });

  it('lets 6 MB through and no more, in either direction', async () => {
    // Two quotes around the text.
    const most = 6 * 1024 * 1024 + 100;
    assert.equal((payload(await invoke('large', most - 2)) as string).length, most - 2);
    const over = await invoke('large', most - 1);
    assert.equal(over.FunctionError, 'Unhandled');
    assert.deepEqual(payload(over), {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    assert.equal((payload(await invoke('large', 3)) as string).length, 3);
    await assertFails(invoke('echo', 'A'.repeat(6 * 1024 * 1024)), {
      message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      status: 413,
    });
  });

  it('refuses a payload that is not JSON', async () => {
    const command = new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.from('{') });
    await assert.rejects(endpoint.client().send(command), { name: 'InvalidRequestContentException' });
  });

  it('reports a process that exits, and starts another for the next event', async () => {
    const result = await invoke('exits', 3);
    const { errorType, errorMessage } = payload(result) as Record<string, string>;
    assert.equal(errorType, 'Runtime.ExitError');
    assert.match(errorMessage ?? '', /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/);
    assert.match(log(result), /Runtime exited with error: exit status 3\nRuntime\.ExitError\nEND/);
    assert.match(
      (payload(await invoke('exits', 0)) as { errorMessage: string }).errorMessage,
      /Runtime exited without providing a reason$/,
    );
    assert.equal((payload(await invoke('crashes')) as { errorType: string }).errorType, 'Error');
    assert.equal((payload(await invoke('crashes')) as { errorMessage: string }).errorMessage, 'later');
  });

  it('ends a function at its timeout, with the children it left in groups of their own', async function () {
    const result = await invoke('slow');
    const { errorType, errorMessage } = payload(result) as Record<string, string>;
    assert.equal(errorType, 'Sandbox.Timedout');
    assert.match(errorMessage ?? '', /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/);
    assert.match(log(result), /Z \S+ Task timed out after 1\.00 seconds\n\nEND/);
    assert.match(log(result), /Status: timeout/);
    const [, child, parent] = /child (\d+) of (\d+)/.exec(log(result)) ?? [];
    assert.ok(child && parent);
    // Elsewhere nothing finds a child that left the group.
    const findable = process.platform === 'linux' ? [parent, child] : [parent];
    await Promise.all(findable.map(Number).map(ended));
  });

  it('reports code that cannot start', async () => {
    const expected = [
      ['broken-import', 'Runtime.ImportModuleError', /Cannot find module '\.\/missing'/],
      ['broken-syntax', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
      ['no-handler', 'Runtime.HandlerNotFound', /^index\.handler is undefined or not exported$/],
      ['bad-handler', 'Runtime.MalformedHandlerName', /Bad handler/],
      ['no-bootstrap', 'Runtime.InvalidEntrypoint', /bootstrap/],
    ] as const;
    for (const [name, type, message] of expected) {
      const result = await invoke(name);
      assert.equal(result.FunctionError, 'Unhandled');
      const { errorType, errorMessage } = payload(result) as Record<string, string>;
      assert.equal(errorType, type);
      assert.match(errorMessage ?? '', message);
    }
  });

  it('goes on after a function that cannot even be launched', async () => {
    await assertFails(invoke('bad-variable'), { name: 'ServiceException', status: 500 });
    assert.equal(payload(await invoke('echo', 1)), 1);
  });

  it('refuses a runtime that it cannot run', async () => {
    await assert.rejects(invoke('python'), { name: 'InvalidRuntimeException' });
  });

  it('takes events and tries permissions without waiting', async () => {
    const client = endpoint.client();
    const event = await client.send(new InvokeCommand({ FunctionName: 'slow', InvocationType: 'Event' }));
    assert.equal(event.StatusCode, 202);
    const dryRun = await client.send(new InvokeCommand({ FunctionName: 'echo', InvocationType: 'DryRun' }));
    assert.equal(dryRun.StatusCode, 204);
    const Payload = Buffer.from(JSON.stringify('A'.repeat(1024 * 1024)));
    await assertFails(
      client.send(new InvokeCommand({ FunctionName: 'echo', InvocationType: 'Event', Payload })),
      {
        status: 413,
      },
    );
  });
});

describe('local endpoint: what it leaves behind', () => {
  const { TMPDIR } = process.env;
  let temporary: string;
  let endpoint: TestEndpoint;

  beforeEach(async () => {
    temporary = mkdtempSync(path.join(tmpdir(), 'leftovers-'));
    process.env.TMPDIR = temporary;
    const never = { FunctionName: 'replay-that-hangs', Timeout: 900 };
    endpoint = await TestEndpoint.start({
      functions: [
        ...functions,
        {
          configuration: never,
          code: { kind: 'replay', zip: zipOf({}), handler: () => new Promise(() => undefined) },
        },
      ],
    });
  });
  afterEach(async () => {
    await endpoint.close();
    if (TMPDIR === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = TMPDIR;
    }
    rmSync(temporary, { recursive: true });
  });

  /** Invokes without waiting for the answer, but until the call has arrived. */
  async function begin(FunctionName: string): Promise<{ answer: Promise<InvokeCommandOutput | Error> }> {
    const before = endpoint.local.calls.length;
    const answer = endpoint
      .client()
      .send(new InvokeCommand({ FunctionName }))
      .catch((error: Error) => error);
    await endpoint.arrived(before + 1);
    return { answer };
  }

  it('ends every process and removes every file when it closes', async () => {
    const client = endpoint.client();
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'counter' }));
    const { pid } = JSON.parse(Buffer.from(Payload ?? []).toString()) as { pid: number };
    assert.ok(isRunning(pid));
    assert.notDeepEqual(readdirSync(temporary), []);
    await endpoint.close();
    assert.equal(isRunning(pid), false);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('removes what an endpoint left that was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const abandoned = path.join(temporary, `efs-mount-inspector-${pid}-abc`);
    const inUse = path.join(temporary, `efs-mount-inspector-${process.ppid}-abc`);
    mkdirSync(path.join(abandoned, 'task'), { recursive: true });
    mkdirSync(inUse);
    await endpoint.client().send(new InvokeCommand({ FunctionName: 'echo' }));
    assert.deepEqual([existsSync(abandoned), existsSync(inUse)], [false, true]);
  });

  for (const name of ['slow', 'replay-that-hangs']) {
    it(`closes while an invocation runs (${name})`, async () => {
      await begin(name);
      await endpoint.close();
      assert.deepEqual(readdirSync(temporary), []);
    });

    it(`deletes a function that runs (${name})`, async () => {
      const { answer } = await begin(name);
      await endpoint.client().send(new DeleteFunctionCommand({ FunctionName: name }));
      const result = await answer;
      assert.ok(result instanceof Error ? result.name === 'ResourceNotFoundException' : result.FunctionError);
      assert.deepEqual(readdirSync(temporary), []);
    });
  }
});

/** Whether a process runs; one that was killed and not yet reaped does not. */
/** A killed process ends when the kernel comes to it: waits for that, at most until the test's own timeout. */
async function ended(pid: number): Promise<void> {
  await until(() => !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
