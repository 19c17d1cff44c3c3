import type { Random } from '../random.ts';
import { valueAt, type Point } from './curve.ts';
import { readFigures, type Quantile } from './figures.ts';

const { popularity, linesOfAnOrder, piecesOfALine } = readFigures();

const rankByShare: readonly Point[] = [
  { x: 0, y: 0 },
  ...popularity.map(({ rank, share }) => ({ x: share, y: rank })),
];
const linesByShare = curveOf(linesOfAnOrder);
const piecesByShare = curveOf(piecesOfALine);

/** One of the things, the first wanted most: as unevenly as the products of the real shop were. */
export function popular<Thing>(things: readonly Thing[], random: Random): Thing {
  const rank = valueAt(rankByShare, random.between(0, 1));
  return things[Math.min(things.length - 1, Math.floor(rank * things.length))]!;
}

/** Lines of an order, as many as those of the real shop had. */
export const usualLines = (random: Random): number => drawn(linesByShare, random);

/** Pieces of a product in an order, as many as the real shop’s customers wanted. */
export const usualPieces = (random: Random): number => drawn(piecesByShare, random);

function curveOf(quantiles: readonly Quantile[]): Point[] {
  return quantiles.map(({ share, value }) => ({ x: share, y: value }));
}

const drawn = (curve: readonly Point[], random: Random): number =>
  Math.round(valueAt(curve, random.between(0, curve.at(-1)!.x)));
