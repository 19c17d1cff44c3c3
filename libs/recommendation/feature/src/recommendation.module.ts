import { Module } from '@nestjs/common';
import { RecommendationsController } from './http/recommendations.controller.ts';
import { RecommendationInProcess } from './recommendation-in-process.ts';
import { Recommend } from './use-cases/recommend/recommend.ts';

/** Also-bought, best sellers, for you. Needs from its process: `PurchaseHistory`, `CatalogApi`. */
@Module({
  controllers: [RecommendationsController],
  providers: [Recommend, RecommendationInProcess],
  exports: [RecommendationInProcess],
})
export class RecommendationModule {}
