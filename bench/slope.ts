import { median } from './figures.ts';

export interface Point {
  readonly seconds: number;
  readonly bytes: number;
}

/** Theil-Sen: the median of the slopes between all pairs, which a few points that lie far off do not bend. In bytes a second. */
export function slope(points: readonly Point[]): number {
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).map((other) => (other.bytes - one.bytes) / (other.seconds - one.seconds)),
  );
  return slopes.length > 0 ? median(slopes) : Number.NaN;
}
