export { Baskets } from './baskets.port.ts';
export { ConfirmedOrders, type BoughtTogether } from './confirmed-orders.port.ts';
export { RecommendationApi } from './recommendation-api.port.ts';
export { ListRecommendations } from './requests.ts';
export * from './internal.ts';
