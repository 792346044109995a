import { strToU8, zipSync } from 'fflate';

/** A zip of named texts that is the same whenever it is made, so that a function's code keeps its hash. */
export function zipTexts(texts: Iterable<readonly [name: string, text: string]>): Uint8Array {
  const files = [...texts].map(([name, text]) => [fileName(name), strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { mtime: new Date(2020, 0, 1) });
}

/** Names may be commands. */
function fileName(name: string): string {
  return name.replaceAll(/[^a-z0-9.]+/gi, '-');
}
