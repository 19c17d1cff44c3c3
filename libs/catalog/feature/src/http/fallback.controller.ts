import { Controller, Get, Query } from '@nestjs/common';
import { ListPopular, type ProductSuggestions } from '@twinshop/catalog-contracts';
import { ApiExcludeController } from '@twinshop/platform/http';
import { CatalogInProcess } from '../catalog-in-process.ts';

/** What a gateway serves in place of another process that is away, in the same shape. It holds no token of a service. */
@ApiExcludeController()
@Controller('fallback')
export class FallbackController {
  private readonly catalog: CatalogInProcess;

  constructor(catalog: CatalogInProcess) {
    this.catalog = catalog;
  }

  @Get('recommendations')
  async recommendations(@Query({ schema: ListPopular }) { limit }: ListPopular): Promise<ProductSuggestions> {
    return { items: await this.catalog.popular(limit), source: 'default' };
  }
}
