/** @throws when there is nothing to take a median of */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which the given share of the others lie (nearest rank). */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('There is nothing to take a quantile of');
  return value;
};
