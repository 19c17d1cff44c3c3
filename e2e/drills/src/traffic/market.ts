import type { ShopOnStage } from '../faults/stage.ts';
import type { Account, Random, ShopDoor } from '@twinshop/load';

const CUSTOMERS = 16;
const PRODUCTS = 40;
const SCARCE = 3;
const PLENTY = 1_000_000;
const TOKEN_RENEWED_AFTER_MS = 10 * 60_000;
const TOKEN_TRIED_AGAIN_AFTER_MS = 5_000;

export interface Customer {
  id: string;
  /** A token that is good for a while. */
  token(): Promise<string>;
}

/** What is bought by whom while a drill runs: products that there is plenty of, and a few that run out. */
export interface Market {
  customers: readonly Customer[];
  plenty: readonly string[];
  scarce: readonly string[];
  /** Pieces of each product before anybody ordered. */
  stock: Readonly<Record<string, number>>;
}

/** @param pieces of each scarce product */
export async function openMarket(
  door: ShopDoor,
  { admin }: Pick<ShopOnStage, 'admin'>,
  random: Random,
  pieces: number,
): Promise<Market> {
  const token = await door.signIn(admin);
  const run = random.key().slice(0, 12);
  const create = async (nth: number): Promise<[id: string, stock: number]> => {
    const stock = nth < SCARCE ? pieces : PLENTY;
    const product = {
      sku: `DRILL-${run}-${nth}`,
      name: `Drill ${nth}`,
      description: 'It is looked at and bought while the shop is tried.',
      category: 'drills',
      price: { amount: 250 + 10 * nth, currency: 'GBP' },
      stock,
    };
    const { id } = await door.expect<{ id: string }>(
      201,
      door.post('/api/admin/products', product, { token }),
    );
    return [id, stock];
  };
  const products: [string, number][] = [];
  for (let nth = 0; nth < PRODUCTS; nth += 1) products.push(await create(nth));
  const ids = products.map(([id]) => id);
  const customers = await Promise.all(
    Array.from({ length: CUSTOMERS }, (_, nth) => signUp(door, `${run}-${nth}`)),
  );
  return {
    customers,
    scarce: ids.slice(0, SCARCE),
    plenty: ids.slice(SCARCE),
    stock: Object.fromEntries(products),
  };
}

async function signUp(door: ShopDoor, name: string): Promise<Customer> {
  const account: Account = { email: `drill-${name}@example.test`, password: `only for the drill ${name}` };
  const { id } = await door.expect<{ id: string }>(
    201,
    door.post('/api/customers', { ...account, name: 'Ada' }),
  );
  let current = await door.signIn(account);
  let renewAt = performance.now() + TOKEN_RENEWED_AFTER_MS;
  return {
    id,
    async token() {
      if (performance.now() > renewAt) {
        renewAt = performance.now() + TOKEN_TRIED_AGAIN_AFTER_MS;
        try {
          current = await door.signIn(account);
          renewAt = performance.now() + TOKEN_RENEWED_AFTER_MS;
        } catch {
          // The shop can't be asked at the moment; the old one is good for some minutes more.
        }
      }
      return current;
    },
  };
}
