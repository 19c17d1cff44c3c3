export const milliseconds = (ms: number): string =>
  ms >= 10_000 ? `${(ms / 1_000).toFixed(1)} s` : ms >= 100 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;

/** Never rounded up to all, or down to none. */
export const percent = (share: number): string => {
  if (share === 1 || share === 0) return `${share * 100}%`;
  const rounded = (share * 100).toFixed(2);
  return rounded === '100.00'
    ? 'just under 100%'
    : rounded === '0.00'
      ? 'just over 0%'
      : `${Number(rounded)}%`;
};
