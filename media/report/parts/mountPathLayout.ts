import { pathStages, type PathStep } from '../../../src/core/words/mountPathWords';

/** Where a part of the path is drawn, in the units of the drawing. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PathLayout {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Placed>;
  /** The line between two parts, as an SVG path. */
  readonly link: (from: Placed, to: Placed) => string;
}

const NODE_HEIGHT = 60;
const ROW = 74;
const COLUMN = 244;
const WIDE_NODE = 200;
const NARROW_WIDTH = 360;
const INDENT = 20;

/** A column for each stage, from left to right. */
export function columnLayout(steps: readonly PathStep[]): PathLayout {
  const columns = pathStages.map(stage => steps.filter(step => step.stage === stage));
  const rows = Math.max(...columns.map(column => column.length));
  const places = columns.flatMap((column, index) =>
    column.map(({ id }, row): [string, Placed] => [
      id,
      {
        x: index * COLUMN + 2,
        y: ((rows - column.length) * ROW) / 2 + row * ROW + 2,
        width: WIDE_NODE,
        height: NODE_HEIGHT,
      },
    ]),
  );
  return {
    width: (pathStages.length - 1) * COLUMN + WIDE_NODE + 4,
    height: rows * ROW,
    places: new Map(places),
    link: (from, to) => {
      if (from.x === to.x) {
        const middle = from.x + from.width / 2;
        return `M${middle} ${from.y + from.height}V${to.y}`;
      }
      const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
      const [x2, y2] = [to.x, to.y + to.height / 2];
      const bend = (x1 + x2) / 2;
      return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
    },
  };
}

/** All parts below one another, with a line along their left. */
export function listLayout(steps: readonly PathStep[]): PathLayout {
  const places = steps.map(({ id }, row): [string, Placed] => [
    id,
    { x: INDENT, y: row * ROW + 2, width: NARROW_WIDTH - INDENT - 2, height: NODE_HEIGHT },
  ]);
  return {
    width: NARROW_WIDTH,
    height: steps.length * ROW,
    places: new Map(places),
    link: (from, to) => {
      const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
      return `M${from.x} ${y1}H8V${y2}H${to.x}`;
    },
  };
}
