import { Module } from '@nestjs/common';
import { CatalogModule } from './catalog.module.ts';
import { FallbackController } from './http/fallback.controller.ts';
import { InternalController } from './http/internal.controller.ts';

/** The catalogue for other processes, over HTTP. Needs from its process: `ServiceTokenVerifier`. */
@Module({ imports: [CatalogModule], controllers: [InternalController, FallbackController] })
export class CatalogInternalModule {}
