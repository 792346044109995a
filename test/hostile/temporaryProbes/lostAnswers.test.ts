import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { isTemporaryName } from '../../../src/inspect/temporary/temporaryFunction';
import type { LocalLambda } from '../../../src/local';
import { startEndpoint, useCredentialsOf } from './endpoint';
import { LossyProxy, type Loss, type Operation } from './lossyProxy';
import { ProbeWindow } from './probeWindow';

/** Each in place of an answer; `times` of them, for the SDK tries again. */
const losses: readonly (readonly [string, Loss])[] = [
  ['the connection breaks before it', { kind: 'unsent' }],
  ['the connection breaks after it', { kind: 'lost' }],
  ['the head of the answer comes', { kind: 'truncated', bytes: 0 }],
  ['a part of the answer comes', { kind: 'truncated', bytes: 40 }],
  ...[true, false].flatMap(carriedOut =>
    [true, false].map(headed => {
      const how = `${headed ? 'its head alone' : 'nothing'} comes of it, which was ${carriedOut ? '' : 'not '}carried out`;
      return [how, { kind: 'silent', carriedOut, headed }] as const;
    }),
  ),
  ...[200, 403, 404, 407, 408, 409, 429, 499, 502, 503].flatMap(status =>
    [true, false].map(carriedOut => {
      const how = carriedOut ? 'after it was carried out' : 'before';
      return [`a proxy answers ${status} ${how}`, { kind: 'page', status, carriedOut }] as const;
    }),
  ),
];

/** How long the real deadlines are does not matter here. An Invoke has none: there, the person gives up. */
const shortBounds = { headMs: 300, maxMs: 300 };

const operations: readonly Operation[] = [
  'CreateFunction',
  'GetFunctionConfiguration',
  'Invoke',
  'DeleteFunction',
];

describe('a temporary probe whose answers get lost', function () {
  this.timeout(60_000);

  let endpoint: LocalLambda;
  let proxy: LossyProxy;
  let folder: string;
  let target: LambdaFunction;
  let restore: () => void;

  before(async () => {
    endpoint = await startEndpoint();
    restore = useCredentialsOf(endpoint);
    const window = new ProbeWindow(endpoint.url, '');
    target = (await window.list())[0] ?? assert.fail('not listed');
    window.apis.dispose();
  });
  after(async () => {
    restore();
    await endpoint.close();
  });
  beforeEach(async () => {
    proxy = new LossyProxy(endpoint.url);
    await proxy.listen();
    folder = await mkdtemp(path.join(tmpdir(), 'probe-journal-'));
  });
  afterEach(async () => {
    proxy.close();
    const window = new ProbeWindow(endpoint.url, folder);
    for (const { arn, name } of await window.list()) {
      // One failure is not that of those that follow.
      if (isTemporaryName(name)) {
        await window.apis.for(window.connection).lambda.deleteFunction(arn);
      }
    }
    window.apis.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function probesLeft(): Promise<readonly string[]> {
    const window = new ProbeWindow(endpoint.url, folder);
    const names = (await window.list()).map(({ name }) => name).filter(isTemporaryName);
    await window.close();
    return names;
  }

  /** A whole life, whatever comes of it, and a later window to which all is answered. */
  async function liveAndSweep(invoked: boolean): Promise<void> {
    const window = new ProbeWindow(proxy.url, folder, {}, shortBounds);
    const cancel = new AbortController();
    proxy.onSilence = () => {
      if (invoked) {
        cancel.abort();
      }
    };
    await (invoked ? window.inspect(target, cancel.signal) : window.create(target)).catch(() => undefined);
    await window.close();
    for (const left of await probesLeft()) {
      assert.ok(readdirSync(folder).includes(`${left}.json`), `${left} is forgotten`);
    }
    proxy.loss = () => undefined;
    await proxy.listen();
    const next = new ProbeWindow(proxy.url, folder, { leaseMs: 0 });
    await next.probes.sweep();
    await next.close();
    assert.deepEqual(await probesLeft(), []);
    assert.deepEqual(readdirSync(folder), []);
    assert.deepEqual(
      endpoint.calls.filter(({ functionName }) => functionName === target.name),
      [],
    );
  }

  for (const operation of operations) {
    for (const [how, loss] of losses) {
      it(`${operation}: ${how}`, async () => {
        proxy.loss = each => (each === operation ? loss : undefined);
        await liveAndSweep(operation === 'Invoke');
      });

      it(`${operation}: ${how}, and then nobody listens`, async () => {
        proxy.loss = each => (each === operation ? loss : undefined);
        proxy.closesAfterLoss = true;
        await liveAndSweep(operation === 'Invoke');
      });

      it(`${operation}: ${how}, the first time`, async () => {
        proxy.loss = (each, nth) => (each === operation && nth === 1 ? loss : undefined);
        await liveAndSweep(operation === 'Invoke');
      });
    }
  }
});
