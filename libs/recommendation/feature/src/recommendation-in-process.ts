import { Injectable } from '@nestjs/common';
import { RecommendationApi } from '@twinshop/recommendation-contracts';
import { PurchaseHistory } from './purchase-history.ts';

/** Recommendations for modules in the same process. */
@Injectable()
export class RecommendationInProcess extends RecommendationApi {
  private readonly history: PurchaseHistory;

  constructor(history: PurchaseHistory) {
    super();
    this.history = history;
  }

  override alsoBought(productId: string, limit: number): Promise<string[]> {
    return this.history.alsoBought(productId, limit);
  }
}
