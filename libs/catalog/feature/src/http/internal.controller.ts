import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ListPopular,
  OffersOf,
  SummariesOf,
  type OfferList,
  type SummaryList,
} from '@twinshop/catalog-contracts';
import { ServiceOnly } from '@twinshop/platform/auth';
import { CatalogInProcess } from '../catalog-in-process.ts';

/** The catalogue for modules in other processes: what `CatalogInProcess` is to those in the same. */
@ServiceOnly()
@Controller('internal/catalog')
export class InternalController {
  private readonly catalog: CatalogInProcess;

  constructor(catalog: CatalogInProcess) {
    this.catalog = catalog;
  }

  @Post('offers')
  @HttpCode(200)
  async offers(@Body({ schema: OffersOf }) { productIds }: OffersOf): Promise<OfferList> {
    return { offers: [...(await this.catalog.offers(productIds)).values()] };
  }

  @Post('summaries')
  @HttpCode(200)
  async summaries(@Body({ schema: SummariesOf }) { productIds }: SummariesOf): Promise<SummaryList> {
    return { items: await this.catalog.summaries(productIds) };
  }

  @Get('popular')
  async popular(@Query({ schema: ListPopular }) { limit }: ListPopular): Promise<SummaryList> {
    return { items: await this.catalog.popular(limit) };
  }
}
