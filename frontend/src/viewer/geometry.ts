/** Where a page lies on its stage. Regions are fractions of the page: 0…1 from its top left. */

export interface Size {
  width: number;
  height: number;
}

export interface Region {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Quarter turns clockwise. */
export type Turn = 0 | 1 | 2 | 3;

export interface View {
  scale: number;
  /** Stage coordinates of the turned page's top left corner. */
  x: number;
  y: number;
  turn: Turn;
}

const MARGIN = 12;

/** The page's size once turned. */
export function turned(page: Size, turn: Turn): Size {
  return turn % 2 ? { width: page.height, height: page.width } : page;
}

/** A region of the page, in the turned page's own fractions. */
export function turnedRegion(region: Region, turn: Turn): Region {
  const { x, y, w, h } = region;
  if (turn === 1) return { x: 1 - y - h, y: x, w: h, h: w };
  if (turn === 2) return { x: 1 - x - w, y: 1 - y - h, w, h };
  if (turn === 3) return { x: y, y: 1 - x - w, w: h, h: w };
  return region;
}

/** The whole width in view, the top at the top. */
export function fitWidth(page: Size, stage: Size, turn: Turn): View {
  const sheet = turned(page, turn);
  const scale = (stage.width - 2 * MARGIN) / sheet.width;
  return { scale, x: MARGIN, y: MARGIN, turn };
}

/** The whole page in view, centred. */
export function fitPage(page: Size, stage: Size, turn: Turn): View {
  const sheet = turned(page, turn);
  const scale = Math.min((stage.width - 2 * MARGIN) / sheet.width, (stage.height - 2 * MARGIN) / sheet.height);
  const x = (stage.width - sheet.width * scale) / 2;
  const y = (stage.height - sheet.height * scale) / 2;
  return { scale, x, y, turn };
}

/** Keeps the sheet on the stage: centred where it is smaller, without a gap where it is larger. */
export function held(view: View, page: Size, stage: Size): View {
  const sheet = turned(page, view.turn);
  const along = (at: number, length: number, room: number) =>
    length + 2 * MARGIN <= room ? (room - length) / 2 : Math.min(MARGIN, Math.max(room - length - MARGIN, at));
  return {
    ...view,
    x: along(view.x, sheet.width * view.scale, stage.width),
    y: along(view.y, sheet.height * view.scale, stage.height),
  };
}

/** Zooms by a factor around a stage point that stays where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(6, Math.max(0.05, view.scale * factor));
  const ratio = scale / view.scale;
  return { ...view, scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** Moves the sheet so that the region's middle lies in the stage's middle; the zoom stays. */
export function centred(view: View, region: Region, page: Size, stage: Size): View {
  const sheet = turned(page, view.turn);
  const part = turnedRegion(region, view.turn);
  const x = stage.width / 2 - (part.x + part.w / 2) * sheet.width * view.scale;
  const y = stage.height / 2 - (part.y + part.h / 2) * sheet.height * view.scale;
  return held({ ...view, x, y }, page, stage);
}

/** The CSS transform of an unturned sheet that shows this view. */
export function transformOf(view: View, page: Size): string {
  const shift = [
    [0, 0],
    [page.height, 0],
    [page.width, page.height],
    [0, page.width],
  ][view.turn]!;
  return `translate(${view.x}px, ${view.y}px) scale(${view.scale}) translate(${shift[0]}px, ${shift[1]}px) rotate(${view.turn * 90}deg)`;
}

/** A stage point as fractions of the unturned page. */
export function pagePoint(view: View, page: Size, at: { x: number; y: number }): { x: number; y: number } {
  const sheet = turned(page, view.turn);
  const u = (at.x - view.x) / (sheet.width * view.scale);
  const v = (at.y - view.y) / (sheet.height * view.scale);
  const points = [
    { x: u, y: v },
    { x: v, y: 1 - u },
    { x: 1 - u, y: 1 - v },
    { x: 1 - v, y: u },
  ];
  return points[view.turn]!;
}
