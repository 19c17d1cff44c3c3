const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function formatTime(rfc3339: string): string {
  return time.format(new Date(rfc3339));
}

/** What people call an order by: the end of its id, where ids that are made in a row differ. */
export function shortNumber(orderId: string): string {
  return orderId.slice(-6).toUpperCase();
}
