import { InvokeCommand } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FunctionSeed } from '../../../src/local';
import type { ProbeResponse } from '../../../src/protocol';
import { projectRoot } from '../../harness/projectRoot';
import { ensureRic, ricObstacle } from '../../harness/ric';
import { TestEndpoint, zipOf } from './endpoint';
import { skip } from '../../harness/skip';

const handlers: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  'es-module': { 'index.mjs': 'let n = 0; export const handler = async () => ++n;' },
  'es-package': {
    'package.json': '{ "type": "module" }',
    'index.js': 'import os from "node:os"; export const handler = async () => typeof os.cpus;',
  },
  echo: 'exports.handler = async event => event;',
  counter: 'let n = 0; exports.handler = async () => ++n;',
  undefined: 'exports.handler = async () => {};',
  callback: 'exports.handler = (event, context, done) => { setTimeout(() => done(null, [1, 2]), 5); };',
  'callback-at-once': `exports.handler = (event, context, done) => {
    context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); done(null, "now"); };`,
  'never-answers': 'exports.handler = () => {};',
  'async-error': 'exports.handler = async () => { throw new RangeError("too far"); };',
  'sync-error': 'exports.handler = () => { throw new TypeError("at once"); };',
  'custom-error': `class OwnError extends Error { constructor() { super("own"); this.name = "OwnError"; } }
    exports.handler = async () => { throw new OwnError(); };`,
  'string-error': 'exports.handler = async () => { throw "text"; };',
  'callback-error': 'exports.handler = (event, context, done) => done(new Error("by callback"));',
  'callback-string': 'exports.handler = (event, context, done) => done("by callback");',
  'unhandled-rejection': `exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")); });`,
  'uncaught-exception': `exports.handler = () => new Promise(() => setTimeout(() => { throw new Error("thrown") }, 5));`,
  'exit-0': 'exports.handler = async () => process.exit(0);',
  'exit-7': 'exports.handler = async () => process.exit(7);',
  'no-handler': 'exports.other = 1;',
  'missing-module': 'require("not-there");',
  'syntax-error': 'exports.handler = async ( => 1;',
  'error-at-start': 'throw new Error("at start");',
  context: `exports.handler = async (event, context) => [context.functionName, context.functionVersion,
    context.memoryLimitInMB, context.invokedFunctionArn.split(":").pop().replace(/-(ours|theirs)$/, ""),
    context.callbackWaitsForEmptyEventLoop, typeof context.getRemainingTimeInMillis()].map(value => String(value).replace(/-(ours|theirs)$/, ""));`,
};

describe("local endpoint: our Node.js runtime beside AWS's own", () => {
  let endpoint: TestEndpoint;

  before(async function () {
    // Building it takes minutes on a busy machine.
    this.timeout(900_000);
    const obstacle = ricObstacle();
    if (obstacle !== undefined) {
      skip(this, `AWS's runtime loop is not built: ${obstacle}`);
    }
    const ric = await ensureRic();
    const bootstrap = `#!/bin/sh\nexec '${process.execPath}' '${ric}' "$_HANDLER"\n`;
    const both = (name: string, files: Readonly<Record<string, string | Uint8Array>>): FunctionSeed[] => {
      const configuration = { Handler: 'index.handler', Timeout: 15 };
      return [
        {
          configuration: { ...configuration, FunctionName: `${name}-ours`, Runtime: 'nodejs22.x' },
          code: { kind: 'zip', zip: zipOf(files) },
        },
        {
          configuration: { ...configuration, FunctionName: `${name}-theirs`, Runtime: 'provided.al2023' },
          code: { kind: 'zip', zip: zipOf({ ...files, bootstrap }, 0o755) },
        },
      ];
    };
    const probe = unzipSync(readFileSync(path.join(projectRoot, 'dist/probe.zip')));
    endpoint = await TestEndpoint.start({
      functions: [
        ...both('probe', probe),
        ...Object.entries(handlers).flatMap(([name, source]) =>
          both(name, typeof source === 'string' ? { 'index.js': source } : source),
        ),
      ],
    });
  });
  after(() => endpoint?.close());

  async function invoke(FunctionName: string, event: unknown = { text: 'π' }) {
    const Payload = Buffer.from(JSON.stringify(event));
    const result = await endpoint.client().send(new InvokeCommand({ FunctionName, Payload }));
    return {
      error: result.FunctionError,
      payload: JSON.parse(Buffer.from(result.Payload ?? []).toString()) as unknown,
    };
  }

  it('runs the shipped probe under either', async function () {
    this.timeout(60_000);
    const request = {
      probe: 1,
      want: ['identity', 'runtime', 'mounts', 'mountinfo', 'usage', 'list', 'tools'],
      mountPath: '/mnt/efs',
      list: { path: '/bin' },
    };
    const [ours, theirs] = await Promise.all(
      ['probe-ours', 'probe-theirs'].map(async name => {
        const { error, payload } = await invoke(name, request);
        assert.equal(error, undefined);
        return payload as ProbeResponse;
      }),
    );
    const value = (
      response: ProbeResponse | undefined,
      section: 'identity' | 'mounts' | 'list' | 'tools',
    ) => {
      const answer = response?.sections[section];
      return answer?.ok ? answer.value : assert.fail(section);
    };
    assert.deepEqual(value(theirs, 'identity'), value(ours, 'identity'));
    assert.deepEqual(value(theirs, 'mounts'), value(ours, 'mounts'));
    assert.deepEqual(value(theirs, 'tools'), value(ours, 'tools'));
    assert.deepEqual(
      (value(theirs, 'list') as { names: unknown }).names,
      (value(ours, 'list') as { names: unknown }).names,
    );
  });

  for (const name of Object.keys(handlers)) {
    it(`answers alike: ${name}`, async function () {
      this.timeout(60_000);
      const answers = await Promise.all(
        ['ours', 'theirs'].map(async whose => {
          const first = await invoke(`${name}-${whose}`);
          return [comparable(first), comparable(await invoke(`${name}-${whose}`))];
        }),
      );
      assert.deepEqual(answers[0], answers[1]);
    });
  }
});

/** An answer without what differs between any two runs: request ids, and the files in a stack trace. */
function comparable({ error, payload }: { error?: string; payload: unknown }): unknown {
  const { errorType, errorMessage, trace } = (payload ?? {}) as {
    errorType?: string;
    errorMessage?: string;
    trace?: string[];
  };
  if (error === undefined || errorType === undefined) {
    return { error, payload };
  }
  const message = errorMessage?.replace(/^RequestId: \S+/, '').split('\n')[0];
  return { error, errorType, message, trace: trace?.[0] };
}
