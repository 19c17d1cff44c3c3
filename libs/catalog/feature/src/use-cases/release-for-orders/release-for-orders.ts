import { Injectable } from '@nestjs/common';
import { StockReleased, type ReleaseStock } from '@twinshop/catalog-contracts';
import type { Transaction } from '@twinshop/platform/database';
import type { MessageOf } from '@twinshop/platform/messages';
import { piecesByProduct } from '../../domain/allocate.ts';
import { Reservations } from '../../persistence/reservations.ts';
import { Stock } from '../../persistence/stock.ts';

/**
 * Gives back what orders had, reserved or sold, once; an order that has not asked yet will get nothing. Each release is
 * answered, whatever there was to do: where the answer was lost, it is asked for again.
 */
@Injectable()
export class ReleaseForOrders {
  private readonly reservations: Reservations;
  private readonly stock: Stock;

  constructor(reservations: Reservations, stock: Stock) {
    this.reservations = reservations;
    this.stock = stock;
  }

  async run(tx: Transaction, messages: readonly MessageOf<typeof ReleaseStock>[]): Promise<void> {
    const orderIds = messages.map(({ data }) => data.orderId);
    const answers = messages.map((cause) => ({
      type: StockReleased,
      data: { orderId: cause.data.orderId },
      cause,
    }));
    const returned = piecesByProduct(await this.reservations.release(tx, orderIds, answers));
    if (returned.size === 0) return;
    await this.stock.giveBack(
      tx,
      [...returned].map(([productId, quantity]) => ({ productId, quantity })),
    );
  }
}
