import type { ShopControl } from '@twinshop/local';
import type { StatefulModule } from '@twinshop/topologies';
import { Place } from '../../src/data/place.ts';
import { tablesOf } from '../../src/data/tables.ts';
import { checksum } from '../../src/data/verification/range.ts';

const MODULES: readonly StatefulModule[] = ['catalog', 'order', 'payment'];

/** What processes write of themselves: an administrator's password when one starts, and which Redis it sends to. */
const OF_PROCESSES: ReadonlySet<string> = new Set(['customer', 'outbox_destination']);

/** Rows and checksum of each table of a shop, wherever it is: a row that was written, changed or deleted is another sum. */
export async function rowSums(control: ShopControl): Promise<Record<string, string>> {
  const { databases } = await control.shop();
  const adminUrl = await control.adminUrl();
  const sums: Record<string, string> = {};
  for (const module of MODULES) {
    const place = new Place({ schema: module, url: databases[module], adminUrl });
    for (const table of await tablesOf(place)) {
      if (OF_PROCESSES.has(table.name)) continue;
      const { rows, sum } = await checksum(place, table, {});
      sums[`${module}.${table.name}`] = `${rows} rows, ${sum}`;
    }
  }
  return sums;
}
