export { RecommendationInProcess } from './recommendation-in-process.ts';
export { RecommendationModule } from './recommendation.module.ts';
