/** What the values of a chart are, which says how they are written. */
export type Unit = 'count' | 'milliseconds' | 'percent';

/** An axis of values. Charts that are compared are drawn with one and the same. */
export type Scale = { kind: 'linear'; max: number } | { kind: 'log'; min: number; max: number };

const STEPS = [1, 2, 4, 5, 10];

/** From 0 to the first round number above all values. */
export function linearScale(values: readonly number[]): Scale {
  const largest = Math.max(1, ...values);
  const power = 10 ** Math.floor(Math.log10(largest));
  return { kind: 'linear', max: power * (STEPS.find((step) => step * power >= largest) ?? 10) };
}

/** From one line of a linear axis to the next: whole numbers, four or five of them. */
export const stepOf = (max: number): number => {
  const leading = max / 10 ** Math.floor(Math.log10(max));
  return Math.max(1, max / (leading === 2 || leading === 4 ? 4 : 5));
};

/** From power of ten to power of ten around all values above 0. */
export function logScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  const smallest = Math.min(...positive, 10);
  const largest = Math.max(...positive, 100);
  return {
    kind: 'log',
    min: 10 ** Math.floor(Math.log10(smallest)),
    max: 10 ** Math.ceil(Math.log10(largest)),
  };
}
