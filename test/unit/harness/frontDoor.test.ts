import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer, get } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { FrontDoor } from '../../harness/frontDoor';

describe('the one address in front of the VS Code server', () => {
  const workbench = { folder: '/sample', extensionDevelopmentPath: '/project' };
  let upstream: Server;
  let door: FrontDoor;

  beforeEach(async () => {
    upstream = createServer((request, response) => response.end(`${request.headers.host} ${request.url}`));
    upstream.on('upgrade', (_request, socket: Socket, head) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      socket.write(head);
      socket.pipe(socket);
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    door = await FrontDoor.open(`127.0.0.1:${(upstream.address() as AddressInfo).port}`, workbench, 0);
  });
  afterEach(() => {
    door.close();
    upstream.close();
  });

  async function fetch(path: string, host?: string): Promise<IncomingMessage> {
    const request = get(new URL(path, door.url), { agent: false, headers: host ? { host } : {} });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  }

  it('leads to the workbench under the name it was asked by', async () => {
    const response = await fetch('/', 'forwarded.example:8080');
    response.resume();
    assert.equal(response.statusCode, 302);
    const location = new URL(response.headers.location ?? '', door.url);
    assert.equal(location.searchParams.get('folder'), '/sample');
    assert.deepEqual(JSON.parse(location.searchParams.get('payload') ?? ''), [
      ['skipWelcome', 'true'],
      ['extensionDevelopmentPath', 'vscode-remote://forwarded.example:8080/project'],
    ]);
  });

  it('passes every other request through', async () => {
    assert.equal(await text(await fetch('/static/x.js?y=1', 'a.example')), 'a.example /static/x.js?y=1');
  });

  it('passes a WebSocket through, both ways', async () => {
    const { hostname, port } = new URL(door.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nping');
    let received = '';
    for await (const chunk of socket) {
      received += String(chunk);
      if (received.endsWith('ping')) {
        break;
      }
    }
    assert.match(received, /^HTTP\/1\.1 101 .*ping$/s);
  });
});
