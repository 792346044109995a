import { Fragment, type ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  listHeight,
  scrollTopOf,
  mostRows,
  scrollTopToReveal,
  visibleRows,
  type ListGeometry,
  type VisibleRows,
} from '../files/virtualWindow';

interface VirtualListProps {
  readonly count: number;
  /** Pixels, the same for every row. */
  readonly rowHeight: number;
  /** Stays at the top while rows scroll under it. */
  readonly header: ComponentChildren;
  readonly headerHeight: number;
  readonly renderRow: (position: number) => ComponentChildren;
  /** A new object brings its row into view. */
  readonly reveal?: { readonly row: number };
  readonly initialTop?: number;
  readonly onScrolled: (view: { readonly top: number; readonly pageSize: number }) => void;
}

/**
 * Rows that stay in view while the list is scrolled are not drawn again. A row that comes into view takes over the
 * elements of one that left it: changing them is several times quicker than making new ones.
 */
function useRows(
  renderRow: VirtualListProps['renderRow'],
  { from, to }: VisibleRows,
  elements: number,
): readonly ComponentChildren[] {
  const last = useRef<{ readonly renderRow: unknown; readonly rows: ReadonlyMap<number, ComponentChildren> }>(
    undefined,
  );
  const known = last.current?.renderRow === renderRow ? last.current.rows : undefined;
  const rows = new Map<number, ComponentChildren>();
  for (let position = from; position < to; position++) {
    rows.set(
      position,
      known?.get(position) ?? <Fragment key={position % elements}>{renderRow(position)}</Fragment>,
    );
  }
  last.current = { renderRow, rows };
  return [...rows.values()];
}

/** Rows of one height, of which only those in view are in the document. */
export function VirtualList(props: VirtualListProps) {
  const { count, rowHeight, header, headerHeight, renderRow, reveal, initialTop = 0, onScrolled } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const [scrollTop, setScrollTop] = useState(0);
  const pendingTop = useRef(initialTop);

  const viewport = Math.max(0, height - headerHeight);
  const list: ListGeometry = { count, rowHeight, viewport };
  const visible = visibleRows(list, scrollTop);
  const { top, fromPixel } = visible;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    // The observer would say so a frame later.
    setHeight(scroller.current?.clientHeight ?? 0);
  }, [count]);

  useLayoutEffect(() => {
    if (scroller.current && viewport > 0 && pendingTop.current > 0 && pendingTop.current < count) {
      scroller.current.scrollTop = scrollTopOf(list, pendingTop.current);
      pendingTop.current = 0;
    }
  }, [count, viewport]);

  useLayoutEffect(() => {
    if (scroller.current && reveal) {
      scroller.current.scrollTop = scrollTopToReveal(list, scroller.current.scrollTop, reveal.row);
    }
  }, [reveal]);

  useLayoutEffect(() => {
    onScrolled({ top, pageSize: Math.max(1, Math.floor(viewport / rowHeight) - 1) });
  }, [top, viewport, rowHeight]);

  const rows = useRows(renderRow, visible, mostRows(list));
  return (
    <div
      class="virtual-list"
      role="rowgroup"
      ref={scroller}
      tabIndex={-1}
      // It takes part in layout before it is measured: its height follows from the number of rows and the window.
      style={{ height: `${headerHeight + count * rowHeight}px` }}
      onScroll={event => {
        // Whoever scrolls before that row is there does not want to be taken to it any more.
        pendingTop.current = 0;
        setScrollTop(event.currentTarget.scrollTop);
      }}
    >
      {header}
      <div class="virtual-rows" role="presentation" style={{ height: `${listHeight(list)}px` }}>
        <div class="virtual-visible" role="presentation" style={{ transform: `translateY(${fromPixel}px)` }}>
          {rows}
        </div>
      </div>
    </div>
  );
}
