import { type Content, html, type Html } from '../html.ts';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Content;
  /** Numbers stand at the right, so that they can be compared. */
  numeric?: boolean;
}

export interface Table<Row> {
  caption: string;
  /** For what stands right above a table and says the same. */
  captionHidden?: boolean;
  /** The first is the head of each row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows that stand out. */
  marked?: (row: Row) => boolean;
}

/**
 * A table, which on a narrow screen becomes a card for each row. The roles are those that a table has anyway: browsers
 * forget them when it is laid out as something else.
 */
export const table = <Row>({ caption, captionHidden, columns, rows, marked }: Table<Row>): Html => html`
  <table role="table">
    <caption${captionHidden ? html` class="unseen"` : ''}>${caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map(({ head, numeric }) => html`<th role="columnheader" scope="col" ${numeric && html` class="numeric"`}>${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) => html`
          <tr role="row" ${marked?.(row) && html` class="marked"`}>
            ${columns.map((column, index) => cell(column, row, index === 0))}
          </tr>
        `,
      )}
    </tbody>
  </table>
`;

const cell = <Row>({ head, cell: content, numeric }: Column<Row>, row: Row, first: boolean): Html =>
  first
    ? html`<th role="rowheader" scope="row">${content(row)}</th>`
    : html`<td role="cell" data-head="${head}" ${numeric && html` class="numeric"`}>
        <span>${content(row)}</span>
      </td>`;
