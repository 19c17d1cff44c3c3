import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController, Problem } from '@twinshop/platform/http';
import { drawPicture, isMotif } from '../domain/pictures/index.ts';

/** Product pictures, drawn from their address alone: the same for ever, so caches may keep them. */
@ApiExcludeController()
@Controller('images/products')
export class PicturesController {
  @Get(':motif/:file')
  @Header('content-type', 'image/svg+xml')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  getPicture(@Param('motif') motif: string, @Param('file') file: string): string {
    const seed = /^([0-9a-f]{1,16})\.svg$/.exec(file)?.[1];
    if (seed === undefined || !isMotif(motif)) throw new Problem(404, 'not_found', 'There is nothing here');
    return drawPicture(motif, seed);
  }
}
