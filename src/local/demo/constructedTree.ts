import type { DirectoryTree, TreeEntry } from './directoryTree';

type Owner = Pick<TreeEntry, 'uid' | 'gid'>;

const root: Owner = { uid: 0, gid: 0 };
/** Files on EFS show the access point's user, not the function's. */
const accessPointUser: Owner = { uid: 1000, gid: 1000 };

const released = '2026-10-01T08:00:00Z';

function directory(name: string, owner: Owner, modified = released, mode = 0o755): TreeEntry {
  return { name, type: 'd', mode, size: 6144n, modified, ...owner };
}

function file(name: string, size: bigint, owner: Owner, modified = released, mode = 0o644): TreeEntry {
  return { name, type: '-', mode, size, modified, ...owner };
}

function link(name: string, target: string, owner: Owner): TreeEntry {
  return { name, type: 'l', mode: 0o777, size: BigInt(target.length), modified: released, target, ...owner };
}

const bin = [
  'bash',
  'cat',
  'chmod',
  'cp',
  'cut',
  'date',
  'df',
  'env',
  'gawk',
  'grep',
  'head',
  'id',
  'ls',
  'mkdir',
];
const moreBin = ['mv', 'od', 'rm', 'sort', 'stat', 'tail', 'timeout', 'touch', 'tr', 'uname', 'wc', 'whoami'];
export const constructedTools: readonly string[] = ['awk', ...bin, ...moreBin, 'sh'].sort();

/** Names that a careless program would show wrongly, or act on. */
const awkwardNames = [
  ' leading and trailing blanks ',
  '<img src=x onerror=alert(1)>.txt',
  '-rf',
  '[link](command:workbench.action.reloadWindow)',
  'invalid UTF-8: \udcff\udcfe.bin',
  'new\nline.txt',
  'right-to-left \u202egpj.exe',
  'total 42',
  '\u001b[31mred\u001b[0m.log',
  '日本語のファイル.txt',
];

const manyFiles = 25_000;

/** An invented sandbox with a file system at `mountPath`, which is one segment below /mnt. */
export function constructedTree(mountPath: string): DirectoryTree {
  const mountName = mountPath.slice('/mnt/'.length);
  const owner = accessPointUser;
  const below = (path: string) => `${mountPath}/${path}`;
  return new Map([
    [
      '/',
      [
        link('bin', 'usr/bin', root),
        ...['dev', 'etc', 'home', 'lib64', 'mnt', 'opt', 'proc', 'root', 'sys'].map(name =>
          directory(name, root),
        ),
        directory('tmp', { uid: 993, gid: 990 }, '2026-11-20T09:30:00Z', 0o700),
        ...['usr', 'var'].map(name => directory(name, root)),
      ],
    ],
    [
      '/bin',
      constructedTools.map(name =>
        name === 'sh' || name === 'awk'
          ? link(name, name === 'sh' ? 'bash' : 'gawk', root)
          : file(name, BigInt(30_000 + name.length * 4096), root, released, 0o755),
      ),
    ],
    ['/tmp', []],
    ['/mnt', [directory(mountName, owner)]],
    [
      mountPath,
      [
        directory('awkward-names', owner),
        directory('models', owner, '2026-11-18T16:20:00Z'),
        directory('thumbnails', owner, '2026-11-20T09:29:41Z'),
        file('index.db', 13_002_752n, owner, '2026-11-20T09:29:58Z', 0o640),
        file('index.db-journal', 0n, owner, '2026-11-20T09:29:58Z', 0o640),
        link('latest', 'models/v3', owner),
        file('README.txt', 812n, owner),
      ],
    ],
    [below('awkward-names'), awkwardNames.map((name, index) => file(name, BigInt(index * 37), owner))],
    [below('models'), ['v1', 'v2', 'v3'].map(name => directory(name, owner))],
    ...['v1', 'v2', 'v3'].map((version, index): [string, readonly TreeEntry[]] => [
      below(`models/${version}`),
      [
        file('config.json', 1_204n, owner, `2026-1${index}-05T12:00:00Z`),
        file('weights.bin', 438_012_416n * BigInt(index + 1), owner, `2026-1${index}-05T12:03:00Z`),
      ],
    ]),
    [
      below('thumbnails'),
      Array.from({ length: manyFiles }, (_, index) =>
        file(
          `image-${String(index + 1).padStart(5, '0')}.webp`,
          BigInt(4_000 + ((index * 7919) % 60_000)),
          owner,
        ),
      ),
    ],
  ]);
}
