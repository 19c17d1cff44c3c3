import { eventually } from '@twinshop/testing';
import { request } from 'undici';
import { orderCall, placeAndRead, untilFinal } from '../play.ts';
import type { Step } from '../step.ts';
import type { Twin } from '../twin.ts';
import { product } from './catalogue.ts';
import { joins } from './customers.ts';

/** Longer than an order waits for the provider, and as long as it may take to be final after that. */
const GIVEN_UP_WITHIN_MS = 90_000;

interface Suggestions {
  readonly source: string;
  readonly items: readonly { readonly id: string }[];
}

const behave = async ({ shop }: Twin, behaviour: object): Promise<void> => {
  const { body } = await request(`${shop.providerUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });
  await body.dump();
};

/** How soon they learn is each shop's own, and so is what else they suggest; what was bought together they both know. */
const boughtTogether: Step[] = [
  product('bread'),
  product('butter'),
  product('anchor'),
  ...['ann', 'ben', 'cat'].flatMap(joins),
  {
    title: 'what was bought together is related',
    play: async (twin) => {
      for (const as of ['ann', 'ben', 'cat'])
        await placeAndRead(twin, { as, key: 'bread-and-butter', items: { bread: 1, butter: 1 } });
      await eventually(
        async () => {
          const { body } = await twin.send('GET', '/api/products/$bread/related');
          const { source, items } = body as Suggestions;
          const ids = items.map(({ id }) => id);
          if (source !== 'recommendations' || !ids.includes(twin.filled('$butter')))
            throw new Error(`it suggests ${JSON.stringify(body)}`);
          twin.note({ source, first: ids[0], hasAnchor: ids.includes(twin.filled('$anchor')) });
        },
        { within: 20_000, describe: 'butter is related to bread' },
      );
    },
  },
];

/** The provider is away for longer than an order waits. */
const outage: Step = {
  title: 'an order that can’t be paid for as long as an order waits',
  atOnce: true,
  within: GIVEN_UP_WITHIN_MS + 30_000,
  play: async (twin) => {
    await behave(twin, { down: true });
    const unpayable = orderCall({ as: 'ann', key: 'unpayable-1', items: { bread: 2 } });
    const { body } = await twin.send('POST', '/api/orders', unpayable);
    const { id } = body as { id: string };
    const { status, failure } = await untilFinal(twin, id, 'ann', GIVEN_UP_WITHIN_MS).finally(() =>
      behave(twin, { down: false }),
    );
    twin.note({ status, failure });
    await placeAndRead(twin, { as: 'cat', key: 'payable-again', items: { bread: 1 } });
    await twin.call('GET', '/api/products/$bread');
  },
};

export const late: Step[] = [...boughtTogether, outage];
