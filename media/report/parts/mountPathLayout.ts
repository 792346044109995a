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

const LINE_HEIGHT = 15;
const MARGIN = 10;
const GAP = 12;
/** Lines of a part: its title, names and state. In a column, title or names may need two. */
const LINES = { column: 4, list: 3 } as const;
const WIDE_NODE = 184;
const COLUMN = WIDE_NODE + 26;
const NARROW_WIDTH = 310;
const INDENT = 20;
const PADDING = 8;

/** A line of text in a part. */
export interface PlacedLine {
  readonly kind: 'title' | 'names';
  readonly text: string;
}

/** About how wide a character is, in the font of each kind: fonts differ, and none of them may leave the part. */
const widths = { title: { narrow: 6.9, wide: 11.5 }, names: { narrow: 6.4, wide: 10.5 } } as const;

/** What is written into a part of this width, above its state. Names that have no room lose their middle: ends tell ids apart. */
export function linesOf({ title, names }: PathStep, { height, width }: Placed): readonly PlacedLine[] {
  const room = width - 2 * PADDING;
  const titles = wrapped(title, room).map((text): PlacedLine => ({ kind: 'title', text }));
  const left = Math.floor((height - MARGIN) / LINE_HEIGHT) - 1 - titles.length;
  const [first = '', ...others] = widthOf(names, 'names') > room && left > 1 ? names.split(' · ') : [names];
  const shown = [first, ...(others.length > 0 ? [others.join(' · ')] : [])];
  return [...titles, ...shown.map((text): PlacedLine => ({ kind: 'names', text: shortened(text, room) }))];
}

/** Where a line of a part begins, and where its last one does, with its state. */
export function baselineOf({ x, y }: Placed, line: number): { readonly x: number; readonly y: number } {
  return { x: x + PADDING, y: y + 17 + line * LINE_HEIGHT };
}

function widthOf(text: string, kind: PlacedLine['kind']): number {
  const { narrow, wide } = widths[kind];
  return Array.from(text).reduce((sum, character) => sum + (isWide(character) ? wide : narrow), 0);
}

/** Chinese, Japanese and Korean characters, and full-width forms. */
function isWide(character: string): boolean {
  return /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u.test(
    character,
  );
}

/** In two lines where one does not do: between words or clauses, or wherever there are none. */
function wrapped(title: string, room: number): readonly string[] {
  if (widthOf(title, 'title') <= room) {
    return [title];
  }
  const clauses = title.split(/(?<=[ 、])/);
  const words = clauses.length > 1 ? clauses : Array.from(title);
  let first = words.shift() ?? '';
  while (words.length > 0 && widthOf(first + (words[0] ?? ''), 'title') <= room) {
    first += words.shift() ?? '';
  }
  return [first.trimEnd(), words.join('')].filter(line => line !== '');
}

function shortened(text: string, room: number): string {
  const characters = Array.from(text);
  if (widthOf(text, 'names') <= room) {
    return text;
  }
  let kept = characters.length - 1;
  const cut = () => {
    const tail = Math.floor((kept - 1) / 2);
    return `${characters.slice(0, kept - tail).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
  };
  while (kept > 1 && widthOf(cut(), 'names') > room) {
    kept--;
  }
  return cut();
}

function heightOf(lines: number): number {
  return lines * LINE_HEIGHT + MARGIN;
}

/** A column for each stage, from left to right. */
export function columnLayout(steps: readonly PathStep[]): PathLayout {
  const columns = pathStages.map(stage => steps.filter(step => step.stage === stage));
  const rows = Math.max(...columns.map(column => column.length));
  const height = heightOf(LINES.column);
  const each = height + GAP;
  const places = columns.flatMap((column, index) =>
    column.map(({ id }, row): [string, Placed] => [
      id,
      {
        x: index * COLUMN + 2,
        y: ((rows - column.length) * each) / 2 + row * each + 2,
        width: WIDE_NODE,
        height,
      },
    ]),
  );
  return {
    width: (pathStages.length - 1) * COLUMN + WIDE_NODE + 4,
    height: rows * each,
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
  const height = heightOf(LINES.list);
  const each = height + GAP;
  const places = steps.map(({ id }, row): [string, Placed] => [
    id,
    { x: INDENT, y: row * each + 2, width: NARROW_WIDTH - INDENT - 2, height },
  ]);
  return {
    width: NARROW_WIDTH,
    height: steps.length * each,
    places: new Map(places),
    link: (from, to) => {
      const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
      return `M${from.x} ${y1}H8V${y2}H${to.x}`;
    },
  };
}
