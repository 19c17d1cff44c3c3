import pc from 'picocolors';
import { pounds } from '../check/compare.ts';
import type { ReplayReport } from '../replay/replay-history.ts';
import { accountTable, grouped, plainTable, verdict } from './tables.ts';

const SHOWN = 20;

/** A replay's report for people: the accounts, the statuses, the sums, and what does not agree by name. */
export function replayReportText(report: ReplayReport): string {
  const { accounts, statuses, sums, disagreements, restocked } = report;
  const { lines, invoices } = accounts;
  const parts = [
    accountTable('invoices', invoices.read, [['placed', invoices.placed]], invoices.refused),
    accountTable(
      'lines',
      lines.read,
      [
        ['ordered', lines.ordered],
        ['merged', lines.merged, 'into another line of the same product and invoice'],
      ],
      lines.refused,
    ),
    plainTable(
      ['orders', '', ''],
      statuses.map(({ status, failure, orders, amount }) => [
        failure ? `${status} (${failure})` : status,
        grouped(orders),
        pounds(amount),
      ]),
    ),
    plainTable(
      ['revenue of confirmed orders', '', ''],
      [
        ['from the file, at the catalogue’s prices', pounds(sums.file), ''],
        ["from the customers' orders in the shop", pounds(sums.shop), verdict(sums.shop === sums.file)],
        sums.provider === undefined
          ? ["from the provider's ledger", 'not asked', 'give --provider-url']
          : [
              "from the provider's ledger, less refunds",
              pounds(sums.provider),
              verdict(sums.provider === sums.file),
            ],
      ],
    ),
    `${grouped(invoices.placed)} orders of ${grouped(report.customers)} customers in ${seconds(report.placingSeconds)}` +
      ` (${grouped(Math.round(invoices.placed / Math.max(report.placingSeconds, 0.001)))}/s), ${grouped(report.alreadyThere)} of` +
      ` them placed by an earlier run; ${grouped(restocked.pieces)} pieces of ${grouped(restocked.products)} products restocked;` +
      ` ${seconds(report.seconds)} in all`,
    repeatedText(report.repeated),
    ...disagreements
      .slice(0, SHOWN)
      .map(({ code, invoice, orderId, detail }) =>
        pc.red(
          `${code}: ${[invoice && `invoice ${invoice}`, orderId && `order ${orderId}`].filter(Boolean).join(', ')}: ${detail}`,
        ),
      ),
  ];
  if (disagreements.length > SHOWN) parts.push(pc.red(`and ${grouped(disagreements.length - SHOWN)} more`));
  parts.push(
    disagreements.length === 0
      ? pc.green(pc.bold('Everything agrees.'))
      : pc.red(pc.bold(`${grouped(disagreements.length)} do not agree.`)),
  );
  return parts.join('\n');
}

function repeatedText(repeated: ReplayReport['repeated']): string {
  const reasons = Object.entries(repeated).map(([why, count]) => `${grouped(count)} for ${why}`);
  return reasons.length === 0
    ? 'No request had to be made again.'
    : pc.yellow(`Requests that failed and were made again: ${reasons.join(', ')}.`);
}

function seconds(value: number): string {
  return value < 60 ? `${value.toFixed(1)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}
