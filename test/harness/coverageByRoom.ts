/** How many of something there are, and how many of them the tests reach. */
export interface Reached {
  readonly total: number;
  readonly covered: number;
}

export interface FileCoverage {
  /** Its path, with `src/` in it. */
  readonly sourcePath: string;
  readonly lines: Reached;
  readonly branches: Reached;
}

export interface RoomCoverage {
  /** Its folder below `src/`; `.` for the files at the root. */
  readonly room: string;
  readonly lines: Reached;
  readonly branches: Reached;
}

const none: Reached = { total: 0, covered: 0 };

export function coverageByRoom(files: readonly FileCoverage[]): readonly RoomCoverage[] {
  const rooms = new Map<string, RoomCoverage>();
  for (const { sourcePath, lines, branches } of files) {
    const below = sourcePath.replace(/^(?:.*\/)?src\//, '');
    const room = below.includes('/') ? below.slice(0, below.indexOf('/')) : '.';
    const before = rooms.get(room) ?? { room, lines: none, branches: none };
    rooms.set(room, { room, lines: add(before.lines, lines), branches: add(before.branches, branches) });
  }
  return [...rooms.values()].sort((a, b) => (a.room < b.room ? -1 : 1));
}

/** A sentence for each room whose branches are reached less than its floor in percent, or that was not reached at all. */
export function belowFloor(
  rooms: readonly RoomCoverage[],
  floors: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const found = rooms.find(({ room }) => room === name);
    const reached = found ? percent(found.branches) : 0;
    return reached >= floor
      ? []
      : [
          `src/${name}: ${reached.toFixed(1)} % of the branches are tested, and ${floor} % have to be. Add tests.`,
        ];
  });
}

export function formatCoverage(rooms: readonly RoomCoverage[]): string {
  const row = (room: string, lines: string, branches: string) =>
    `${room.padEnd(12)}${lines.padStart(10)}${branches.padStart(10)}`;
  return [
    row('src/', 'lines', 'branches'),
    ...rooms.map(({ room, lines, branches }) =>
      row(room, `${percent(lines).toFixed(1)} %`, `${percent(branches).toFixed(1)} %`),
    ),
  ].join('\n');
}

function add(a: Reached, b: Reached): Reached {
  return { total: a.total + b.total, covered: a.covered + b.covered };
}

function percent({ total, covered }: Reached): number {
  return total === 0 ? 100 : (100 * covered) / total;
}
