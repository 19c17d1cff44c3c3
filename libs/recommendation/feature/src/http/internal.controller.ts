import { Controller, Get, Query } from '@nestjs/common';
import { ServiceOnly } from '@twinshop/platform/auth';
import { AskAlsoBought, type AlsoBought } from '@twinshop/recommendation-contracts';
import { RecommendationInProcess } from '../recommendation-in-process.ts';

/** Recommendations for modules in other processes: what `RecommendationInProcess` is to those in the same. */
@ServiceOnly()
@Controller('internal/recommendation')
export class InternalController {
  private readonly recommendations: RecommendationInProcess;

  constructor(recommendations: RecommendationInProcess) {
    this.recommendations = recommendations;
  }

  @Get('also-bought')
  async alsoBought(
    @Query({ schema: AskAlsoBought }) { productId, limit }: AskAlsoBought,
  ): Promise<AlsoBought> {
    return { productIds: await this.recommendations.alsoBought(productId, limit) };
  }
}
