import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { StockLine } from '@twinshop/catalog-contracts';
import { Products } from '../../persistence/products.ts';

const FLUSH_EVERY_MS = 5_000;

/**
 * Keeps `popularity` near what sells. Sales are gathered and written together: a popular product would be a hot row,
 * and each write moves three index entries. What a crash loses ranks a product a little lower, nothing else.
 */
@Injectable()
export class RecordSales implements OnApplicationShutdown {
  private readonly products: Products;
  private gathered = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(products: Products) {
    this.products = products;
  }

  run(lines: readonly StockLine[]): void {
    for (const { productId, quantity } of lines) {
      this.gathered.set(productId, (this.gathered.get(productId) ?? 0) + quantity);
    }
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.gathered.size === 0) return;
    const sales = this.gathered;
    this.gathered = new Map();
    // A database that is away for a moment costs a ranking, not an order.
    await this.products.recordSales(sales).catch(() => undefined);
  }
}
