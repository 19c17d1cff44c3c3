import { randomUUID } from 'node:crypto';
import { concurrently } from '@twinshop/retail-history';
import type { Account, ShopDoor } from '../shop-door.ts';
import type { Customer } from './market.ts';

/** Each takes the shop tens of milliseconds of a core, and is nothing that is to be measured. */
const AT_A_TIME = 4;

/** New accounts, signed in. The gateway lets 1,000 sign-ins through at once, and 200 a second afterwards. */
export async function signUp(door: ShopDoor, amount: number): Promise<Customer[]> {
  const customers: Customer[] = [];
  const run = randomUUID();
  await concurrently(Array(amount).keys(), AT_A_TIME, async (nth) => {
    const account: Account = { email: `load-${run}-${nth}@example.test`, password: `only for load ${run}` };
    const { id } = await door.expect<{ id: string }>(
      201,
      door.post('/api/customers', { ...account, name: 'Ada' }),
    );
    customers[nth] = { ...account, id, token: await door.signIn(account) };
  });
  return customers;
}

/** The same customers with new tokens. */
export async function signInAgain(door: ShopDoor, customers: readonly Customer[]): Promise<Customer[]> {
  const again: Customer[] = [];
  await concurrently(customers.entries(), AT_A_TIME, async ([nth, customer]) => {
    again[nth] = { ...customer, token: await door.signIn(customer) };
  });
  return again;
}
