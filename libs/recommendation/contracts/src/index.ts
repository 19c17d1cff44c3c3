export { RecommendationApi } from './recommendation-api.port.ts';
export { ListRecommendations } from './requests.ts';
