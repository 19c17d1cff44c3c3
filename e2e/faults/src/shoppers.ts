import { randomUUID } from 'node:crypto';
import { Recorder, repeatKeys, type Operation } from '@twinshop/invariants';
import type { FrontDoor, Wanted } from './front-door.ts';

const CUSTOMERS = 4;
const AT_A_TIME = 8;
const PLENTY = 10_000;

/** What customers want, and what was answered so far. */
export interface Shopping {
  wanted: readonly Wanted[];
  recorder: Recorder;
  /** The product that there is too little of. */
  scarce: string;
}

/** Customers who order things that there are plenty of, and one that there is too little of. */
export async function shoppers(shop: FrontDoor, orders: number): Promise<Shopping> {
  const pieces = [PLENTY, PLENTY, PLENTY, Math.ceil(orders / 8)];
  const products = await shop.newProducts(...pieces);
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => shop.newCustomer()));
  const wanted = Array.from({ length: orders }, (_, nth): Wanted => {
    const { id, token } = customers[nth % customers.length]!;
    const items = [
      { productId: products[nth % 3]!, quantity: 1 + (nth % 3) },
      ...(nth % 4 === 0 ? [{ productId: products[3]!, quantity: 1 }] : []),
    ];
    return { customer: id, token, key: randomUUID(), items };
  });
  const stock = Object.fromEntries(products.map((id, index) => [id, pieces[index]!]));
  return { wanted, recorder: new Recorder({ complete: true, stock }), scarce: products[3]! };
}

/**
 * Places every order once, several at a time, whatever the answers.
 * @param onAnswer told how many were answered so far, by whatever
 */
export async function placeAll(
  shop: FrontDoor,
  { wanted, recorder }: Shopping,
  onAnswer: (count: number) => void = () => undefined,
): Promise<void> {
  const waiting = [...wanted];
  let answered = 0;
  const shopper = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const operation = recorder.invoke(next);
      recorder.complete(operation, await shop.place(next));
      onAnswer((answered += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, shopper));
}

/** Repeats every order until its answer says what became of it, for a minute: also those whose fate is known. */
export function repeatAll(shop: FrontDoor, { wanted, recorder }: Shopping): Promise<void> {
  const byKey = new Map(wanted.map((each) => [each.key, each]));
  return repeatKeys(recorder, {
    operations: recorder.history.operations,
    place: ({ key }: Operation) => shop.place(byKey.get(key)!),
  });
}
