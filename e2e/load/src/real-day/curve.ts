export interface Point {
  x: number;
  y: number;
}

/** The value at `x` on straight lines from point to point; beyond the ends that of the end. @param points by x, ascending */
export function valueAt(points: readonly Point[], x: number): number {
  const after = points.findIndex((point) => point.x >= x);
  if (after === -1) return points.at(-1)!.y;
  const [from, to] = [points[after - 1], points[after]!];
  if (from === undefined) return to.y;
  return from.y + ((x - from.x) / (to.x - from.x)) * (to.y - from.y);
}
