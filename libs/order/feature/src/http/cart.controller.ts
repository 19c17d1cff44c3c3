import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { Cart, orderFailures, SetCartItem } from '@twinshop/order-contracts';
import { Authenticated, CurrentActor, type Actor } from '@twinshop/platform/auth';
import { fail } from '@twinshop/platform/errors';
import { answer, ApiAnswer, ApiBodyProblems, ApiProblem, ApiTags } from '@twinshop/platform/http';
import { isId } from '@twinshop/platform/values';
import { FillCart } from '../use-cases/fill-cart/fill-cart.ts';

@ApiTags('Cart')
@Authenticated()
@Controller('api/cart')
export class CartController {
  private readonly cart: FillCart;

  constructor(cart: FillCart) {
    this.cart = cart;
  }

  @Get()
  @ApiAnswer(200, Cart, 'The cart at today’s prices')
  showCart(@CurrentActor() actor: Actor): Promise<Cart> {
    return this.cart.show(actor.id);
  }

  @Put('items/:productId')
  @ApiAnswer(200, Cart, 'The cart with so many of the product')
  @ApiBodyProblems('order_too_large')
  @ApiProblem(404, 'product_not_found')
  async setCartItem(
    @CurrentActor() actor: Actor,
    @Param('productId') productId: string,
    @Body({ schema: SetCartItem }) { quantity }: SetCartItem,
  ): Promise<Cart> {
    const set = isId(productId)
      ? await this.cart.set(actor.id, { productId: productId.toLowerCase(), quantity })
      : fail('product_not_found');
    return answer(set, orderFailures);
  }

  @Delete('items/:productId')
  @ApiAnswer(200, Cart, 'The cart without the product')
  async removeCartItem(@CurrentActor() actor: Actor, @Param('productId') productId: string): Promise<Cart> {
    return isId(productId) ? this.cart.remove(actor.id, productId) : this.cart.show(actor.id);
  }
}
