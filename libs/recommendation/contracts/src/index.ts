export { PurchaseHistory } from './purchase-history.port.ts';
export { RecommendationApi } from './recommendation-api.port.ts';
export { ListRecommendations } from './requests.ts';
export * from './internal.ts';
