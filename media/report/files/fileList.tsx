import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { copyablePath } from '../../../src/core/text/copyablePath';
import { kindOfType } from '../../../src/core/listing/fileTypes';
import type { FileColumn, FileSort } from '../../../src/views/report/messages';
import { SortableHeader } from '../components/sortableHeader';
import { VirtualList } from '../components/virtualList';
import { useSurroundings } from '../host';
import { FileCells } from './fileCells';
import type { FilesModel } from './filesModel';
import { join } from './paths';

/** Narrower lists show an entry on two lines. Pixels. */
const twoLinesBelow = 600;
const rowHeights = { one: 22, two: 40 } as const;
const headerHeight = 24;

interface FileListProps {
  readonly model: FilesModel;
  readonly initialTop: number;
  readonly onTopRow: (row: number) => void;
  readonly onFilter: () => void;
}

/** The entries of a directory: https://www.w3.org/WAI/ARIA/apg/patterns/grid/ with the focus on the grid itself. */
export function FileList({ model, initialTop, onTopRow, onFilter }: FileListProps) {
  const { t, post, arn } = useSurroundings();
  const grid = useRef<HTMLDivElement>(null);
  const twoLines = useNarrow(grid);
  const pageSize = useRef(1);
  const { selection, view } = model;
  const { listing, rows, path = '/', reveal } = view;
  const focusRow = selection.focus === undefined ? -1 : rows.indexOf(selection.focus);

  const open = (index: number) => {
    const { name, type } = listing.row(index);
    if (type === 'd' || type === 'l') {
      model.open(join(path, name), { orFile: type === 'l' });
    } else {
      post({ type: 'command', command: 'openFile', path: join(path, name) });
    }
  };
  const save = (index: number) => {
    const { name, type } = listing.row(index);
    if (type === '-' || type === 'l') {
      post({ type: 'command', command: 'saveFileCopy', path: join(path, name) });
    }
  };
  /** What VS Code's context menu is about: https://code.visualstudio.com/api/extension-guides/webview#context-menus */
  const menuContext = (index: number) => {
    const { name, type } = listing.row(index);
    return JSON.stringify({
      webviewSection: kindOfType(type),
      arn,
      path: join(path, name),
      preventDefaultContextMenuItems: true,
    });
  };
  const moveTo = (row: number, extend: boolean) => {
    const target = Math.min(Math.max(row, 0), rows.length - 1);
    const index = rows[target];
    if (index !== undefined) {
      if (extend) {
        selection.extendTo(index, rows);
      } else {
        selection.only(index);
      }
      model.reveal(target);
    }
  };
  const copy = () => {
    const paths = [...selection.in(rows)].map(index => copyablePath(join(path, listing.names[index] ?? '')));
    if (paths.length > 0) {
      post({ type: 'copy', text: paths.join('\n') });
    }
  };

  const press = (event: KeyboardEvent): boolean => {
    const command = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case 'ArrowDown':
        moveTo(focusRow + 1, event.shiftKey);
        return true;
      case 'ArrowUp':
        if (event.altKey) {
          model.up();
        } else {
          moveTo(focusRow - 1, event.shiftKey);
        }
        return true;
      case 'PageDown':
        moveTo(focusRow + pageSize.current, event.shiftKey);
        return true;
      case 'PageUp':
        moveTo(focusRow - pageSize.current, event.shiftKey);
        return true;
      case 'Home':
        moveTo(0, event.shiftKey);
        return true;
      case 'End':
        moveTo(rows.length - 1, event.shiftKey);
        return true;
      case 'Enter':
      case 'ArrowRight':
        if (selection.focus !== undefined) {
          open(selection.focus);
        }
        return true;
      case 'Backspace':
      case 'ArrowLeft':
        model.up();
        return true;
      case ' ':
        if (selection.focus !== undefined) {
          selection.toggle(selection.focus);
          model.touch();
        }
        return true;
      case 'Escape':
        selection.clear();
        model.touch();
        return true;
      case '/':
        onFilter();
        return true;
      case 'f':
        if (command) {
          onFilter();
        }
        return command;
      case 'a':
        if (command) {
          selection.all(rows);
          model.touch();
        }
        return command;
      case 's':
        if (command && selection.focus !== undefined) {
          save(selection.focus);
        }
        return command;
      case 'c':
        if (command) {
          copy();
        }
        return command;
      default:
        return false;
    }
  };

  const choose = (event: MouseEvent, index: number) => {
    if (event.shiftKey) {
      selection.extendTo(index, rows);
    } else if (event.ctrlKey || event.metaKey) {
      selection.toggle(index);
    } else {
      selection.only(index);
    }
    model.touch();
  };

  return (
    <div
      class={`file-list${twoLines ? ' two-lines' : ''}`}
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={t('Files')}
      aria-rowcount={rows.length + 1}
      aria-colcount={columnsOf(t).length}
      aria-multiselectable="true"
      aria-activedescendant={focusRow >= 0 ? rowId(focusRow) : undefined}
      data-vscode-context={selection.focus === undefined ? undefined : menuContext(selection.focus)}
      onKeyDown={event => {
        if (event.target === event.currentTarget && press(event)) {
          event.preventDefault();
          // VS Code hears keys of the document and has meanings of its own for some of these.
          event.stopPropagation();
        }
      }}
    >
      <VirtualList
        key={path}
        count={rows.length}
        rowHeight={twoLines ? rowHeights.two : rowHeights.one}
        headerHeight={headerHeight}
        header={<Headings model={model} />}
        reveal={reveal}
        initialTop={initialTop}
        onScrolled={({ top, pageSize: size }) => {
          pageSize.current = size;
          onTopRow(top);
        }}
        renderRow={row => {
          const index = rows[row] ?? 0;
          const selected = selection.has(index);
          return (
            <div
              id={rowId(row)}
              role="row"
              class={`file-row${row === focusRow ? ' focused' : ''}`}
              aria-rowindex={row + 2}
              aria-selected={selected}
              onClick={event => {
                choose(event, index);
                grid.current?.focus({ preventScroll: true });
              }}
              onDblClick={() => open(index)}
              onContextMenu={event => {
                if (!selected) {
                  choose(event, index);
                }
                // Not on the name's button, which another row takes over when the list is scrolled.
                grid.current?.focus({ preventScroll: true });
              }}
              data-vscode-context={menuContext(index)}
            >
              <FileCells row={listing.row(index)} onOpen={() => open(index)} />
            </div>
          );
        }}
      />
    </div>
  );
}

function rowId(row: number): string {
  return `file-${row}`;
}

function columnsOf(t: (message: string) => string): readonly (readonly [FileColumn, string])[] {
  return [
    ['name', t('Name')],
    ['mode', t('Mode')],
    ['owner', t('Owner')],
    ['size', t('Size')],
    ['modified', t('Modified')],
  ];
}

function Headings({ model }: { readonly model: FilesModel }) {
  const { t } = useSurroundings();
  const { sort, listing } = model.view;
  return (
    <div class="file-headings" role="row" aria-rowindex={1}>
      {columnsOf(t).map(([column, label]) => {
        const direction = sort.column !== column ? undefined : sort.descending ? 'descending' : 'ascending';
        return (
          <div key={column} role="columnheader" class={`cell-${column}`} aria-sort={direction ?? 'none'}>
            <SortableHeader
              label={label}
              direction={direction}
              numeric={column === 'size'}
              disabledBecause={
                column === 'modified' && listing.length > 0 && !listing.hasExactTimes
                  ? t('These times were not read exactly, so they cannot be put in order.')
                  : undefined
              }
              onSort={() => model.sortBy(nextSort(sort, column))}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Sizes and times begin with the largest and latest, which is what one looks for. */
function nextSort(sort: FileSort, column: FileColumn): FileSort {
  return sort.column === column
    ? { column, descending: !sort.descending }
    : { column, descending: column === 'size' || column === 'modified' };
}

function useNarrow(element: { readonly current: HTMLElement | null }): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) {
      return undefined;
    }
    const measure = () => setNarrow(current.clientWidth < twoLinesBelow);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  return narrow;
}
