/** Chromium makes no element higher than this. */
const maxElementPixels = 33_554_428;
/** Rows drawn beyond what is visible, so that a small scroll shows no gap. */
const overscan = 4;

/** Sizes of a list of rows of one height, in pixels. */
export interface ListGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** Height in which rows are visible. */
  readonly viewport: number;
}

export interface VisibleRows {
  /** First and one past the last row to draw. */
  readonly from: number;
  readonly to: number;
  /** First row that is fully visible. */
  readonly top: number;
  /** Where row `from` is drawn, in pixels from the start of the list. */
  readonly fromPixel: number;
}

/** Height of the element that all rows would fill: in proportion where the rows are higher than an element can be. */
export function listHeight({ count, rowHeight }: ListGeometry): number {
  return Math.min(count * rowHeight, maxElementPixels);
}

export function visibleRows(list: ListGeometry, scrollTop: number): VisibleRows {
  const { count, rowHeight, viewport } = list;
  const offset = scrollTop * scale(list);
  const first = Math.floor(offset / rowHeight);
  const from = Math.max(0, first - overscan);
  const to = Math.min(count, Math.ceil((offset + viewport) / rowHeight) + overscan);
  return {
    from,
    to: Math.max(from, to),
    top: Math.min(Math.ceil(offset / rowHeight), Math.max(0, count - 1)),
    fromPixel: scrollTop + from * rowHeight - offset,
  };
}

/** Most rows that are drawn at once. */
export function mostRows({ rowHeight, viewport }: ListGeometry): number {
  return Math.ceil(viewport / rowHeight) + 1 + 2 * overscan;
}

/** Where to scroll so that a row is visible: as little as possible, or not at all. */
export function scrollTopToReveal(list: ListGeometry, scrollTop: number, row: number): number {
  const offset = scrollTop * scale(list);
  const above = row * list.rowHeight;
  const below = above + list.rowHeight - list.viewport;
  if (offset > above) {
    return above / scale(list);
  }
  return offset < below ? below / scale(list) : scrollTop;
}

/** Where to scroll so that a row is at the top. */
export function scrollTopOf(list: ListGeometry, row: number): number {
  return (row * list.rowHeight) / scale(list);
}

/** Pixels of rows per pixel of scrolling. */
function scale(list: ListGeometry): number {
  const room = listHeight(list) - list.viewport;
  return room <= 0 ? 1 : (list.count * list.rowHeight - list.viewport) / room;
}
