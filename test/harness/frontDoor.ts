import type { IncomingMessage, Server } from 'node:http';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Workbench } from './vscodeServer';
import { workbenchPath } from './vscodeServer';

/**
 * One short address in front of a VS Code server: `/` leads to the workbench with the folder and the extension, and
 * everything else passes through. It stays right where the port is forwarded, since it goes by the host that was asked for.
 */
export class FrontDoor {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a loopback port, any free one where `port` is 0. */
  static async open(authority: string, workbench: Workbench, port: number): Promise<FrontDoor> {
    const target = new URL(`http://${authority}`);
    const forward = (incoming: IncomingMessage) => ({
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    });
    const server = createServer((incoming, response) => {
      if (incoming.url === '/') {
        response
          .writeHead(302, { location: workbenchPath(workbench, incoming.headers.host ?? authority) })
          .end();
        return;
      }
      const outgoing = request(forward(incoming), answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', () => response.destroy());
      incoming.pipe(outgoing);
    });
    // WebSockets: the request as it came, then bytes both ways.
    server.on('upgrade', (incoming, client, head) => {
      const upstream = connect(Number(target.port), target.hostname, () => {
        const headers = incoming.rawHeaders.reduce(
          (text, value, index) => text + (index % 2 === 0 ? `${value}: ` : `${value}\r\n`),
          '',
        );
        upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers}\r\n`);
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FrontDoor(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
