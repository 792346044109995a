import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/** How long a connection may have been idle, in milliseconds, to be used once more. */
const MAX_IDLE_MS = 15_000;

/**
 * The connections of one client of the SDK, or of several. One that was idle for long is not used again: after the
 * computer slept, or behind a firewall that forgets it, a request sent on it has no answer and no error for many
 * minutes. Timers and socket timeouts stand still while a computer sleeps, so that the wall clock is asked right before
 * each request.
 */
export class FreshConnections {
  readonly agents: { readonly httpAgent: http.Agent; readonly httpsAgent: https.Agent };
  readonly #idleSince = new WeakMap<Duplex, number>();

  constructor() {
    const options = { keepAlive: true, maxSockets: 50 };
    this.agents = {
      httpAgent: this.#noting(new http.Agent(options)),
      httpsAgent: this.#noting(new https.Agent(options)),
    };
  }

  #noting<Agent extends http.Agent>(agent: Agent): Agent {
    // The agent asks here whether a connection that has done its work shall be kept.
    const keepSocketAlive = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = socket => {
      this.#idleSince.set(socket, Date.now());
      return keepSocketAlive(socket);
    };
    return agent;
  }

  /** To be called right before a request takes a connection. */
  dropIdle(): void {
    for (const { freeSockets } of Object.values(this.agents)) {
      for (const socket of Object.values(freeSockets).flatMap(sockets => sockets ?? [])) {
        const idleMs = Date.now() - (this.#idleSince.get(socket) ?? 0);
        // A clock that was set back tells nothing.
        if (idleMs > MAX_IDLE_MS || idleMs < 0) {
          socket.destroy();
        }
      }
    }
  }
}
