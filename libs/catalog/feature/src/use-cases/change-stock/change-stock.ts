import { Injectable } from '@nestjs/common';
import type { CatalogFailure, StockLevel } from '@twinshop/catalog-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Stock } from '../../persistence/stock.ts';

type Refusal = Extract<
  CatalogFailure,
  'product_not_found' | 'stock_would_be_negative' | 'stock_too_large' | 'idempotency_key_reused'
>;

/** Adds or takes pieces, once for each key however often it is asked. */
@Injectable()
export class ChangeStock {
  private readonly stock: Stock;

  constructor(stock: Stock) {
    this.stock = stock;
  }

  async run(productId: string, delta: number, key: string): Promise<Result<StockLevel, Refusal>> {
    const change = await this.stock.change(productId, delta, key);
    switch (change.outcome) {
      case 'changed':
      case 'changed_before':
        return ok({ stock: change.stock });
      case 'no_product':
        return fail('product_not_found');
      case 'too_little':
        return fail('stock_would_be_negative');
      case 'too_much':
        return fail('stock_too_large');
      case 'key_reused':
        return fail('idempotency_key_reused');
    }
  }
}
