import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/** Whether the kernel says that the other end of a connection over 127.0.0.1 is ours. Only Linux can be asked. */
export function isOurOwn({ remotePort, localPort }: Socket): boolean {
  const uid = process.getuid?.();
  if (uid === undefined || remotePort === undefined || localPort === undefined) {
    return false;
  }
  // Of a row of proc_net_tcp(5): number, both addresses, state, queues, timer, retransmissions, user id. In any other
  // state than established (01) the user id may be 0 for want of an owner.
  const row = new RegExp(
    `^ *\\d+: ${loopback(remotePort)} ${loopback(localPort)} 01 \\S+ \\S+ \\w+ +(\\d+) `,
    'm',
  );
  return Number(row.exec(readTable())?.[1] ?? NaN) === uid;
}

function loopback(port: number): string {
  // The address is printed as a number, in the byte order of the processor.
  const [address = 0] = new Uint32Array(Uint8Array.of(127, 0, 0, 1).buffer);
  return `${hex(address, 8)}:${hex(port, 4)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function readTable(): string {
  try {
    return readFileSync('/proc/net/tcp', 'latin1');
  } catch {
    return '';
  }
}
