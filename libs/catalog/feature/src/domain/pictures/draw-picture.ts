import { Brush, disc } from './brush.ts';
import { MOTIFS, type Motif } from './motifs/all-motifs.ts';
import { paletteAt } from './palette.ts';
import { chanceFrom } from './seed.ts';

/**
 * A product picture as an SVG document of 600 × 600, without text, under 4 KB. The same motif and seed give the same
 * picture, always.
 * @param seed any text; pictures of products use `seedFor`
 */
export function drawPicture(motif: Motif, seed: string): string {
  const draw = MOTIFS.get(motif);
  if (draw === undefined) throw new Error(`no such motif: ${motif}`);
  const chance = chanceFrom(seed);
  const colours = paletteAt(chance());
  const brush = new Brush(colours, chance);
  const halo = brush.pick(
    disc(300, 300, 236),
    'M64 536V300a236 236 0 0 1 472 0v236z',
    'M70 250c20-160 190-220 330-170s170 190 120 330-200 160-330 110S50 410 70 250z',
  );
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600">' +
    brush.definitions() +
    brush.fill('M0 0h600v600H0z', colours.wall) +
    brush.fill(halo, colours.halo) +
    brush.fill(disc(304, 478, 190, 20), colours.ink, 0.13) +
    draw(brush) +
    '</svg>'
  );
}
