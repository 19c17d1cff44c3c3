import { Module } from '@nestjs/common';
import { InternalController } from './http/internal.controller.ts';
import { RecommendationModule } from './recommendation.module.ts';

/** Recommendations for other processes, over HTTP. Needs from its process: `ServiceTokenVerifier`. */
@Module({ imports: [RecommendationModule], controllers: [InternalController] })
export class RecommendationInternalModule {}
