import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Order } from '@twinshop/order-contracts';
import { newId } from '@twinshop/platform/values';
import { eventually } from '@twinshop/testing';
import { startProvider, type Provider } from './provider.ts';
import { prepare, Shop, type Surroundings } from './shop.ts';

describe('checkout in the monolith, with a provider of its own', () => {
  let provider: Provider;
  let around: Surroundings;
  let shop: Shop;
  let token: string;
  let chair: string;
  let numbers = 0;

  beforeAll(async () => {
    provider = await startProvider();
    around = await prepare(provider.url);
    shop = await Shop.start(around);
    token = await shop.customer('buyer@shop.test');
  });
  afterAll(async () => {
    await shop.stop();
    await around.remove();
    await provider.stop();
  });
  beforeEach(async () => {
    chair = await shop.product(`CHECKOUT-${(numbers += 1)}`, 20);
  });
  afterEach(async () => {
    await provider.behave({ latencyMs: 0, errorRate: 0, loseReplyRate: 0, down: false });
  });

  const key = (): string => `checkout-${(numbers += 1)}`;
  const stock = async (): Promise<number> =>
    (await shop.call<{ stock: number }>('GET', `/api/products/${chair}`)).body.stock;
  const read = async (id: string): Promise<Order> =>
    (await shop.call<Order>('GET', `/api/orders/${id}`, { token })).body;
  const types = async (id: string): Promise<string[]> =>
    (await provider.movements(id)).map(({ type }) => type);
  const restart = async (): Promise<void> => {
    await shop.stop();
    shop = await Shop.start(around);
  };
  /** An accepted order of two chairs, as a process leaves it that is killed before it knows of the money. */
  const interrupted = async (secondsAgo: number): Promise<string> => {
    const id = newId();
    await around.pool.query(
      `INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, total_amount, payment_source, created_at, updated_at, next_attempt_at)
       SELECT $1, id, $2, '', 'pending', 2598, 'tok_visa', now() - $3 * interval '1 second', now(), now() FROM customer WHERE email = 'buyer@shop.test'`,
      [id, key(), secondsAgo],
    );
    await around.pool.query(`INSERT INTO order_line VALUES ($1, 1, $2, 'Chair', 2, 1299)`, [id, chair]);
    await around.pool.query('UPDATE stock SET on_hand = on_hand - 2 WHERE product_id = $1', [chair]);
    return id;
  };

  it('makes one order and one charge of 50 requests with one key', async () => {
    const same = key();
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.order(token, same, [chair, 1])));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.status} ${body.id}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
    expect(await types(answers[0]!.body.id)).toEqual(['charge']);
    expect(await stock()).toBe(19);
  });

  it('sells the last 20 pieces to 20 of 60 buyers, and charges nobody else', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => shop.order(token, key(), [chair, 1])));
    const confirmed = answers.filter(({ body }) => body.status === 'confirmed');
    expect(confirmed).toHaveLength(20);
    expect(answers.filter(({ body }) => body.failure?.code === 'out_of_stock')).toHaveLength(40);
    expect(await stock()).toBe(0);
    for (const { body } of answers)
      expect(await types(body.id)).toEqual(body.status === 'confirmed' ? ['charge'] : []);
  });

  it('charges once where replies are lost', async () => {
    await provider.behave({ loseReplyRate: 0.7, seed: 7 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.order(token, key(), [chair, 1])));
    for (const { body } of answers) {
      expect(body.status).toBe('confirmed');
      expect(await types(body.id)).toEqual(['charge']);
    }
  });

  it('refunds once, and returns the stock once, where an order is cancelled 20 times at once', async () => {
    const { body } = await shop.order(token, key(), [chair, 3]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.call('POST', `/api/orders/${body.id}/cancel`, { token })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await types(body.id)).toEqual(['charge', 'refund']);
    expect(await stock()).toBe(20);
  });

  it('repeats a refund that the provider would not hear of, until it does', async () => {
    const { body } = await shop.order(token, key(), [chair, 3]);
    await provider.behave({ down: true });
    expect((await shop.call('POST', `/api/orders/${body.id}/cancel`, { token })).status).toBe(200);
    expect(await types(body.id)).toEqual(['charge']);
    await provider.behave({ down: false });
    await around.pool.query('UPDATE payment SET next_attempt_at = now() WHERE order_id = $1', [body.id]);
    await eventually(async () => expect(await types(body.id)).toEqual(['charge', 'refund']), {
      describe: 'the refund is carried out',
    });
  });

  describe('after a crash', () => {
    it('charges an order that was accepted, and no more', async () => {
      const id = await interrupted(1);
      await restart();
      await eventually(async () => expect(await read(id)).toMatchObject({ status: 'confirmed' }), {
        describe: 'the sweep at start confirms the order',
      });
      expect(await types(id)).toEqual(['charge']);
      expect(await stock()).toBe(18);
    });

    it('finds a charge whose answer the crash swallowed: with the same key it is charged once', async () => {
      const id = await interrupted(1);
      await provider.charge(id, 2_598);
      await restart();
      await eventually(async () => expect(await read(id)).toMatchObject({ status: 'confirmed' }), {
        describe: 'the sweep at start confirms the order',
      });
      expect(await types(id)).toEqual(['charge']);
    });

    it('brings an order to one end, though two replicas start at once', async () => {
      const ids = [];
      for (let n = 0; n < 5; n += 1) ids.push(await interrupted(1));
      await shop.stop();
      const replicas = await Promise.all([Shop.start(around), Shop.start(around)]);
      [shop] = replicas as [Shop, Shop];
      for (const id of ids) {
        await eventually(async () => expect(await read(id)).toMatchObject({ status: 'confirmed' }), {
          describe: 'a sweep confirms the order',
        });
        expect(await types(id)).toEqual(['charge']);
      }
      await replicas[1]!.stop();
      expect(await stock()).toBe(10);
    });
  });

  it('gives up an order past its deadline, and refunds what turns out to have been captured', async () => {
    await provider.behave({ down: true });
    const id = await interrupted(31);
    await restart();
    await eventually(
      async () =>
        expect(await read(id)).toMatchObject({
          status: 'rejected',
          failure: { code: 'payment_unavailable' },
        }),
      { describe: 'the order is given up' },
    );
    expect(await stock()).toBe(20);

    await provider.behave({ down: false });
    await provider.charge(id, 2_598);
    await around.pool.query('UPDATE payment SET next_attempt_at = now() WHERE order_id = $1', [id]);
    await eventually(async () => expect(await types(id)).toEqual(['charge', 'refund']), {
      describe: 'the late capture is refunded',
    });
    expect(await read(id)).toMatchObject({ status: 'rejected' });
    expect(await stock()).toBe(20);
  });

  it('has written down what was sold by the time it has stopped', async () => {
    await shop.order(token, key(), [chair, 4]);
    await restart();
    const { rows } = await around.pool.query('SELECT popularity FROM product WHERE id = $1', [chair]);
    expect(rows).toEqual([{ popularity: 4 }]);
  });
});
