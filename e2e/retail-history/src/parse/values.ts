/** A field's value, or why it is none. */
export type Parsed<T> = { value: T } | { reason: string };

const show = (text: string) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

/** `6`, `-12` or, as pandas writes it, `6.0`. */
export function parseQuantity(text: string): Parsed<number> {
  const match = /^([+-]?\d{1,12})(\.0+)?$/.exec(text);
  return match ? { value: Number(match[1]) } : { reason: `${show(text)} is not a whole number` };
}

/** Pounds as decimals to whole pence, rounded half away from nought, without passing through a float: `2.1` is 210, `0.005` is 1. */
export function parsePence(text: string): Parsed<number> {
  const match = /^([+-]?)(\d{1,10})(?:\.(\d{0,20}))?$/.exec(text);
  if (!match) return { reason: `${show(text)} is not a price in pounds, such as 2.55` };
  const [, sign, pounds, decimals = ''] = match;
  const digits = decimals.padEnd(3, '0');
  const pence = Number(pounds) * 100 + Number(digits.slice(0, 2)) + (digits[2]! >= '5' ? 1 : 0);
  return { value: sign === '-' && pence > 0 ? -pence : pence };
}

/** `17850`, `17850.0` as pandas writes it, or nothing for a customer who is not known. */
export function parseCustomer(text: string): Parsed<string> {
  const match = /^(\d{1,18})(\.0+)?$/.exec(text);
  if (match) return { value: match[1]! };
  return text === ''
    ? { value: '' }
    : { reason: `${show(text)} is not a customer's number, such as 17850 or 17850.0, or blank` };
}

/** An invoice's number: a letter or none, then digits; upper case. */
export function parseInvoice(text: string): Parsed<string> {
  return /^[A-Za-z]?\d{1,18}$/.test(text)
    ? { value: text.toUpperCase() }
    : { reason: `${show(text)} is not an invoice's number, such as 536365 or C536379` };
}

/** Year, month, day, hour, minute and second in each notation that copies of the set are published in. */
const NOTATIONS: { pattern: RegExp; order: readonly [year: number, month: number, day: number] }[] = [
  {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?Z?)?$/,
    order: [1, 2, 3],
  },
  { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/, order: [3, 1, 2] },
  { pattern: /^(\d{1,2})-(\d{1,2})-(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/, order: [3, 2, 1] },
];

/**
 * `2010-12-01 08:26:00`, with slashes the month first (`12/1/2010 8:26`), with dashes and the year last the day
 * first (`01-12-2010 08:26`), to milliseconds since 1970. A day that the calendar does not have is refused.
 */
export function parseTime(text: string): Parsed<number> {
  const wrong = {
    reason: `${show(text)} is not a date and time, such as 2010-12-01 08:26:00 or 12/1/2010 8:26`,
  };
  for (const { pattern, order } of NOTATIONS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [yearAt, monthAt, dayAt] = order;
    const part = (index: number) => Number(match[index] ?? 0);
    const year = part(yearAt) < 100 ? 2000 + part(yearAt) : part(yearAt);
    const [month, day, hour, minute, second] = [part(monthAt), part(dayAt), part(4), part(5), part(6)];
    const time = Date.UTC(year, month - 1, day, hour, minute, second);
    const date = new Date(time);
    const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists && hour < 24 && minute < 60 && second < 60 ? { value: time } : wrong;
  }
  return wrong;
}
