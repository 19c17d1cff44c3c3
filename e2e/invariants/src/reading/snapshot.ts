import { readLedger, type Movement } from './ledger.ts';
import { readMessages, type Messages } from './messages.ts';
import { readOrders, type OrderRow } from './orders.ts';
import { readReservations, readStock, type ProductStock, type Reservation } from './stock.ts';
import type { ShopToRead } from './variant.ts';

/** What databases and the provider's ledger hold: nobody's opinion. Of one moment where the shop is at rest. */
export interface Snapshot {
  orders: readonly OrderRow[];
  ledger: readonly Movement[];
  stock: readonly ProductStock[];
  /** Undefined where an order is its own reservation. */
  reservations: readonly Reservation[] | undefined;
  /** Undefined where modules call each other. */
  messages: Messages | undefined;
}

/** Rejects while a part is away. */
export async function takeSnapshot(shop: ShopToRead): Promise<Snapshot> {
  const [orders, ledger, stock, reservations, messages] = await Promise.all([
    readOrders(shop),
    readLedger(shop),
    readStock(shop),
    readReservations(shop),
    readMessages(shop),
  ]);
  return { orders, ledger, stock, reservations, messages };
}
