import { randomInt } from 'node:crypto';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** Good invoices in the month, each of the heart and every other one of the lantern too. */
const GOOD = 30;

/**
 * A month of invoices as dirty as the real set's, with stock codes, invoices and customers that no other run has, and what
 * is to become of it, worked out by hand.
 */
export function dirtyMonth() {
  const run = randomInt(10_000, 99_999);
  const heart = `${run}HRT`;
  const lantern = `${run}LNT`;
  const invoice = (index: number) => `${run}${String(index).padStart(4, '0')}`;
  const customer = (index: number) => `${run}${index % 7}.0`;

  const rows: string[] = [];
  for (let index = 0; index < GOOD; index += 1) {
    const rest = `2010-12-01 08:${10 + index}:00,@,${customer(index)},France`;
    rows.push(`${invoice(index)},${heart},WHITE HANGING HEART,2,${rest.replace('@', '2.55')}`);
    // The same product again, its code in lower case.
    rows.push(`${invoice(index)},${heart.toLowerCase()},"HEART, ""WHITE""",1,${rest.replace('@', '2.95')}`);
    if (index % 2 === 0)
      rows.push(`${invoice(index)},${lantern},WHITE METAL LANTERN,4,${rest.replace('@', '3.1')}`);
    if (index % 10 === 0) rows.push(`${invoice(index)},POST,POSTAGE,1,${rest.replace('@', '18.0')}`);
  }
  const bad = (said: string, customerOf = `${run}1.0`) =>
    rows.push(`${said.replace('@', '2010-12-01 10:00:00')},${customerOf},United Kingdom`);
  bad(`C${invoice(90)},${heart},WHITE HANGING HEART,-2,@,2.55`);
  bad(`A${invoice(91)},B,Adjust bad debt,1,@,-11062.06`, '');
  bad(`${invoice(92)},${heart},WHITE HANGING HEART,3,@,2.55`, '');
  bad(`${invoice(93)},POST,POSTAGE,1,@,18.0`);
  bad(`${invoice(94)},${heart},,1,@,0.0`, '');
  bad(`${invoice(95)},${heart},damaged,-38,@,0.0`, '');
  bad(`${invoice(96)},${heart},?,40,@,0.0`);
  bad(`${invoice(97)},${heart},WHITE HANGING HEART,74215,@,1.04`);
  bad(`${invoice(98)},TEST001,This is a test product.,1,@,4.5`);

  return {
    csv: `${HEADER}\n${rows.join('\n')}\n`,
    header: HEADER,
    skus: { heart, lantern },
    customers: 7,
    orders: GOOD,
    lines: { read: rows.length, ordered: GOOD + GOOD / 2, merged: GOOD },
    // 31 lines say 2.55 (one of an unknown customer) and 30 say 2.95: the median is 2.55. Lanterns are 3.10.
    prices: { heart: 255, lantern: 310 },
    revenue: GOOD * 3 * 255 + (GOOD / 2) * 4 * 310,
    refusedInvoices: { cancellation: 1, adjustment: 1, no_customer: 3, nothing_left: 4 },
    refusedLines: {
      cancellation: 1,
      adjustment: 1,
      postage_or_fee: 4,
      not_a_product: 1,
      blank_description: 1,
      quantity_not_positive: 1,
      price_not_positive: 1,
      quantity_over_limit: 1,
      no_customer: 1,
    },
    /** The import puts 1,000 more on the shelf than the history sells; 3 of these are of the invoice without a customer. */
    heartsLeft: 1_003,
    /** A later invoice that wants more hearts than the import put on the shelf. */
    bigOrder: `${HEADER}\n${invoice(99)},${heart},WHITE HANGING HEART,9000,2010-12-02 08:00:00,2.1,${run}1.0,EIRE\n`,
  };
}
