import { block, disc, type Draw } from '../brush.ts';
import { METAL, METAL_DEEP, WOOD } from '../palette.ts';

export const paper = {
  book: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      `<g transform="rotate(${b.vary(-8, 6)} 300 300)">` +
      b.fill(block(186, 120, 256, 360, 14), deep) +
      b.fill(block(196, 128, 240, 340, 6), '#fffdf6') +
      b.patterned(block(160, 112, 256, 360, 14), main, 380) +
      b.fill(block(160, 112, 44, 360, 14), deep) +
      b.fill(block(234, 190, 146, 100, 8), light) +
      b.line('M262 226h90M280 254h54', deep, 8) +
      b.fill('M360 472v50l-16-16-16 16v-50z', accent) +
      '</g>'
    );
  },
  card: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      `<g transform="rotate(-8 250 330)">` +
      b.solid(block(90, 230, 300, 220, 10), accent, 600) +
      b.line('M96 240l144 110 144-110', deep, 6) +
      '</g>' +
      `<g transform="rotate(${b.vary(4, 10)} 370 290)">` +
      b.fill(block(250, 110, 240, 330, 10), light) +
      b.patterned(block(272, 132, 196, 286, 6), main, 600) +
      b.fill(disc(370, 275, 64), light) +
      b.fill(
        b.pick(
          'M370 320c-70-50-40-90 0-60 40-30 70 10 0 60z',
          'M370 226l14 32 36 4-27 24 8 36-31-18-31 18 8-36-27-24 36-4z',
          'M364 330h12v-40q50 0 50-50-40 0-56 30-16-30-56-30 0 50 50 50z',
        ),
        deep,
      ) +
      '</g>'
    );
  },
  gift: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.patterned(block(150, 270, 300, 200, 8), main, 400) +
      b.solid(block(132, 212, 336, 72, 8), deep, 420) +
      b.fill(block(270, 212, 60, 258), accent) +
      b.line(
        'M300 210c-40-110-150-90-110-30 20 30 70 30 110 30 40 0 90 0 110-30 40-60-70-80-110 30z',
        accent,
        24,
      ) +
      b.fill(disc(300, 208, 24), accent)
    );
  },
  pen: (b) => {
    const { main, deep, accent, ink } = b.colours;
    return (
      b.line('M110 440q60-60 120 0t120 0 130-6', deep, 8) +
      '<g transform="rotate(45 300 260)">' +
      b.patterned(block(272, 60, 56, 270, 20), main, 308) +
      b.fill(block(268, 190, 64, 22), accent) +
      b.solid('M274 330h52l-26 96z', METAL, 302) +
      b.line('M300 360v40', ink, 5) +
      b.fill(block(326, 90, 12, 110, 6), METAL_DEEP) +
      '</g>'
    );
  },
  pencils: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    const pencil = (x: number, turn: number, colour: string) =>
      `<g transform="rotate(${turn} ${x} 420)">${b.solid(block(x - 17, 190, 34, 230), colour, x + 4)}${b.fill(`M${x - 17} 192l17-56 17 56z`, '#f0d3a8')}${b.fill(`M${x - 6} 158l6-22 6 22z`, ink)}</g>`;
    return (
      pencil(246, -14, accent) +
      pencil(284, -4, deep) +
      pencil(322, 4, light) +
      pencil(360, 14, accent) +
      b.patterned('M190 300h220l-16 170H206z', main, 350) +
      b.fill(block(180, 290, 240, 30, 12), deep)
    );
  },
  calendar: (b) => {
    const { main, deep, accent, light } = b.colours;
    const day = b.vary(0, 8);
    const days = Array.from({ length: 9 }, (_, index) =>
      b.fill(
        disc(210 + (index % 3) * 90, 290 + Math.floor(index / 3) * 60, 18),
        index === day ? accent : b.colours.halo,
      ),
    ).join('');
    return (
      b.fill(block(140, 150, 320, 320, 18), light) +
      b.patterned('M140 240v-72q0-18 18-18h284q18 0 18 18v72z', main, 400) +
      b.line('M220 130v46M300 130v46M380 130v46', deep, 14) +
      days
    );
  },
  wrap: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      '<g transform="rotate(-24 300 300)">' +
      b.patterned(block(90, 200, 420, 90, 44), main, 600) +
      b.fill(disc(470, 245, 40, 44), deep) +
      b.fill(disc(470, 245, 15, 18), b.colours.light) +
      b.patterned(block(110, 310, 400, 80, 40), accent, 600) +
      b.fill(disc(474, 350, 34, 39), deep) +
      b.fill(disc(474, 350, 13, 16), b.colours.light) +
      b.fill(block(230, 196, 34, 200, 4), deep) +
      '</g>'
    );
  },
  parcel: (b) => {
    const { main, deep, light, accent } = b.colours;
    return (
      b.solid('M110 240l190-80 190 80v190l-190 60-190-60z', b.pick(WOOD, main), 600) +
      b.fill('M300 310l190-70v190l-190 60z', deep, 0.55) +
      b.fill('M110 240l190-80 190 80-190 70z', light, 0.35) +
      b.fill('M190 206l190 72v64l40-14v-66L236 188z', accent) +
      b.fill('M140 350l80 24v50l-80-24z', light, 0.9)
    );
  },
} satisfies Record<string, Draw>;
