import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectShop, startShop, type ShopControl, type StartedShop } from '@twinshop/local';
import { lines, Shop, type Buyer, type Product } from '@twinshop/scenarios';
import { migrate } from '../src/migrate.ts';
import { violationsOf } from '../src/record/has-passed.ts';
import type { MigrationRecord } from '../src/record/migration-record.ts';
import { StateFile } from '../src/state/migration-state.ts';
import { Readers } from './effects/readers.ts';
import { rowSums } from './effects/row-sums.ts';

const SHADOW_READS = 2_000;
const ORDERS = 2;
const LOOKING = 2;
const LOAD = 20;

describe('shadow reads of a catalogue and of orders that move', () => {
  let running: StartedShop;
  let control: ShopControl;
  let folder: string;
  let shop: Shop;
  let buyer: Buyer;
  let product: Product;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinshop-shadow-'));
    running = await startShop({ topology: 'step-4', products: 200, control: true });
    control = connectShop(running.home);
    const { publicUrl: baseUrl, providerUrl, admin } = running;
    shop = await Shop.open({ baseUrl, providerUrl, admin });
    buyer = await shop.aCustomer();
    product = await shop.aProduct();
    // Nothing is sold: how popular a product is would be written down later.
    for (let time = 0; time < ORDERS; time += 1)
      await buyer.order({ items: lines(product), card: 'tok_chargeDeclined' });
    await buyer.http.put(`/api/cart/items/${product.id}`, { json: { quantity: 1 } });
  }, 120_000);
  afterAll(async () => {
    await shop?.close();
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const take = (from: number, to: number, load?: number): Promise<MigrationRecord> => {
    const file = new StateFile(path.join(folder, 'migration.json'));
    return migrate({
      home: running.home,
      control,
      file,
      begun: file.read(),
      at: from,
      to,
      ...(load !== undefined && { load }),
      observe: 1,
      rest: 0,
      shadowReads: SHADOW_READS,
      seed: from,
    });
  };

  const areEqual = ({ failure, shadowReads }: MigrationRecord): void => {
    expect(failure).toBeUndefined();
    expect(shadowReads.map(({ module, unexplained }) => ({ module, unexplained }))).toEqual([
      { module: expect.any(String), unexplained: 0 },
      { module: expect.any(String), unexplained: 0 },
    ]);
    // More than there were of the comparer's own: copies of what customers asked for are among them.
    for (const { compared } of shadowReads) expect(compared).toBeGreaterThan(SHADOW_READS);
  };

  it('call the card processor for nothing and change no row, while customers only look', async () => {
    const seen = async () => ({
      calls: await shop.provider.calls(),
      movements: await shop.provider.movements(),
      rows: await rowSums(control),
    });
    const before = await seen();
    expect(before.calls).toMatchObject({ 'POST /v1/charges': ORDERS });
    const own = (await buyer.http.get<{ items: { id: string }[] }>('/api/orders')).body.items;
    const readers = new Readers(Array<Buyer>(LOOKING).fill(buyer), [
      '/api/products?limit=20',
      `/api/products/${product.id}`,
      '/api/cart',
      '/api/orders',
      ...own.map(({ id }) => `/api/orders/${id}`),
    ]);
    const record = await take(4, 6).finally(() => readers.leave());
    areEqual(record);
    expect(await seen()).toEqual(before);
  }, 900_000);

  it('cost nobody anything while customers order: what was charged is what they ordered', async () => {
    const record = await take(6, 4, LOAD);
    areEqual(record);
    expect(record.seconds.filter(({ failed }) => failed > 0)).toEqual([]);
    expect(violationsOf(record)).toBe(0);
    expect(record.check!.operations!.ok).toBeGreaterThan(0);
  }, 900_000);
});
