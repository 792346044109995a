import { Icon } from './icon';

interface SortableHeaderProps {
  readonly label: string;
  /** Absent where the rows are in order of another column. */
  readonly direction?: 'ascending' | 'descending';
  readonly numeric?: boolean;
  /** Why it cannot be sorted by. */
  readonly disabledBecause?: string;
  readonly onSort: () => void;
}

/** The content of a column heading; its cell has `aria-sort`. */
export function SortableHeader({ label, direction, numeric, disabledBecause, onSort }: SortableHeaderProps) {
  return (
    <button
      type="button"
      class={`column-heading${numeric ? ' numeric' : ''}`}
      disabled={disabledBecause !== undefined}
      title={disabledBecause}
      onClick={onSort}
    >
      <span>{label}</span>
      {direction && <Icon name={direction === 'ascending' ? 'arrow-up' : 'arrow-down'} />}
    </button>
  );
}
