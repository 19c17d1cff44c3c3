import pc from 'picocolors';
import type { ImportReport } from '../catalogue/import-catalogue.ts';
import { accountTable, grouped, plainTable } from './tables.ts';

const SHOWN = 20;

/** An import's report for people. */
export function importReportText({
  files,
  lines,
  products,
  imported,
  alreadyThere,
  refused,
  categories,
}: ImportReport) {
  const parts = [
    accountTable(
      `lines of ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
      lines.read,
      [['used for the catalogue', lines.used]],
      lines.refused,
    ),
    plainTable(
      ['department', 'products'],
      categories.map(({ slug, products: count }) => [slug, grouped(count)]),
    ),
    `${pc.bold(`${grouped(products)} products`)}: ${grouped(imported)} imported, ${grouped(alreadyThere)} were there before, ` +
      `${grouped(refused.length)} refused by the shop`,
    ...refused.slice(0, SHOWN).map(({ sku, code }) => pc.red(`  ${sku}: ${code}`)),
  ];
  if (refused.length > SHOWN) parts.push(`  and ${grouped(refused.length - SHOWN)} more`);
  return parts.join('\n');
}
