const english = (digits: number) => new Intl.NumberFormat('en', { maximumFractionDigits: digits });

const whole = english(0);
const tenths = english(1);
const hundredths = english(2);

/** `12,000`; below ten with a decimal where there is one. */
export const count = (value: number): string => (value < 10 ? tenths : whole).format(value);

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** What was measured, to the three digits that may mean something: `0.0412`, `11.8`, `240`, `1,234`; `−3.1` below zero. */
export const measured = (value: number): string =>
  `${value < 0 ? '−' : ''}${(Math.abs(value) < 1000 ? threeDigits : whole).format(Math.abs(value))}`;

/** `1 order`, `12,000 orders`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A share from 0 to 1 in percent. It says 100% of nothing but the whole, and 0% of nothing but none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1%';
  return `${tenths.format(Math.floor(share * 1000 + 1e-9) / 10)}%`;
}

/** Milliseconds as a person says them: `0.4 ms`, `120 ms`, `3.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms < 10) return `${tenths.format(ms)} ms`;
  if (ms < 999.5) return `${whole.format(ms)} ms`;
  if (ms < 59_950) return `${tenths.format(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  const rest = seconds % 60;
  return `${whole.format(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** A moment beside the one that counts as zero, in ms: `−5 s`, `+12.3 s`. */
export const moment = (ms: number): string => (ms === 0 ? '0 s' : ms < 0 ? duration(ms) : `+${duration(ms)}`);

/** How many times as much: `×1.3`, `×47`. */
export const times = (factor: number): string =>
  `×${(factor < 1 ? hundredths : factor < 10 ? tenths : whole).format(factor)}`;

/** `2.1 GB`, in powers of ten. */
export const gigabytes = (bytes: number): string => `${tenths.format(bytes / 1e9)} GB`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
