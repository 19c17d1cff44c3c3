/** What other modules may ask for. May be slow, wrong or gone: whoever asks has a default at hand. */
export abstract class RecommendationApi {
  /** Ids of products bought together with this one, the likeliest first; empty where nothing is known. */
  abstract alsoBought(productId: string, limit: number): Promise<string[]>;
}
