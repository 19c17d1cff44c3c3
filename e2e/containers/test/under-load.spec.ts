import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';
import { Shop, type Buyer } from '@twinshop/scenarios';
import { eventually } from '@twinshop/testing';
import { shopInContainers } from '../src/config.ts';
import { compose, containerOf, inspect } from '../src/inspect.ts';

const target = shopInContainers();
let shop: Shop;
let buyer: Buyer;
let product: { id: string };

beforeAll(async () => {
  shop = await Shop.open(target);
  buyer = await shop.aCustomer();
  product = await shop.aProduct({ stock: 10_000 });
});
afterAll(() => shop?.close());

interface Load {
  /** What was not answered as it should be, by what it was. */
  stop(): Promise<string[]>;
  answered(): number;
}

/** Several who look at products, one after another each. */
function browse(visitors: number): Load {
  const wrong: string[] = [];
  let answered = 0;
  let stopping = false;
  const visit = async (): Promise<void> => {
    while (!stopping) {
      const what = await shop.anyone.get(`/api/products/${product.id}`).then(
        ({ status }) => String(status),
        (error: Error) => error.message,
      );
      answered += 1;
      if (what !== '200') wrong.push(what);
    }
  };
  const visits = Array.from({ length: visitors }, visit);
  return {
    answered: () => answered,
    async stop() {
      stopping = true;
      await Promise.all(visits);
      return wrong;
    },
  };
}

const until = (load: Load, more: number) => {
  const from = load.answered();
  return eventually(() => load.answered() >= from + more, {
    within: 30_000,
    describe: `${more} more requests are answered`,
  });
};

const servedBy = async (times: number): Promise<Set<string>> => {
  const answers = await Promise.all(Array.from({ length: times }, () => shop.anyone.get('/api/categories')));
  return new Set(answers.map(({ headers }) => String(headers['x-served-by'])));
};

if (target.variant === 'monolith')
  describe('the monolith', () => {
    it('answers what is under way before it stops', async () => {
      await shop.provider.behave({ latencyMs: 800 });
      const orders = Array.from({ length: 20 }, () =>
        buyer.place({ items: [{ productId: product.id, quantity: 1 }] }),
      );
      const id = await containerOf('monolith');
      await eventually(
        async () => {
          const { body } = await buyer.http.get<{ items: unknown[] }>('/api/orders', {
            query: { limit: 100 },
          });
          expect(body.items).toHaveLength(20);
        },
        { describe: 'all orders have been taken' },
      );
      await compose.run(['stop', 'monolith']);
      expect((await Promise.all(orders)).map(({ status }) => status)).toEqual(Array(20).fill(201));
      expect((await inspect(id)).State).toMatchObject({ Status: 'exited', ExitCode: 0 });
      await docker(['start', id]);
      await eventually(async () => expect((await inspect(id)).State.Health?.Status).toBe('healthy'), {
        within: 60_000,
        describe: 'it is back',
      });
      await shop.provider.heal();
    });
  });
else
  describe('replicas', () => {
    const scale = (replicas: number) =>
      compose.run(['up', '--detach', '--wait', '--no-recreate', '--scale', `catalog=${replicas}`, 'catalog']);

    it('share the load, and come and go without a failed request', async () => {
      const load = browse(8);
      await until(load, 200);
      await scale(3);
      await eventually(async () => expect((await servedBy(30)).size).toBe(3), {
        within: 30_000,
        describe: 'three replicas answer',
      });
      await until(load, 500);
      const [victim] = await compose.containers('catalog');
      await docker(['stop', victim!]);
      await until(load, 500);
      await docker(['start', victim!]);
      await eventually(async () => expect((await servedBy(30)).size).toBe(3), {
        within: 60_000,
        describe: 'it is back among them',
      });
      await scale(1);
      await eventually(async () => expect((await servedBy(30)).size).toBe(1), {
        within: 30_000,
        describe: 'one replica is left',
      });
      await until(load, 200);
      expect(await load.stop()).toEqual([]);
    });

    it('the gateway ends what is under way before it stops', async () => {
      const id = await containerOf('gateway');
      const load = browse(4);
      await until(load, 100);
      await compose.run(['stop', 'gateway']);
      await load.stop();
      expect((await inspect(id)).State).toMatchObject({ Status: 'exited', ExitCode: 0 });
      await docker(['start', id]);
      await eventually(async () => expect((await shop.anyone.get('/api/categories')).status).toBe(200), {
        within: 30_000,
        describe: 'the shop is open again',
      });
    });
  });
