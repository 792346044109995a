import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** The TCP ports that processes listen on, as the kernel tells their owner. Linux alone. */
export function listeningPorts(pids: readonly number[]): readonly number[] {
  const ours = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap(table =>
    readFileSync(`/proc/net/${table}`, 'latin1')
      .split('\n')
      .map(row => row.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && ours.has(inode ?? ''))
      .map(([, address = '']) => parseInt(address.split(':')[1] ?? '', 16)),
  );
}

/** A process and all that came of it. */
export function familyOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean);
  return [pid, ...children.flatMap(child => familyOf(Number(child)))];
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap(descriptor => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${descriptor}`))?.[1] ?? [];
    } catch {
      // It was the listing's own.
      return [];
    }
  });
}
