/** The contract's limit on the lines of an order. */
export const MOST_LINES = 500;

/** What is left of one invoice when the rules for lines have gone over it. */
export type Invoice = {
  number: string;
  /** The customers its lines name, blanks left out. */
  customers: ReadonlySet<string>;
  /** How many products are left, each counted once. */
  products: number;
};

type InvoiceRule = { name: string; why: string; refuses: (invoice: Invoice) => boolean };

/**
 * Why an invoice can't be an order. The first rule that refuses it is the one it is counted under, and the one that
 * its lines that no rule of their own refused are counted under.
 */
export const INVOICE_RULES = [
  {
    name: 'cancellation',
    why: 'the invoice begins with C: goods came back, nothing was ordered',
    refuses: ({ number }) => number.startsWith('C'),
  },
  {
    name: 'adjustment',
    why: 'the invoice begins with another letter: book-keeping',
    refuses: ({ number }) => /^[A-Z]/.test(number),
  },
  {
    name: 'no_customer',
    why: "an order belongs to a customer, and this invoice's is not known",
    refuses: ({ customers }) => customers.size === 0,
  },
  {
    name: 'several_customers',
    why: "an order belongs to one customer, and this invoice's lines name more",
    refuses: ({ customers }) => customers.size > 1,
  },
  {
    name: 'nothing_left',
    why: 'each of its lines was refused',
    refuses: ({ products }) => products === 0,
  },
  {
    name: 'too_many_lines',
    why: `an order has at most ${MOST_LINES} lines`,
    refuses: ({ products }) => products > MOST_LINES,
  },
] as const satisfies readonly InvoiceRule[];

export type InvoiceRuleName = (typeof INVOICE_RULES)[number]['name'];

/** The first rule that refuses the invoice, or undefined for one that can be an order. */
export function refusalOfInvoice(invoice: Invoice): InvoiceRuleName | undefined {
  return INVOICE_RULES.find((rule) => rule.refuses(invoice))?.name;
}
