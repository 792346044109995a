import type { ComponentChildren } from 'preact';

export interface TableColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** Right-aligned, figures of one width. */
  readonly numeric?: boolean;
  /** Whether a value says by itself what it is, and needs no label where it stands alone. */
  readonly unlabelled?: boolean;
  readonly cell: (row: Row) => ComponentChildren;
}

interface DataTableProps<Row> {
  /** What the table shows, for those who do not see its heading. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row, index: number) => string;
  /** Width of the page in which columns no longer fit side by side: cells then stand below one another, labelled. */
  readonly stacksBelow: 'medium' | 'wide';
}

/** A table whose rows become blocks of labelled values where it would not fit. Roles are explicit: blocks have none. */
export function DataTable<Row>({ label, columns, rows, rowKey, stacksBelow }: DataTableProps<Row>) {
  return (
    <table role="table" class={`data-table stacks-${stacksBelow}`} aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(column => (
            <th
              role="columnheader"
              scope="col"
              key={column.id}
              class={column.numeric ? 'numeric' : undefined}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr role="row" key={rowKey(row, index)}>
            {columns.map((column, place) =>
              place === 0 ? (
                <th role="rowheader" scope="row" key={column.id} class={`column-${column.id}`}>
                  {column.cell(row)}
                </th>
              ) : (
                <td
                  role="cell"
                  key={column.id}
                  data-label={column.unlabelled ? undefined : column.label}
                  class={`column-${column.id}${column.numeric ? ' numeric' : ''}`}
                >
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
