import { readFileSync, readdirSync } from 'node:fs';

/**
 * Kills a process group and, where /proc tells them, the descendants that made groups of their own, as the probe's
 * child does.
 */
export function killTree(leader: number): void {
  const descendants = descendantsOf(leader);
  kill(process.platform === 'win32' ? leader : -leader);
  descendants.forEach(kill);
}

/** Kills what still names a folder in its command line or environment: orphans of a process that ran from there. */
export function killOrphans(folder: string): void {
  for (const pid of processIds()) {
    if (`${read(pid, 'cmdline')}\0${read(pid, 'environ')}`.includes(folder)) {
      kill(Number(pid));
    }
  }
}

function descendantsOf(ancestor: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const pid of processIds()) {
    // The name, in parentheses, may hold anything; the parent is the second field after it. proc_pid_stat(5).
    const parent = Number(/.*\) \S (\d+)/s.exec(read(pid, 'stat'))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
  }
  const found: number[] = [];
  for (let next = children.get(ancestor) ?? []; next.length > 0;) {
    found.push(...next);
    next = next.flatMap(pid => children.get(pid) ?? []);
  }
  return found;
}

function processIds(): readonly string[] {
  return process.platform === 'linux' ? readdirSync('/proc').filter(name => /^\d+$/.test(name)) : [];
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    // It ended meanwhile, or it is another user's.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}
