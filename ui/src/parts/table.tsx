// A table that can be sorted by its columns. Its first column may open the row; the whole row then
// takes the press.

import { useMemo, useState, type ReactNode } from "react";

export interface Column<Row> {
  readonly key: string;
  readonly name: string;
  readonly show: (row: Row) => ReactNode;
  // Numbers and ages stand at the end of their column.
  readonly end?: boolean | undefined;
  readonly order?: ((one: Row, other: Row) => number) | undefined;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly selected?: string | undefined;
  // What stands instead of rows.
  readonly none?: ReactNode;
  readonly sorted?: { readonly key: string; readonly down: boolean };
  readonly showCaption?: boolean | undefined;
}

export function Table<Row>({ caption, columns, rows, keyOf, onOpen, selected, none, sorted, showCaption = false }: TableProps<Row>) {
  const [by, sortBy] = useState(sorted ?? null);
  const shown = useMemo(() => {
    const order = columns.find((each) => each.key === by?.key)?.order;
    if (!order || !by) return rows;
    return [...rows].sort((one, other) => (by.down ? order(other, one) : order(one, other)));
  }, [rows, columns, by]);
  return (
    <div className="table-box">
      <table className="table">
        <caption className={showCaption ? "label" : "visually-hidden"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((each) => <Head key={each.key} column={each} by={by} onSort={sortBy} />)}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)} data-selected={keyOf(row) === selected ? "" : undefined} data-opens={onOpen ? "" : undefined}>
              {columns.map((each, at) => (at === 0
                ? <th key={each.key} scope="row" data-end={each.end || undefined}>{onOpen ? <button type="button" className="opens" onClick={() => onOpen(row)}>{each.show(row)}</button> : each.show(row)}</th>
                : <td key={each.key} data-end={each.end || undefined}>{each.show(row)}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? none : null}
    </div>
  );
}

interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly by: Sorting | null;
  readonly onSort: (by: Sorting) => void;
}

function Head<Row>({ column, by, onSort }: HeadProps<Row>) {
  const mine = by?.key === column.key ? by : null;
  const way = mine ? (mine.down ? "descending" : "ascending") : "none";
  if (!column.order) return <th scope="col" data-end={column.end || undefined}>{column.name}</th>;
  return (
    <th scope="col" aria-sort={way} data-end={column.end || undefined}>
      <button type="button" onClick={() => onSort({ key: column.key, down: mine ? !mine.down : false })}>
        {column.name}
        <svg className="arrow" viewBox="0 0 12 12" aria-hidden="true" data-way={way}><path d={mine?.down ? "m2.5 4.5 3.5 3.5 3.5-3.5" : "m2.5 7.5 3.5-3.5 3.5 3.5"} /></svg>
      </button>
    </th>
  );
}
