import { each, get, order, orderCall, patch, post, put, untilFinal, walk, withoutProgress } from '../play.ts';
import type { Step } from '../step.ts';
import { product } from './catalogue.ts';
import { joins } from './customers.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const CARD = { method: 'card', token: 'tok_visa' };
const keyed = (key: string) => ({ as: 'ada', headers: { 'idempotency-key': key } });
const gbp = (amount: number) => ({ price: { amount, currency: 'GBP' } });

const price = (name: string, amount: number): Step =>
  patch(`/api/admin/products/$${name}`, { as: 'admin', json: gbp(amount), why: 'another price' });

const again = (key: string, items: Record<string, number>): Step => ({
  title: `the same order again: ${key}`,
  play: async (twin) => {
    for (let time = 0; time < 2; time += 1) {
      const answer = await twin.send('POST', '/api/orders', orderCall({ as: 'ada', key, items }));
      twin.note(withoutProgress(answer));
    }
  },
});

const events = (name: string, as: string): Step => ({
  title: `the events of ${name}, which is over`,
  play: async (twin) => {
    const { status, headers, body } = await twin.send('GET', `/api/orders/$${name}/events`, {
      as,
      headers: { accept: 'text/event-stream' },
    });
    const lines = String(body).split('\n');
    const data = lines
      .filter((line) => line.startsWith('data:'))
      .map((line) => JSON.parse(line.slice(5)) as unknown);
    const kinds = lines.filter((line) => line.startsWith('event:'));
    twin.note({ status, type: headers['content-type'], cache: headers['cache-control'], kinds, data });
  },
});

const capitals = (name: string, as: string): Step => ({
  title: `${name} by its id in capitals: read, and cancelled`,
  play: async (twin) => {
    const url = `/api/orders/${twin.filled(`$${name}`).toUpperCase()}`;
    await twin.call('GET', url, { as });
    await twin.call('POST', `${url}/cancel`, { as });
  },
});

/** Accepts first, or knows at once: both are in the contract, as long as it ends so. */
const unavailable: Step = {
  title: 'an order of a product that there is not',
  play: async (twin) => {
    const key = 'unavailable-1';
    const { status, body } = await twin.send('POST', '/api/orders', {
      as: 'eve',
      headers: { 'idempotency-key': key },
      json: { items: [{ productId: NOBODY, quantity: 1 }], payment: CARD },
    });
    if (status !== 201) return twin.note({ code: (body as { code: string }).code });
    const { failure } = await untilFinal(twin, (body as { id: string }).id, 'eve');
    twin.note({ code: (failure as { code: string }).code });
  },
};

/** Who of the two gets it is chance; that one does, and only one, is not. */
const race: Step = {
  title: 'two who want the last piece at once',
  play: async (twin) => {
    const outcomes = await Promise.all(
      ['racer-1', 'racer-2'].map(async (as) => {
        const wishes = { as, key: `race-${as}`, items: { piano: 1 } };
        const { status, body } = await twin.send('POST', '/api/orders', orderCall(wishes));
        if (status !== 201) return { status, code: (body as { code: string }).code };
        const final = await untilFinal(twin, (body as { id: string }).id, as);
        return { status, final: final.status, failure: final.failure };
      }),
    );
    twin.note(outcomes.map((outcome) => JSON.stringify(outcome)).toSorted());
    await twin.call('GET', '/api/products/$piano');
  },
};

export const orders: Step[] = [
  ...each(post, '/api/orders', keyed('refused-1'), {
    'no payment': { items: [{ productId: '$mug', quantity: 1 }] },
    'another method': {
      items: [{ productId: '$mug', quantity: 1 }],
      payment: { method: 'cash', token: 'x' },
    },
    'a token with blanks': {
      items: [{ productId: '$mug', quantity: 1 }],
      payment: { method: 'card', token: 'a b' },
    },
    nothing: { items: [], payment: CARD },
    'a quantity of nought': { items: [{ productId: '$mug', quantity: 0 }], payment: CARD },
    'a product twice': {
      items: [
        { productId: '$mug', quantity: 1 },
        { productId: '$mug', quantity: 2 },
      ],
      payment: CARD,
    },
    'too many lines': {
      items: Array.from({ length: 501 }, (_, n) => ({
        productId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        quantity: 1,
      })),
      payment: CARD,
    },
    'a price of one’s own': { items: [{ productId: '$mug', quantity: 1, unitPrice: 1 }], payment: CARD },
    'an id that is none': { items: [{ productId: 'mug', quantity: 1 }], payment: CARD },
  }),
  post('/api/orders', { as: 'ada', json: { payment: CARD }, why: 'no key' }),
  post('/api/orders', { ...keyed('short'), json: { payment: CARD }, why: 'a short key' }),
  post('/api/orders', { ...keyed('not a good key'), json: { payment: CARD }, why: 'a key with blanks' }),
  post('/api/orders', { headers: { 'idempotency-key': 'nobody-1' }, json: { payment: CARD }, why: 'nobody' }),
  post('/api/orders', {
    as: 'bob',
    headers: { 'idempotency-key': 'empty-cart' },
    json: { payment: CARD },
    why: 'an empty cart',
  }),

  order({ as: 'ada', key: 'confirmed-1', items: { mug: 2, lamp: 1 }, keep: 'first' }),
  get('/api/products/$mug', { why: 'fewer of them at once' }),
  again('confirmed-1', { mug: 2, lamp: 1 }),
  post('/api/orders', {
    ...keyed('confirmed-1'),
    json: { items: [{ productId: '$mug', quantity: 1 }], payment: CARD },
    why: 'a key with another body',
  }),
  order({ as: 'bob', key: 'confirmed-1', items: { mug: 1 }, keep: 'bobs' }),
  get('/api/orders/$bobs', { as: 'ada', why: 'another’s' }),
  post('/api/orders/$bobs/cancel', { as: 'ada', why: 'another’s' }),
  get('/api/orders/$bobs/events', { as: 'ada', why: 'another’s' }),
  get('/api/orders/$first', { why: 'nobody' }),
  get(`/api/orders/${NOBODY}`, { as: 'ada' }),
  get('/api/orders/latest', { as: 'ada' }),

  order({ as: 'ada', key: 'of-the-cart' }),
  get('/api/cart', { as: 'ada', why: 'emptied' }),
  get('/api/products/$teapot', { why: 'one fewer' }),

  order({ as: 'ada', key: 'declined-1', items: { mug: 5 }, card: 'tok_chargeDeclined', keep: 'declined' }),
  get('/api/products/$mug', { why: 'as many as before' }),
  order({ as: 'ada', key: 'declined-2', items: { mug: 1 }, card: 'tok_insufficientFunds' }),
  order({ as: 'ada', key: 'out-of-stock-1', items: { teapot: 7 }, keep: 'soldout' }),
  order({ as: 'ada', key: 'out-of-stock-2', items: { mug: 1, chair: 1 } }),
  get('/api/products/$mug', { why: 'none or all' }),
  get('/api/products/$teapot', { why: 'as many as before' }),
  order({ as: 'ada', key: 'the-last-ones', items: { teapot: 6 } }),
  get('/api/products/$teapot', { why: 'none left' }),
  ...joins('eve'),
  unavailable,
  ...joins('racer-1'),
  ...joins('racer-2'),
  race,

  price('mug', 850),
  order({ as: 'ada', key: 'dearer-1', items: { mug: 1 }, keep: 'dearer' }),
  put('/api/cart/items/$mug', { as: 'ada', json: { quantity: 2 }, why: 'at the new price' }),
  price('mug', 650),
  get('/api/cart', { as: 'ada', why: 'cheaper again' }),
  order({ as: 'ada', key: 'of-the-cart-cheaper' }),
  product('new', { stock: 3 }),
  order({ as: 'bob', key: 'just-added', items: { new: 3 } }),
  patch('/api/admin/products/$new', { as: 'admin', json: { name: 'Renamed', ...gbp(5) } }),
  post('/api/admin/products/$new/stock', {
    as: 'admin',
    headers: { 'idempotency-key': 'restock-new' },
    json: { delta: 1 },
  }),
  order({ as: 'bob', key: 'just-renamed', items: { new: 1 } }),

  post('/api/orders/$first/cancel', { as: 'ada' }),
  get('/api/products/$mug', { why: 'two more at once' }),
  get('/api/products/$lamp', { why: 'one more at once' }),
  post('/api/orders/$first/cancel', { as: 'ada', why: 'again' }),
  get('/api/orders/$first', { as: 'ada' }),
  again('confirmed-1', { mug: 2, lamp: 1 }),
  capitals('dearer', 'ada'),
  get('/api/products/$mug', { why: 'one more at once' }),
  post('/api/orders/$declined/cancel', { as: 'ada', why: 'declined' }),
  post('/api/orders/$soldout/cancel', { as: 'ada', why: 'out of stock' }),
  post('/api/orders/$bobs/cancel', { why: 'nobody' }),
  post(`/api/orders/${NOBODY}/cancel`, { as: 'ada' }),
  events('first', 'ada'),
  events('declined', 'ada'),
  events('bobs', 'bob'),

  get('/api/orders', { as: 'ada' }),
  get('/api/orders?limit=0', { as: 'ada' }),
  get('/api/orders?after=nonsense', { as: 'ada' }),
  get('/api/orders', { why: 'nobody' }),
  ...joins('zed'),
  get('/api/orders', { as: 'zed', why: 'none yet' }),
  walk('/api/orders?limit=3', { as: 'ada' }),
];
