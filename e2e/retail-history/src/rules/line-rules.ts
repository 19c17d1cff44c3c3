import type { InvoiceLine } from '../parse/invoice-line.ts';

/** The contract's limit on a line of an order. */
export const MOST_OF_A_PRODUCT = 10_000;

type LineRule = { name: string; why: string; refuses: (line: InvoiceLine) => boolean };

/** Stock codes under which the shop booked services and money. */
const FEE_CODES = new Set([
  'POST', // postage
  'DOT', // postage of its other shop, dotcomgiftshop
  'C2', // carriage
  'C3',
  'M', // "Manual"
  'D', // discount
  'S', // samples sent
  'B', // bad debt
  'AMAZONFEE',
  'BANK CHARGES',
  'CRUK', // commission for a charity
  'ADJUST',
  'ADJUST2',
]);

/** Some fees were booked under a product's number: 23444 is "Next Day Carriage", 23574 is "PACKING CHARGE". */
const FEE_DESCRIPTION =
  /^((dotcom )?postage|(next day )?carriage|packing charge|bank charges|amazon fee|discount|manual)$/i;

/** Five digits and up to three letters; and the few series of its own: dotcomgiftshop's, vouchers, SP1002, cushion pads. */
const PRODUCT_CODE = /^(\d{5,6}[A-Z]{0,3}|DCGS[A-Z0-9]+|GIFT_\d{4}_\d+|SP\d{4}|PADS)$/;

/**
 * Why a line can't be a line of an order, judged by the line alone. The first rule that refuses a line is the one it
 * is counted under, so the order here is part of the account: what the invoice is, then what was sold, then how much.
 */
export const LINE_RULES = [
  {
    name: 'cancellation',
    why: 'the invoice begins with C: goods came back, nothing was ordered',
    refuses: ({ invoice }) => invoice.startsWith('C'),
  },
  {
    name: 'adjustment',
    why: 'the invoice begins with another letter: book-keeping, such as A563186 for a bad debt',
    refuses: ({ invoice }) => /^[A-Z]/.test(invoice),
  },
  {
    name: 'postage_or_fee',
    why: 'postage, carriage, fees, discounts, samples: booked on invoices, but nothing a shop has in stock',
    refuses: ({ stockCode, description }) => FEE_CODES.has(stockCode) || FEE_DESCRIPTION.test(description),
  },
  {
    name: 'not_a_product',
    why: "the stock code is not of a product's form: tests and entries by hand",
    refuses: ({ stockCode }) => !PRODUCT_CODE.test(stockCode),
  },
  {
    name: 'blank_description',
    why: 'nobody wrote down what it is: a correction of the stock, not a sale',
    refuses: ({ description }) => description === '',
  },
  {
    name: 'quantity_not_positive',
    why: 'stock written off ("damaged", "thrown away") outside of a cancellation',
    refuses: ({ quantity }) => quantity <= 0,
  },
  {
    name: 'price_not_positive',
    why: 'given away, found or counted: a price of nought, or of less than half a penny',
    refuses: ({ price }) => price <= 0,
  },
  {
    name: 'quantity_over_limit',
    why: `more than ${MOST_OF_A_PRODUCT.toLocaleString('en')} of a product in one order, with the product's other lines of the invoice`,
    refuses: ({ quantity }) => quantity > MOST_OF_A_PRODUCT,
  },
] as const satisfies readonly LineRule[];

export type LineRuleName = (typeof LINE_RULES)[number]['name'];

/** The first rule that refuses the line, or undefined for a line that sells a product. */
export function refusalOf(line: InvoiceLine): LineRuleName | undefined {
  return LINE_RULES.find((rule) => rule.refuses(line))?.name;
}
