// How the in-host suite tells the process that started VS Code what it prints and how it ended: one JSON value a line,
// over a socket that the environment names.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Counts } from './counts';
import { noTests } from './counts';

/** Names the socket. */
export const hostReportVariable = 'EFS_MOUNT_INSPECTOR_TEST_REPORT';
/** Holds a pattern: only tests with a matching title run. */
export const hostGrepVariable = 'EFS_MOUNT_INSPECTOR_TEST_GREP';

type Message = { printed: string } | { counts: Counts };

/** Where to listen: a socket in a folder of ours, or on Windows, which has none, a pipe with the folder's name. */
export function reportAddress(folder: string, platform = process.platform): string {
  return platform === 'win32'
    ? `\\\\.\\pipe\\${path.win32.basename(folder)}-report`
    : path.join(folder, 'report.sock');
}

/** The reporting end, in the extension host. */
export class HostReporter {
  readonly #socket: Socket;

  constructor(socket: string) {
    this.#socket = connect(socket);
  }

  print(text: string): void {
    this.#send({ printed: text });
  }

  async end(counts: Counts): Promise<void> {
    this.#send({ counts });
    this.#socket.end();
    await once(this.#socket, 'close');
  }

  #send(message: Message): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }
}

export interface HostReportListener {
  /** Stops listening, once everything sent has been read, and returns the result if there is any. */
  close(): Promise<Counts | undefined>;
}

/** The listening end: prints what the suite prints and keeps its result. */
export async function listenForHostReport(socket: string): Promise<HostReportListener> {
  let counts: Counts | undefined;
  const server = createServer(connection => {
    createInterface({ input: connection }).on('line', line => {
      const message = JSON.parse(line) as Message;
      if ('printed' in message) {
        console.log(message.printed);
      } else {
        counts = message.counts;
      }
    });
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    close: async () => {
      server.close();
      await once(server, 'close');
      return counts;
    },
  };
}

/** A run that ended badly, or without a result, counts as at least one failure. */
export function judgeHostRun(counts: Counts | undefined, exitCode: number): Counts {
  const endedBadly = exitCode !== 0 || !counts;
  const judged = counts ?? noTests;
  return endedBadly ? { ...judged, failed: Math.max(judged.failed, 1) } : judged;
}
