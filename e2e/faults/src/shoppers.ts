import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FrontDoor, Intent } from './front-door.ts';

const CUSTOMERS = 4;
const AT_A_TIME = 8;
const PLENTY = 10_000;
const RESOLVED_WITHIN_MS = 60_000;
const PAUSE_MS = 200;

/** What was promised to whom: the ids of the orders that were accepted, by what was wanted. */
export interface Promised {
  intents: readonly Intent[];
  accepted: Map<Intent, string>;
  /** Pieces of each product before anybody ordered. */
  stock: Readonly<Record<string, number>>;
  /** The product that there is too little of. */
  scarce: string;
}

/** Customers who order things that there are plenty of, and one that there is too little of. */
export async function shoppers(shop: FrontDoor, orders: number): Promise<Promised> {
  const pieces = [PLENTY, PLENTY, PLENTY, Math.ceil(orders / 8)];
  const products = await shop.newProducts(...pieces);
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => shop.newCustomer()));
  const intents = Array.from({ length: orders }, (_, nth): Intent => {
    const { id, token } = customers[nth % customers.length]!;
    const items = [
      { productId: products[nth % 3]!, quantity: 1 + (nth % 3) },
      ...(nth % 4 === 0 ? [{ productId: products[3]!, quantity: 1 }] : []),
    ];
    return { customer: id, token, key: randomUUID(), items };
  });
  const stock = Object.fromEntries(products.map((id, index) => [id, pieces[index]!]));
  return { intents, accepted: new Map(), stock, scarce: products[3]! };
}

/**
 * Places every order once, several at a time, whatever the answers.
 * @param onAnswer told how many were answered so far, by whatever
 */
export async function placeAll(
  shop: FrontDoor,
  { intents, accepted }: Promised,
  onAnswer: (count: number) => void = () => undefined,
): Promise<void> {
  const waiting = [...intents];
  let answered = 0;
  const shopper = async (): Promise<void> => {
    for (let intent = waiting.shift(); intent; intent = waiting.shift()) {
      const outcome = await shop.place(intent);
      if (outcome.kind === 'accepted') accepted.set(intent, outcome.orderId);
      onAnswer((answered += 1));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, shopper));
}

/**
 * Repeats the orders whose fate is unknown until each is accepted.
 * @returns orders that were answered with another id than before
 * @throws when one is still not accepted after a minute
 */
export async function resolveAll(shop: FrontDoor, { intents, accepted }: Promised): Promise<string[]> {
  const deadline = Date.now() + RESOLVED_WITHIN_MS;
  const changed: string[] = [];
  for (const intent of intents) {
    let outcome = await shop.place(intent);
    while (outcome.kind === 'unknown') {
      if (Date.now() > deadline) throw new Error(`An order stays unresolved: ${outcome.why}`);
      await delay(PAUSE_MS);
      outcome = await shop.place(intent);
    }
    const before = accepted.get(intent);
    if (before !== undefined && before !== outcome.orderId)
      changed.push(`${before} became ${outcome.orderId}`);
    accepted.set(intent, outcome.orderId);
  }
  return changed;
}
