import type { Identity, RuntimeFacts } from '../protocol';
import type { Capture } from './capture/capture';
import { sectionValue, type CaptureTexts } from './capture/captureTexts';
import type { ListedDirectory } from './listing/listing';

/** Who runs where, with which tools at hand. */
export interface Environment {
  readonly identity?: Identity;
  /** Name of the user, where there is one. */
  readonly user?: string;
  readonly runtime?: RuntimeFacts;
  /** Names in /bin, sorted. */
  readonly tools: readonly string[];
}

export function environmentOf(
  { probe }: Capture,
  { whoami, id }: CaptureTexts,
  directories: readonly ListedDirectory[],
): Environment {
  const identity = sectionValue(probe.identity) ?? (id === undefined ? undefined : parseId(id.text));
  const user = identity?.user ?? whoami?.text.replace(/\n$/, '');
  const runtime = sectionValue(probe.runtime);
  const bin = directories.find(({ path }) => path === '/bin')?.entries.names;
  return {
    identity,
    user: user || undefined,
    runtime,
    tools: sectionValue(probe.tools)?.bin ?? bin?.toSorted() ?? [],
  };
}

/** The output of `id`: `uid=993(sbx_user1051) gid=990 groups=990,1000(users)`. */
function parseId(text: string): Identity | undefined {
  const ids = /^uid=([0-9]+)(?:\(([^)]*)\))? gid=([0-9]+)(?:\([^)]*\))?(?: groups=([^ \n]*))?/.exec(text);
  if (ids === null) {
    return undefined;
  }
  const [, uid, user, gid, groups = ''] = ids;
  return {
    uid: Number(uid),
    gid: Number(gid),
    user: user || undefined,
    groups: groups
      .split(',')
      .filter(group => /^[0-9]/.test(group))
      .map(group => Number.parseInt(group, 10)),
  };
}
