import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Kills a process group and, where /proc tells them, the descendants that made groups of their own, as the probe's
 * child does. Windows has no groups: there it takes a moment, and finds the descendants while the leader lives.
 */
export function killTree(leader: number, platform = process.platform): void {
  if (platform === 'win32') {
    killWindowsTree(leader);
    return;
  }
  const descendants = descendantsOf(leader);
  kill(-leader);
  descendants.forEach(kill);
}

/** For when the leader ended by itself. On Windows nothing tells then what came of it, and its number may be another's. */
export function killSurvivors(leader: number, platform = process.platform): void {
  if (platform !== 'win32') {
    killTree(leader, platform);
  }
}

/** https://learn.microsoft.com/windows-server/administration/windows-commands/taskkill */
function killWindowsTree(leader: number): void {
  const taskkill = path.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
  spawn(taskkill, ['/PID', String(leader), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    // Without it, at least the leader ends.
    .once('error', () => kill(leader));
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
  if (process.platform !== 'linux') {
    return [];
  }
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name));
  } catch {
    // Not mounted, or not for us.
    return [];
  }
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
