import { Controller, Get, Query } from '@nestjs/common';
import { ProductSuggestions } from '@twinshop/catalog-contracts';
import { CurrentActor, OptionallyAuthenticated, type Actor } from '@twinshop/platform/auth';
import { ApiAnswer, ApiProblem, ApiTags } from '@twinshop/platform/http';
import { ListRecommendations } from '@twinshop/recommendation-contracts';
import { Recommend } from '../use-cases/recommend/recommend.ts';

@ApiTags('Recommendations')
@Controller('api/recommendations')
export class RecommendationsController {
  private readonly recommend: Recommend;

  constructor(recommend: Recommend) {
    this.recommend = recommend;
  }

  @Get()
  @OptionallyAuthenticated()
  @ApiAnswer(200, ProductSuggestions, 'For the customer where a token is sent, else the best sellers')
  @ApiProblem(400, 'validation_failed')
  listRecommendations(
    @CurrentActor() actor: Actor | undefined,
    @Query({ schema: ListRecommendations }) { limit }: ListRecommendations,
  ): Promise<ProductSuggestions> {
    return this.recommend.run(actor?.id, limit);
  }
}
