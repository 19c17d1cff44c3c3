import type { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import {
  catalogFailures,
  ChangeProduct as ChangeProductRequest,
  ChangeStock as ChangeStockRequest,
  CreateProduct as CreateProductRequest,
  ImportReport,
  Product,
  StockLevel,
} from '@twinshop/catalog-contracts';
import { Authenticated } from '@twinshop/platform/auth';
import { fail } from '@twinshop/platform/errors';
import {
  answer,
  ApiAnswer,
  ApiBody,
  ApiBodyProblems,
  ApiConsumes,
  ApiHeader,
  ApiProblem,
  ApiTags,
  IdempotencyKey,
  Problem,
  TakesStream,
} from '@twinshop/platform/http';
import { isId } from '@twinshop/platform/values';
import type { FastifyRequest } from 'fastify';
import { ChangeProduct } from '../use-cases/change-product/change-product.ts';
import { ChangeStock } from '../use-cases/change-stock/change-stock.ts';
import { CreateProduct } from '../use-cases/create-product/create-product.ts';
import { ImportProducts } from '../use-cases/import-products/import-products.ts';
import { IMPORT_FORMATS } from './import-formats.ts';

@ApiTags('Admin')
@Authenticated('admin')
@Controller('api/admin/products')
export class AdminProductsController {
  private readonly creation: CreateProduct;
  private readonly changes: ChangeProduct;
  private readonly stock: ChangeStock;
  private readonly imports: ImportProducts;

  constructor(creation: CreateProduct, changes: ChangeProduct, stock: ChangeStock, imports: ImportProducts) {
    this.creation = creation;
    this.changes = changes;
    this.stock = stock;
    this.imports = imports;
  }

  @Post()
  @ApiAnswer(201, Product, 'The new product')
  @ApiBodyProblems()
  @ApiProblem(409, 'sku_taken')
  async createProduct(@Body({ schema: CreateProductRequest }) body: CreateProductRequest): Promise<Product> {
    return answer(await this.creation.run(body), catalogFailures);
  }

  @Patch(':id')
  @ApiAnswer(200, Product, 'The product as it is now')
  @ApiBodyProblems()
  @ApiProblem(404, 'product_not_found')
  async changeProduct(
    @Param('id') id: string,
    @Body({ schema: ChangeProductRequest }) body: ChangeProductRequest,
  ): Promise<Product> {
    return answer(isId(id) ? await this.changes.run(id, body) : fail('product_not_found'), catalogFailures);
  }

  @Post(':id/stock')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8 to 64 of A-Z a-z 0-9 _ -' })
  @ApiAnswer(200, StockLevel, 'The stock after the change')
  @ApiBodyProblems('idempotency_key_missing')
  @ApiProblem(404, 'product_not_found')
  @ApiProblem(409, 'stock_would_be_negative', 'stock_too_large', 'idempotency_key_reused')
  async changeStock(
    @Param('id') id: string,
    @IdempotencyKey() key: string,
    @Body({ schema: ChangeStockRequest }) { delta }: ChangeStockRequest,
  ): Promise<StockLevel> {
    return answer(
      isId(id) ? await this.stock.run(id, delta, key) : fail('product_not_found'),
      catalogFailures,
    );
  }

  @Post('import')
  @TakesStream()
  @HttpCode(200)
  @ApiConsumes(...Object.keys(IMPORT_FORMATS))
  @ApiBody({ schema: { type: 'string' }, description: 'a product a line' })
  @ApiAnswer(200, ImportReport, 'What was imported, and which lines were refused and why')
  @ApiProblem(415, 'unsupported_media_type')
  async importProducts(@Req() request: FastifyRequest): Promise<ImportReport> {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const rows = IMPORT_FORMATS[type];
    if (rows === undefined) {
      throw new Problem(415, 'unsupported_media_type', 'This content type is not served here', {
        detail: `Send one of ${Object.keys(IMPORT_FORMATS).join(', ')}`,
      });
    }
    return this.imports.run(rows(request.body as Readable));
  }
}
