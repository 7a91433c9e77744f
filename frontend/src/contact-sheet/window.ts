/** Which rows of a long grid are drawn: those in view and half as many again above and below. */

export interface Shape {
  columns: number;
  /** From the top of one row to the top of the next, in pixels. */
  rowHeight: number;
}

export interface Rows {
  /** Places of the cards drawn: from `first` up to, but without, `last`. */
  first: number;
  last: number;
  /** Height of what stands above and below them, undrawn. */
  above: number;
  below: number;
}

/** `top` and `height`: of the view, measured from the grid's own top. */
export function rowsInView(count: number, shape: Shape, top: number, height: number): Rows {
  const rows = Math.ceil(count / shape.columns);
  const from = clamp(Math.floor((top - height / 2) / shape.rowHeight), 0, Math.max(rows - 1, 0));
  const to = clamp(Math.ceil((top + 1.5 * height) / shape.rowHeight), Math.min(1, rows), rows);
  return {
    first: from * shape.columns,
    last: Math.min(to * shape.columns, count),
    above: from * shape.rowHeight,
    below: (rows - to) * shape.rowHeight,
  };
}

/** How far to scroll so that the row of a place stands in view; 0 where it does. */
export function toReveal(place: number, shape: Shape, top: number, height: number): number {
  const start = Math.floor(place / shape.columns) * shape.rowHeight;
  if (start < top) return start - top;
  return Math.max(start + shape.rowHeight - (top + height), 0);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
