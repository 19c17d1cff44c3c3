import { block, disc, type Draw } from '../brush.ts';
import { GLOW, METAL_DEEP, WOOD } from '../palette.ts';

const flame = (x: number, y: number, size = 1): string =>
  `M${x} ${y}c${-26 * size} ${-30 * size} ${-8 * size} ${-50 * size} 0 ${-74 * size}c${8 * size} ${24 * size} ${26 * size} ${44 * size} 0 ${74 * size}z`;

export const light = {
  lamp: (b) => {
    const { deep, light: cream } = b.colours;
    const spread = b.vary(70, 100);
    return (
      b.fill(`M${220 - spread / 2} 270l-50 200h${260 + spread}l-50-200z`, GLOW, 0.28) +
      b.patterned(`M${260 - spread / 2} 110h${80 + spread}l60 160H${200 - spread / 2}z`) +
      b.fill(block(290, 270, 20, 60), METAL_DEEP) +
      b.solid(
        b.pick(
          'M300 320c70 0 70 60 30 100q-10 20 40 50H230q50-30 40-50c-40-40-40-100 30-100z',
          'M262 320h76q10 60 40 150H222q30-90 40-150z',
        ),
        b.pick(deep, cream),
        310,
      )
    );
  },
  pendant: (b) => {
    const { ink, deep } = b.colours;
    return (
      b.line('M300 0v170', ink, 8) +
      b.fill('M190 320L90 560h420L410 320z', GLOW, 0.28) +
      b.fill(block(274, 160, 52, 40, 10), ink) +
      b.fill(disc(300, 326, 44), GLOW) +
      b.patterned(b.pick('M150 320c0-90 60-130 150-130s150 40 150 130z', 'M240 190h120l100 130H140z')) +
      b.fill(block(138, 312, 324, 20, 10), deep)
    );
  },
  lantern: (b) => {
    const { main, deep, light: cream } = b.colours;
    return (
      b.line('M230 130q70-90 140 0', deep, 12) +
      b.solid('M300 96l110 90H190z', main, 320) +
      b.fill(block(206, 186, 188, 240), GLOW, 0.45) +
      b.fill(block(262, 320, 76, 106, 8), cream) +
      b.fill(flame(300, 316), '#f29b3f') +
      b.line('M214 190v240M386 190v240M300 190v70', deep, 14) +
      b.solid(block(170, 424, 260, 46, 12), main) +
      b.fill(block(186, 178, 228, 18, 9), deep)
    );
  },
  candle: (b) => {
    const { deep, light: cream } = b.colours;
    const top = b.vary(230, 280);
    return (
      b.fill(disc(300, top - 70, 110), GLOW, 0.3) +
      b.patterned(`M196 ${top}h208v${470 - top - 30}q0 30-30 30H226q-30 0-30-30z`) +
      b.fill(disc(300, top, 104, 22), cream) +
      b.line(`M300 ${top - 4}v-24`, deep, 7) +
      b.fill(flame(300, top - 26, 1.25), '#f29b3f') +
      b.fill(flame(300, top - 28, 0.6), '#ffe2a0') +
      b.fill(block(234, top + 70, 132, 76, 10), cream) +
      b.line(`M258 ${top + 96}h84M272 ${top + 120}h56`, deep, 7)
    );
  },
  candlestick: (b) => {
    const { main, deep, light: cream } = b.colours;
    return [
      [190, 0],
      [300, -60],
      [410, 20],
    ]
      .map(([x = 0, y = 0]) => {
        const top = 250 + y;
        return (
          b.fill(block(x - 20, top - 90, 40, 100), cream) +
          b.fill(flame(x, top - 92, 0.8), '#f29b3f') +
          b.solid(
            `M${x - 40} ${top}h80q0 44-28 44v${380 - top}q0 20 36 46h-96q36-26 36-46v${top - 380}q-28 0-28-44z`,
            y < 0 ? main : deep,
            x + 6,
          )
        );
      })
      .join('');
  },
  'string-lights': (b) => {
    const { ink, main, accent } = b.colours;
    const bulb = (x: number, y: number, colour: string) =>
      b.fill(disc(x, y + 44, 48), GLOW, 0.35) +
      b.fill(block(x - 11, y - 4, 22, 22, 4), ink) +
      b.fill(`M${x} ${y + 14}c40 10 34 66 0 76-34-10-40-66 0-76z`, colour);
    return (
      b.line('M30 150q130 130 270 60t270 0M30 330q140 120 280 50t260 20', ink, 7) +
      bulb(120, 212, main) +
      bulb(240, 228, accent) +
      bulb(370, 190, main) +
      bulb(480, 186, accent) +
      bulb(110, 382, accent) +
      bulb(230, 406, main) +
      bulb(360, 372, accent) +
      bulb(478, 382, main)
    );
  },
  torch: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      `<g transform="rotate(-28 300 320)">` +
      b.fill('M420 240l190-90v340l-190-90z', GLOW, 0.4) +
      b.patterned(block(110, 270, 230, 100, 30), main, 700) +
      b.solid('M330 262l90-34v184l-90-34z', deep, 700) +
      b.fill(block(210, 256, 60, 24, 10), accent) +
      b.fill(block(408, 226, 22, 188, 8), WOOD) +
      '</g>'
    );
  },
} satisfies Record<string, Draw>;
