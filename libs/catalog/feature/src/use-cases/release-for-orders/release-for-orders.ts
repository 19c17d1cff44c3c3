import { Injectable } from '@nestjs/common';
import type { Transaction } from '@twinshop/platform/database';
import { piecesByProduct } from '../../domain/allocate.ts';
import { Reservations } from '../../persistence/reservations.ts';
import { Stock } from '../../persistence/stock.ts';

/** Gives back what orders had, reserved or sold, once; an order that has not asked yet will get nothing. */
@Injectable()
export class ReleaseForOrders {
  private readonly reservations: Reservations;
  private readonly stock: Stock;

  constructor(reservations: Reservations, stock: Stock) {
    this.reservations = reservations;
    this.stock = stock;
  }

  async run(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    const returned = piecesByProduct(await this.reservations.release(tx, orderIds));
    if (returned.size === 0) return;
    await this.stock.giveBack(
      tx,
      [...returned].map(([productId, quantity]) => ({ productId, quantity })),
    );
  }
}
