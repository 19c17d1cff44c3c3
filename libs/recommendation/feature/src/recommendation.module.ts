import { Module } from '@nestjs/common';
import { RecommendationsController } from './http/recommendations.controller.ts';
import { PurchaseHistory } from './purchase-history.ts';
import { RecommendationInProcess } from './recommendation-in-process.ts';
import { PopularProducts } from './use-cases/recommend/popular-products.ts';
import { Recommend } from './use-cases/recommend/recommend.ts';

/** Also-bought, best sellers, for you. Needs from its process: `Baskets`, `CatalogApi`. */
@Module({
  controllers: [RecommendationsController],
  providers: [PopularProducts, PurchaseHistory, Recommend, RecommendationInProcess],
  exports: [PurchaseHistory, RecommendationInProcess],
})
export class RecommendationModule {}
