import { openMarket } from '@twinshop/drills/traffic';
import { Random, ShopDoor } from '@twinshop/load';
import type { RunningShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';

const AT_A_TIME = 8;
const SCARCE_PIECES = 1;
const ENDED_WITHIN_MS = 60_000;

/** As its customer reads it. */
export interface PlacedOrder {
  id: string;
  status: string;
  total: unknown;
}

export interface Placed {
  orders: readonly PlacedOrder[];
  /** Reads each of them anew, in the same order. */
  read(): Promise<PlacedOrder[]>;
}

/** Customers who order one after the other, each as soon as they are answered; resolves once all orders are at their end. */
export async function placeOrders(shop: RunningShop, count: number, seed: number): Promise<Placed> {
  const random = new Random(seed);
  const door = new ShopDoor(shop);
  const { customers, plenty } = await openMarket(door, shop, random, SCARCE_PIECES);
  const read = async (token: string, id: string): Promise<PlacedOrder> => {
    const { status, total } = await door.expect<PlacedOrder>(200, door.get(`/api/orders/${id}`, token));
    return { id, status, total };
  };
  const place = async (nth: number): Promise<{ token: string; id: string }> => {
    const token = await customers[nth % customers.length]!.token();
    const order = {
      items: [{ productId: plenty[nth % plenty.length]!, quantity: 1 + (nth % 3) }],
      payment: { method: 'card', token: 'tok_visa' },
    };
    const { id } = await door.expect<{ id: string }>(
      201,
      door.post('/api/orders', order, { token, key: random.key() }),
    );
    return { token, id };
  };
  const known = await inTurns(
    Array.from({ length: count }, (_, nth) => nth),
    place,
  );
  const readAll = (): Promise<PlacedOrder[]> => inTurns(known, ({ token, id }) => read(token, id));
  const ended = ({ token, id }: { token: string; id: string }): Promise<PlacedOrder> =>
    eventually(
      async () => {
        const order = await read(token, id);
        return order.status !== 'pending' && order;
      },
      { within: ENDED_WITHIN_MS, describe: `order ${id} came to its end` },
    ) as Promise<PlacedOrder>;
  return { orders: await inTurns(known, ended), read: readAll };
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const turn = async (): Promise<void> => {
    for (const [nth, item] of left) results[nth] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, turn));
  return results;
}
