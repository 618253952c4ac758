// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ScrollArea } from "./scroll";

export interface Column<Row> {
  id: string;
  head: string;
  cell: (row: Row) => ReactNode;
  number?: boolean;
  /// Dates and times stay on one line; the table scrolls instead.
  oneLine?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string;
  /// Shows the caption; else it is there for screen readers.
  showCaption?: boolean;
}

/// More columns than fit a phone: there each row becomes a block of lines, a line a column.
const mostBesides = 3;

/// The first column heads its row. A wide table scrolls by itself, also with the keyboard; on a phone it
/// stands as blocks, so that no column is out of sight.
export function Table<Row>({ caption, columns, rows, rowKey, showCaption }: Props<Row>) {
  const { t } = useTranslation();
  return (
    <ScrollArea label={caption}>
      <table className={columns.length > mostBesides ? "table stacks" : "table"}>
        <caption className={showCaption ? "" : "visually-hidden"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.head ? (
                <th key={column.id} scope="col" className={column.number ? "num" : undefined}>
                  {column.head}
                </th>
              ) : (
                <td key={column.id} />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.id} scope="row" className={classOf(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={classOf(column)} data-head={column.head}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length}>{t("state.noRows")}</td>
            </tr>
          )}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  if (column.number) return "num";
  return column.oneLine ? "nowrap" : undefined;
}
