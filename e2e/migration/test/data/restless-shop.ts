import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { CatalogPlace, TwoPlaces } from './cluster.ts';

interface Acknowledged {
  product: string;
  key: string;
  delta: number;
}

/**
 * Processes that write without a pause, where the module is: what one place refuses because the module is elsewhere is taken
 * to the other, as the gateway does.
 */
export class RestlessShop {
  readonly acknowledged: Acknowledged[] = [];
  /** Milliseconds that the longest write took, with all its ways. */
  longestMs = 0;
  readonly #places: readonly [CatalogPlace, CatalogPlace];
  readonly #products: readonly string[];
  readonly #working: Promise<unknown>;
  #stopped = false;

  /** @param products that it changes, of those that were filled in; one of them with every second write */
  constructor(places: TwoPlaces, products: readonly string[], writers = 4) {
    this.#places = [places.old, places.new];
    this.#products = products;
    this.#working = Promise.all(Array.from({ length: writers }, (_, number) => this.#write(number)));
  }

  /** Rejects with what went wrong, if something but a refusal did. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#working;
  }

  async #write(writer: number): Promise<void> {
    let owner = 0;
    for (let nth = writer; !this.#stopped; nth += 1) {
      const product = this.#products[nth % 2 === 0 ? 0 : nth % this.#products.length]!;
      const change = { product, key: randomUUID(), delta: 1 + (nth % 3) };
      const begun = performance.now();
      while (!(await write(this.#places[owner]!, change))) {
        owner = 1 - owner;
        await turn();
      }
      this.longestMs = Math.max(this.longestMs, performance.now() - begun);
      this.acknowledged.push(change);
    }
  }
}

/** @returns false where the place is not the owner, and nothing was written */
async function write({ pool }: CatalogPlace, { product, key, delta }: Acknowledged): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO stock_change (product_id, idempotency_key, delta) VALUES ($1, $2, $3)', [
      product,
      key,
      delta,
    ]);
    await client.query('UPDATE stock SET on_hand = on_hand + $2 WHERE product_id = $1', [product, delta]);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    if ((error as { code?: string }).code === 'TW001') return false;
    throw error;
  } finally {
    client.release();
  }
}

/** What a place knows of the changes: their keys, and whether each product has as many pieces as they say. */
export async function ledgerOf({ pool }: CatalogPlace): Promise<{ keys: string[]; unbalanced: number }> {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT idempotency_key AS key FROM stock_change WHERE idempotency_key <> 'initial' ORDER BY 1`,
  );
  const { rowCount } = await pool.query(
    `SELECT FROM stock JOIN stock_change USING (product_id)
     GROUP BY product_id, on_hand HAVING on_hand <> sum(delta)`,
  );
  return { keys: rows.map(({ key }) => key), unbalanced: rowCount! };
}
