import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';
import { Shop, type Buyer } from '@twinshop/scenarios';
import { eventually } from '@twinshop/testing';
import { shopInContainers } from '../src/config.ts';
import { containerOf, inspect } from '../src/inspect.ts';

const target = shopInContainers();

/** `door` is where this test's overlay has it reached from outside. */
const NETWORKS = ['shop', 'data', 'door'];

interface Suggestions {
  items: { id: string }[];
  source: string;
}

/** What is done to the container, and how it is undone. */
const faults = {
  killed: {
    cause: (id: string) => docker(['kill', id]),
    heal: (id: string) => docker(['start', id]),
  },
  paused: {
    cause: (id: string) => docker(['pause', id]),
    heal: (id: string) => docker(['unpause', id]),
  },
  'cut off from every network': {
    async cause(id: string) {
      for (const network of Object.keys((await inspect(id)).NetworkSettings.Networks))
        await docker(['network', 'disconnect', network, id]);
    },
    async heal(id: string) {
      for (const network of NETWORKS)
        await docker(['network', 'connect', '--alias', 'recommendation', `${target.project}_${network}`, id]);
    },
  },
};

if (target.variant === 'microservices')
  describe.each(Object.entries(faults))('while the recommendation service is %s', (_, { cause, heal }) => {
    let shop: Shop;
    let buyer: Buyer;
    let bread: { id: string };

    const related = async (): Promise<Suggestions> => {
      const { status, body } = await shop.anyone.get<Suggestions>(`/api/products/${bread.id}/related`);
      expect(status).toBe(200);
      return body;
    };

    beforeAll(async () => {
      shop = await Shop.open(target);
      buyer = await shop.aCustomer();
      const butter = await shop.aProduct();
      bread = await shop.aProduct();
      await buyer.order({ items: [bread, butter].map(({ id }) => ({ productId: id, quantity: 1 })) });
      await eventually(async () => expect((await related()).source).toBe('recommendations'), {
        within: 30_000,
        describe: 'butter is recommended with bread',
      });
    });
    afterAll(() => shop?.close());

    it('product pages are answered, with default suggestions, orders are confirmed, and it comes back', async () => {
      const id = await containerOf('recommendation');
      await cause(id);
      try {
        const answers: Suggestions[] = [];
        for (let visit = 0; visit < 60; visit += 1) {
          expect((await shop.anyone.get(`/api/products/${bread.id}`)).status).toBe(200);
          answers.push(await related());
          expect((await shop.anyone.get('/api/recommendations')).status).toBe(200);
        }
        expect(answers.every(({ source, items }) => source === 'default' && items.length > 0)).toBe(true);
        const order = await buyer.order({ items: [{ productId: bread.id, quantity: 1 }] });
        expect(order.status).toBe('confirmed');
      } finally {
        await heal(id);
      }
      await eventually(async () => expect((await related()).source).toBe('recommendations'), {
        within: 60_000,
        describe: 'recommendations are back',
      });
    });
  });
else it('the monolith has no recommendation service to lose', () => expect(target.variant).toBe('monolith'));
