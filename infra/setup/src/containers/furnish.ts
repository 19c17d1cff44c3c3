import type { DatabaseAccount } from '@twinshop/topologies';
import { fillCatalogue, hasProducts } from '../catalogue.ts';
import { ensureDemoCustomer } from '../demo-customer.ts';
import { SetupError } from '../setup-error.ts';
import { recipients } from './recipients.ts';
import type { Vault } from './vault.ts';

export interface Shop {
  /** Where customers reach it. */
  url: string;
  postgresHost: string;
}

/**
 * A customer to sign in with and, where there are none yet, products.
 * @returns how many products were added
 */
export async function furnish(vault: Vault, { url, postgresHost }: Shop, products: number): Promise<number> {
  await ensureDemoCustomer(url, (await vault.credentials()).customer);
  if (products === 0 || (await hasProducts(url))) return 0;
  const { role, database } = await catalogueOf(url);
  const password = await vault.passwordOf(role);
  return fillCatalogue(`postgres://${role}:${password}@${postgresHost}:5432/${database}`, products);
}

/** How the process that answers for the catalogue connects: either variant may stand behind the same address. */
async function catalogueOf(url: string): Promise<DatabaseAccount> {
  const response = await fetch(`${url}/api/categories`, { signal: AbortSignal.timeout(15_000) });
  await response.body?.cancel();
  const process = response.headers.get('x-served-by')?.split('/')[0];
  const [account] = Object.values(recipients.find(({ name }) => name === process)?.databases ?? {});
  if (account === undefined) throw new SetupError(`${url} is served by ${process}, which has no database.`);
  return account;
}
