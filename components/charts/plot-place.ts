/** Room around the plot in pixels: half a line of the top tick above, the names of categories below. */
export const ROOM = { top: 8, right: 14, bottom: 24 } as const;

/** Which of so many equally wide categories lies at a part of the plot's width, from 0 to 1. */
export function categoryAt(part: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(part * count)));
}

const WEEK = 7;

/** The category that a key leads to from another; null for keys that lead nowhere. */
export function categoryAfter(key: string, from: number, count: number): number | null {
  const to: Record<string, number> = {
    ArrowRight: from + 1,
    ArrowLeft: from - 1,
    PageDown: from + WEEK,
    PageUp: from - WEEK,
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
