import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { until } from '../harness/until';

const root = '/sys/fs/cgroup';
const PERIOD_US = 100_000;

export interface ProcessLimits {
  /** MiB, swap included. */
  readonly memoryMb?: number;
  /** Share of one core. */
  readonly processor?: number;
}

/**
 * A Linux control group, of version 1 or 2, for a process and its children.
 * https://docs.kernel.org/admin-guide/cgroup-v2.html
 */
export class ControlGroup {
  readonly #folders: readonly string[];
  readonly #peakFile: string;

  private constructor(folders: readonly string[], peakFile: string) {
    this.#folders = folders;
    this.#peakFile = peakFile;
  }

  /** Undefined where this process may not make one. */
  static create(limits: ProcessLimits): ControlGroup | undefined {
    const name = `efs-mount-inspector-${process.pid}`;
    try {
      return existsSync(`${root}/cgroup.controllers`)
        ? ControlGroup.#unified(name, limits)
        : ControlGroup.#separate(name, limits);
    } catch {
      return undefined;
    }
  }

  static #unified(name: string, { memoryMb, processor }: ProcessLimits): ControlGroup {
    writeFileSync(`${root}/cgroup.subtree_control`, '+memory +cpu');
    const folder = `${root}/${name}`;
    mkdirSync(folder);
    if (memoryMb !== undefined) {
      writeFileSync(`${folder}/memory.max`, `${memoryMb}M`);
      writeFileSync(`${folder}/memory.swap.max`, '0');
    }
    if (processor !== undefined) {
      writeFileSync(`${folder}/cpu.max`, `${Math.round(PERIOD_US * processor)} ${PERIOD_US}`);
    }
    return new ControlGroup([folder], `${folder}/memory.peak`);
  }

  static #separate(name: string, { memoryMb, processor }: ProcessLimits): ControlGroup {
    const [memory, cpu] = [`${root}/memory/${name}`, `${root}/cpu/${name}`];
    mkdirSync(memory);
    mkdirSync(cpu);
    if (memoryMb !== undefined) {
      writeFileSync(`${memory}/memory.limit_in_bytes`, `${memoryMb}M`);
    }
    if (processor !== undefined) {
      writeFileSync(`${cpu}/cpu.cfs_period_us`, String(PERIOD_US));
      writeFileSync(`${cpu}/cpu.cfs_quota_us`, String(Math.round(PERIOD_US * processor)));
    }
    return new ControlGroup([memory, cpu], `${memory}/memory.max_usage_in_bytes`);
  }

  /** Where a process writes its id to belong to the group, with all that it starts. */
  get processFiles(): readonly string[] {
    return this.#folders.map(folder => `${folder}/cgroup.procs`);
  }

  /** Bytes that were in use at most, the files' cache included. */
  peak(): number {
    return Number(readFileSync(this.#peakFile, 'utf8'));
  }

  /** Once its processes have ended: the probe's child does with the probe, but needs time of the group for it. */
  async remove(): Promise<void> {
    await until(() => this.processFiles.every(file => readFileSync(file, 'utf8') === ''));
    for (const folder of this.#folders) {
      rmdirSync(folder);
    }
  }
}
