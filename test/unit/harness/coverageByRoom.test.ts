import assert from 'node:assert/strict';
import { belowFloor, coverageByRoom, formatCoverage } from '../../harness/coverageByRoom';

const file = (sourcePath: string, covered: number, total: number) => ({
  sourcePath,
  lines: { covered: total, total },
  branches: { covered, total },
});

describe('coverage by room', () => {
  const rooms = coverageByRoom([
    file('src/core/a.ts', 1, 2),
    file('work/src/core/parse/b.ts', 8, 8),
    file('src/protocol.ts', 0, 0),
    file('src/aws/c.ts', 1, 4),
  ]);

  it('adds up the files of a room, those of its folders included', () => {
    assert.deepEqual(
      rooms.map(({ room, branches }) => [room, branches.covered, branches.total]),
      [
        ['.', 0, 0],
        ['aws', 1, 4],
        ['core', 9, 10],
      ],
    );
    assert.match(formatCoverage(rooms), /^core {8} +100\.0 % +90\.0 %$/m);
  });

  it('names a room below its floor, and one that nothing was measured of', () => {
    assert.deepEqual(belowFloor(rooms, { core: 90, aws: 25 }), []);
    assert.match(belowFloor(rooms, { core: 91 }).join(), /src\/core: 90\.0 % .* 91 % have to be/);
    assert.match(belowFloor(rooms, { probe: 1 }).join(), /src\/probe: 0\.0 %/);
  });
});
