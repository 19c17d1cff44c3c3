import { Injectable } from '@nestjs/common';
import type { Cart, OrderFailure } from '@twinshop/order-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Offers } from '../../checkout/offers.port.ts';
import { present, price } from '../../domain/pricing.ts';
import { Carts, type CartLine } from '../../persistence/carts.ts';

/** A customer's cart, always shown at today's prices. */
@Injectable()
export class FillCart {
  private readonly carts: Carts;
  private readonly offers: Offers;

  constructor(carts: Carts, offers: Offers) {
    this.carts = carts;
    this.offers = offers;
  }

  async show(customerId: string): Promise<Cart> {
    const lines = await this.carts.read(customerId);
    const offers = await this.offers.of(lines.map(({ productId }) => productId));
    return present(price(lines, offers));
  }

  async set(
    customerId: string,
    line: CartLine,
  ): Promise<
    Result<Cart, Extract<OrderFailure, 'product_not_found' | 'order_too_large' | 'unauthenticated'>>
  > {
    const offers = await this.offers.of([line.productId]);
    if (!offers.has(line.productId)) return fail('product_not_found');
    switch (await this.carts.set(customerId, line)) {
      case 'set':
        return ok(await this.show(customerId));
      case 'full':
        return fail('order_too_large');
      case 'customer_unknown':
        return fail('unauthenticated');
    }
  }

  async remove(customerId: string, productId: string): Promise<Cart> {
    await this.carts.remove(customerId, productId);
    return this.show(customerId);
  }
}
