import { Injectable } from '@nestjs/common';
import { CreateProduct, type ImportReport } from '@twinshop/catalog-contracts';
import { Products } from '../../persistence/products.ts';

/** A row of an import: its line in the stream (from 1), and what stands there; undefined where it can't be read. */
export interface ImportRow {
  line: number;
  value: unknown;
}

const BATCH = 500;

type Valid = { line: number; product: CreateProduct };

/**
 * Adds products from a stream of any length, in batches; what is refused is named by its line and does not stop the rest.
 * The list of refused lines grows with them: the contract names every one, and only admins import.
 */
@Injectable()
export class ImportProducts {
  private readonly products: Products;

  constructor(products: Products) {
    this.products = products;
  }

  async run(rows: AsyncIterable<ImportRow>): Promise<ImportReport> {
    const report: ImportReport = { imported: 0, refused: [] };
    let batch: Valid[] = [];
    for await (const { line, value } of rows) {
      const parsed = CreateProduct.safeParse(value);
      if (parsed.success) batch.push({ line, product: parsed.data });
      else report.refused.push({ line, code: 'validation_failed' });
      if (batch.length === BATCH) {
        await this.add(batch, report);
        batch = [];
      }
    }
    await this.add(batch, report);
    report.refused.sort((a, b) => a.line - b.line);
    return report;
  }

  private async add(batch: readonly Valid[], report: ImportReport): Promise<void> {
    const firsts = new Map<string, Valid>();
    for (const row of batch) {
      if (firsts.has(row.product.sku)) report.refused.push({ line: row.line, code: 'sku_taken' });
      else firsts.set(row.product.sku, row);
    }
    if (firsts.size === 0) return;
    const rows = [...firsts.values()];
    const ids = await this.products.add(rows.map(({ product }) => product));
    for (const [index, { line }] of rows.entries()) {
      if (ids[index] === undefined) report.refused.push({ line, code: 'sku_taken' });
      else report.imported += 1;
    }
  }
}
