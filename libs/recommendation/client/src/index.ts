export { RecommendationHttp } from './recommendation-api.http.ts';
