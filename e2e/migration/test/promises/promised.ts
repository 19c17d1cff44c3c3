import { expect } from '@jest/globals';
import {
  aKey,
  Buyer,
  expectPaidExactly,
  expectProblem,
  lines,
  type Cart,
  type Order,
  type Product,
  type Shop,
} from '@twinshop/scenarios';

const IN_STOCK = 10;
const DELIVERED = 5;

interface Made {
  key: string;
  ordered: Product;
  order: Order;
  /** Filled again after the order, and not ordered. */
  cart: Cart;
  delivery: { key: string; product: Product };
}

/** What a customer has done, and the keeper of the shop, and may rely on from then on, wherever the shop is. */
export class Promised {
  readonly #made: Made;
  #buyer: Buyer;
  #shop: Shop;

  private constructor(shop: Shop, buyer: Buyer, made: Made) {
    this.#shop = shop;
    this.#buyer = buyer;
    this.#made = made;
  }

  /** Orders what is in a cart, and leaves something else in it; a delivery comes in. */
  static async by(shop: Shop): Promise<Promised> {
    const buyer = await shop.aCustomer();
    const [ordered, wished] = [await shop.aProduct({ stock: IN_STOCK }), await shop.aProduct()];
    const key = aKey();
    await putIntoCart(buyer, ordered, 2);
    const order = await buyer.untilFinal((await buyer.place({ key })).body);
    expect(order).toMatchObject({ status: 'confirmed', items: [{ productId: ordered.id, quantity: 2 }] });
    const cart = await putIntoCart(buyer, wished, 3);
    const delivery = { key: aKey(), product: await shop.aProduct({ stock: IN_STOCK }) };
    const promised = new Promised(shop, buyer, { key, ordered, order, cart, delivery });
    await promised.isKept();
    return promised;
  }

  /** The customer and the keeper sign in again. */
  async signInAgain(shop: Shop): Promise<void> {
    const { id, email, name, password } = this.#buyer;
    const { body } = await shop.anyone.post<{ accessToken: string }>('/api/sessions', {
      json: { email, password },
    });
    this.#buyer = new Buyer(shop.anyone, { id, email, name }, password, body.accessToken);
    this.#shop = shop;
  }

  async isKept(): Promise<void> {
    await this.#isSignedIn();
    await this.#isOrderedOnce();
    await this.#isInCart();
    await this.#isDeliveredOnce();
  }

  async #isSignedIn(): Promise<void> {
    const { id, email, name, http } = this.#buyer;
    expect(await http.get('/api/customers/me')).toMatchObject({ status: 200, body: { id, email, name } });
  }

  async #isOrderedOnce(): Promise<void> {
    const { key, ordered, order } = this.#made;
    const again = await this.#buyer.place({ key });
    expect(again).toMatchObject({
      status: 201,
      headers: { 'idempotency-replayed': 'true', location: `/api/orders/${order.id}` },
    });
    expect(again.body).toEqual(order);
    const other = await this.#buyer.place({ key, items: lines(ordered) });
    expectProblem(other, 409, 'idempotency_key_reused');

    const listed = await this.#buyer.http.get<{ items: Order[] }>('/api/orders');
    expect(listed.body.items).toEqual([order]);
    expectPaidExactly(order, await this.#shop.provider.movementsOf(order.id));
    expect(await this.#shop.stockOf(ordered)).toBe(IN_STOCK - 2);
  }

  async #isInCart(): Promise<void> {
    expect((await this.#buyer.http.get('/api/cart')).body).toEqual(this.#made.cart);
  }

  async #isDeliveredOnce(): Promise<void> {
    const { key, product } = this.#made.delivery;
    const delivered = await this.#shop.admin.post(`/api/admin/products/${product.id}/stock`, {
      json: { delta: DELIVERED },
      headers: { 'idempotency-key': key },
    });
    expect(delivered).toMatchObject({ status: 200, body: { stock: IN_STOCK + DELIVERED } });
    expect(await this.#shop.stockOf(product)).toBe(IN_STOCK + DELIVERED);
  }
}

async function putIntoCart(buyer: Buyer, { id }: Product, quantity: number): Promise<Cart> {
  const { body } = await buyer.http.put<Cart>(`/api/cart/items/${id}`, { json: { quantity } });
  return body;
}
