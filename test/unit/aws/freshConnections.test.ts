import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { connectEfs } from '../../../src/aws/sdk/efsSdk';
import { connect as connectLambda } from '../../../src/aws/sdk/lambdaSdk';
import { TokenBucket } from '../../../src/aws/transport/tokenBucket';
import { connectionTo, silentLog } from './fakeLambda';

const HOUR_MS = 3_600_000;

/** Answers requests by a body, but on connections that are gone: there, bytes arrive nowhere. */
class Network {
  readonly sockets = new Set<Socket>();
  readonly #gone = new Set<Socket>();
  readonly #server: Server;
  made = 0;

  constructor(body: string) {
    this.#server = createServer(socket => {
      this.made += 1;
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('data', bytes => {
        // Each request of these tests ends with the blank line or with its body of two bytes.
        if (!this.#gone.has(socket) && /\r\n\r\n(\{\})?$/.test(bytes.toString())) {
          socket.write(
            `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
          );
        }
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** As when a computer sleeps: both sides keep their socket, and nothing between them knows of it any more. */
  sever(): void {
    this.sockets.forEach(socket => this.#gone.add(socket));
  }

  stop(): void {
    this.sockets.forEach(socket => socket.destroy());
    this.#server.close();
  }
}

describe('connections of the SDK', function () {
  this.timeout(5000);
  const { now } = Date;
  const controller = new AbortController();
  const credentials = () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' });
  let network: Network;
  let url: string;

  beforeEach(async () => {
    network = new Network('{"Functions":[],"FileSystems":[]}');
    url = await network.start();
  });
  afterEach(() => {
    Date.now = now;
    network.stop();
  });

  /** The wall clock goes on while timers stand still. */
  function sleep(ms: number): void {
    const wokeAt = now() + ms;
    const sinceWoken = now();
    Date.now = () => wokeAt + (now() - sinceWoken);
  }

  function lambda() {
    return connectLambda(
      { ...connectionTo(url), kind: 'demo' },
      {
        bucket: new TokenBucket(10, 10),
        mfaCode: () => Promise.resolve(''),
        demoKey: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }),
        log: silentLog,
      },
    );
  }

  it('are made anew for what comes after sleep: an Invoke is answered', async () => {
    const sdk = lambda();
    const invoke = () =>
      sdk.invoke('arn:aws:lambda:eu-central-1:1:function:f', Buffer.from('{}'), false, controller.signal);
    await invoke();
    await invoke();
    assert.equal(network.made, 1);
    network.sever();
    sleep(HOUR_MS);
    const { payload } = await invoke();
    assert.match(Buffer.from(payload).toString(), /Functions/);
    assert.equal(network.made, 2);
    sdk.destroy();
  });

  it('are made anew for lists and for EFS, too', async () => {
    const sdk = lambda();
    const efs = connectEfs(
      { ...connectionTo(url), endpoints: { efs: url } },
      { bucket: new TokenBucket(10, 10), credentials },
    );
    for (const [index, call] of [
      () => sdk.listFunctions(undefined, controller.signal),
      () => efs.fileSystem('fs-1', controller.signal),
    ].entries()) {
      await call();
      network.sever();
      sleep((index + 1) * HOUR_MS);
      await call();
    }
    assert.equal(network.made, 4);
    sdk.destroy();
    efs.destroy();
  });

  it('are made anew where the clock was set back', async () => {
    const sdk = lambda();
    await sdk.listFunctions(undefined, controller.signal);
    network.sever();
    sleep(-HOUR_MS);
    await sdk.listFunctions(undefined, controller.signal);
    assert.equal(network.made, 2);
    sdk.destroy();
  });
});
