import { eventually } from '@twinshop/testing';
import type { Step } from './step.ts';
import type { Answer, Call, Twin } from './twin.ts';

/** Long enough for any order whose provider is healthy. */
const FINAL_WITHIN_MS = 20_000;

interface Order {
  readonly id: string;
  readonly status: string;
  readonly failure: unknown;
  readonly updatedAt: string;
}

export interface Request extends Call {
  /** The name under which a member of the answer is kept: its `id`, unless told. */
  readonly keep?: string;
  readonly member?: string;
  /** Told in the title, where the path does not say it. */
  readonly why?: string;
}

const request =
  (method: string) =>
  (path: string, { keep, member = 'id', why, ...call }: Request = {}): Step => ({
    title: `${method} ${path}${call.as === undefined ? '' : ` as ${call.as}`}${why === undefined ? '' : `: ${why}`}`,
    play: async (twin) => {
      const { body } = await twin.call(method, path, call);
      if (keep !== undefined) twin.keep(keep, (body as Record<string, unknown>)[member]);
    },
  });

export const get = request('GET');
export const post = request('POST');
export const put = request('PUT');
export const patch = request('PATCH');
export const remove = request('DELETE');
export const other = (method: string, path: string, call?: Request): Step => request(method)(path, call);

/** The same request with each of the bodies. */
export const each = (
  step: (path: string, call: Request) => Step,
  path: string,
  call: Request,
  bodies: Readonly<Record<string, unknown>>,
): Step[] => Object.entries(bodies).map(([why, json]) => step(path, { ...call, json, why }));

/** Follows the cursors of a list from its first page to its last. */
export const walk = (path: string, call: Call = {}): Step => ({
  title: `every page of ${path}`,
  play: async (twin) => {
    for (let after = '', page = 1; page < 100; page += 1) {
      const { body } = await twin.call('GET', `${path}${after}`, call);
      const { next } = body as { next: string | null };
      if (next === null) return;
      twin.keep('cursor', next);
      after = '&after=$cursor';
    }
    throw new Error('the list has no end');
  },
});

export interface OrderWishes {
  readonly as: string;
  readonly key: string;
  /** Quantities by product's name; the cart without. */
  readonly items?: Readonly<Record<string, number>>;
  readonly card?: string;
  readonly keep?: string;
}

export const orderCall = ({ as, key, items, card = 'tok_visa' }: OrderWishes): Call => ({
  as,
  headers: { 'idempotency-key': key },
  json: {
    ...(items && {
      items: Object.entries(items).map(([name, quantity]) => ({ productId: `$${name}`, quantity })),
    }),
    payment: { method: 'card', token: card },
  },
});

/** Places an order, and reads it once it is final. How far it is right after it was placed may differ. */
export const order = (wishes: OrderWishes): Step => ({
  title: `an order of ${wishes.as}: ${wishes.key}`,
  play: async (twin) => {
    await placeAndRead(twin, wishes);
  },
});

export const placeAndRead = async (twin: Twin, wishes: OrderWishes): Promise<void> => {
  const placed = await twin.send('POST', '/api/orders', orderCall(wishes));
  twin.note({ placed: wishes.key, ...withoutProgress(placed) });
  if (placed.status !== 201) return;
  const { id } = placed.body as Order;
  if (wishes.keep !== undefined) twin.keep(wishes.keep, id);
  await untilFinal(twin, id, wishes.as);
  await twin.call('GET', `/api/orders/${id}`, { as: wishes.as });
};

export const untilFinal = (twin: Twin, id: string, as: string, within = FINAL_WITHIN_MS): Promise<Order> =>
  eventually(
    async () => {
      const order = (await twin.send('GET', `/api/orders/${id}`, { as })).body as Order;
      if (order.status === 'pending') throw new Error('it is pending');
      return order;
    },
    { within, describe: `order ${id} is final` },
  );

/** An order's answer without what may have happened to it meanwhile. */
export const withoutProgress = ({ status, headers, body }: Answer): object => {
  if (status !== 201) return { status, type: headers['content-type'], body };
  const { status: _, failure: __, updatedAt: ___, ...rest } = body as Order;
  const { location } = headers;
  return { status, location, replayed: headers['idempotency-replayed'], order: rest };
};
