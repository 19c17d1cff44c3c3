/** One line of one invoice, as the file says it: parsed, not judged. */
export type InvoiceLine = {
  /** Such as `536365`; `C536379` for a cancellation. Upper case. */
  invoice: string;
  /** Such as `85123A`, upper case (the set writes 85123A and 85123a for the same thing). */
  stockCode: string;
  /** Trimmed; may be empty. */
  description: string;
  /** May be negative. */
  quantity: number;
  /** The invoice's time in milliseconds since 1970, the set's own clock read as UTC. */
  time: number;
  /** Unit price in whole pence, rounded half away from nought; may be nought or negative. */
  price: number;
  /** Such as `17850`; empty where the file has none. */
  customer: string;
  country: string;
  /** Where it stands, for messages: the file's name and its line from 1. */
  file: string;
  line: number;
};
