import { randomUUID } from 'node:crypto';
import { eventually } from '@twinshop/testing';
import { shopUnderTest, type FrontDoor } from './config.ts';
import { PaymentProvider } from './payment-provider.ts';
import { ShopClient, type Answer } from './shop-client.ts';
import type { Customer, Order, OrderStatus, Product, Session } from './shop-types.ts';

export interface ProductWishes {
  readonly sku?: string;
  readonly name?: string;
  readonly description?: string;
  readonly category?: string;
  /** Minor units. */
  readonly price?: number;
  readonly stock?: number;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

export interface OrderWishes {
  readonly items?: readonly { readonly productId: string; readonly quantity: number }[];
  readonly card?: string;
  readonly key?: string;
}

/** Long enough for any topology to finish an order whose provider is healthy. */
const FINAL_WITHIN_MS = 20_000;

export const aKey = (): string => randomUUID();
export const aSku = (): string => `SC-${randomUUID()}`;
export const aCategory = (): string => `scenario-${randomUUID().slice(0, 8)}`;
export const anEmail = (): string => `${randomUUID()}@example.test`;
export const aPassword = (): string => `pass-${randomUUID()}`;

/** What an order for these products says in its `items`. */
export const lines = (...products: { readonly id: string }[]) =>
  products.map(({ id }) => ({ productId: id, quantity: 1 }));

/** The body of `POST /api/admin/products`, complete but for what is wished otherwise. */
export function aProductBody(wishes: ProductWishes = {}) {
  const { price = 1_299, ...rest } = wishes;
  return {
    sku: aSku(),
    name: 'A thing for scenarios',
    description: 'It exists to be bought by a test.',
    category: 'scenarios',
    stock: 100,
    ...rest,
    price: { amount: price, currency: 'GBP' },
  };
}

/** A customer who is signed in. */
export class Buyer {
  readonly http: ShopClient;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly token: string;

  constructor(http: ShopClient, customer: Customer, password: string, token: string) {
    this.http = http.as(token);
    this.id = customer.id;
    this.email = customer.email;
    this.name = customer.name;
    this.password = password;
    this.token = token;
  }

  /** Posts an order, of the cart where no items are wished, and answers whatever the shop does. */
  place({ items, card = 'tok_visa', key = aKey() }: OrderWishes = {}): Promise<Answer<Order>> {
    return this.http.post<Order>('/api/orders', {
      json: { ...(items && { items }), payment: { method: 'card', token: card } },
      headers: { 'idempotency-key': key },
    });
  }

  /** Places an order that must be accepted, and waits until it is final. */
  async order(wishes: OrderWishes): Promise<Order> {
    const answer = await this.place(wishes);
    if (answer.status !== 201) {
      throw new Error(`POST /api/orders answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return this.untilFinal(answer.body);
  }

  /** The order once it is final, however the topology gets there. */
  untilFinal(order: { readonly id: string }, within = FINAL_WITHIN_MS): Promise<Order> {
    return this.untilStatus(order, ['confirmed', 'rejected', 'cancelled'], within);
  }

  untilStatus(
    order: { readonly id: string },
    statuses: OrderStatus[],
    within = FINAL_WITHIN_MS,
  ): Promise<Order> {
    return eventually(
      async () => {
        const { body } = await this.http.get<Order>(`/api/orders/${order.id}`);
        if (!statuses.includes(body.status)) throw new Error(`its status is ${body.status}`);
        return body;
      },
      { within, describe: `order ${order.id} is ${statuses.join(' or ')}` },
    );
  }
}

/** The running shop: everybody who uses it in a scenario, and what they need. */
export class Shop {
  /** Someone who is not signed in. */
  readonly anyone: ShopClient;
  readonly admin: ShopClient;
  readonly provider: PaymentProvider;

  private constructor(anyone: ShopClient, admin: ShopClient, provider: PaymentProvider) {
    this.anyone = anyone;
    this.admin = admin;
    this.provider = provider;
  }

  static async open(target: FrontDoor = shopUnderTest()): Promise<Shop> {
    const anyone = await ShopClient.open(target.baseUrl);
    const token = await signIn(anyone, target.admin);
    return new Shop(anyone, anyone.as(token), new PaymentProvider(target.providerUrl));
  }

  close(): Promise<void> {
    return this.anyone.close();
  }

  async aCustomer({ email = anEmail(), name = 'Ada Lovelace' } = {}): Promise<Buyer> {
    const password = aPassword();
    const { status, body } = await this.anyone.post<Customer>('/api/customers', {
      json: { email, password, name },
    });
    if (status !== 201) throw new Error(`POST /api/customers answered ${status}: ${JSON.stringify(body)}`);
    return new Buyer(this.anyone, body, password, await signIn(this.anyone, { email, password }));
  }

  /** A product in the shop; 100 pieces at 12.99 where nothing else is wished. */
  async aProduct(wishes: ProductWishes = {}): Promise<Product> {
    const answer = await this.admin.post<Product>('/api/admin/products', { json: aProductBody(wishes) });
    if (answer.status !== 201) {
      throw new Error(`POST /api/admin/products answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  async stockOf({ id }: { readonly id: string }): Promise<number> {
    return (await this.anyone.get<Product>(`/api/products/${id}`)).body.stock;
  }

  /** Waits until the stock is so, for topologies where it follows the order by message. */
  untilStock(product: { readonly id: string }, expected: number): Promise<void> {
    return eventually(
      async () => {
        const stock = await this.stockOf(product);
        if (stock !== expected) throw new Error(`it is ${stock}`);
      },
      { within: FINAL_WITHIN_MS, describe: `the stock of product ${product.id} is ${expected}` },
    );
  }
}

async function signIn(
  http: ShopClient,
  account: { readonly email: string; readonly password: string },
): Promise<string> {
  const { status, body } = await http.post<Session>('/api/sessions', {
    json: { email: account.email, password: account.password },
  });
  if (status !== 201) throw new Error(`POST /api/sessions answered ${status}: ${JSON.stringify(body)}`);
  return body.accessToken;
}
