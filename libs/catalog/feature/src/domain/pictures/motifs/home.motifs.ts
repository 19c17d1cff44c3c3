import { block, disc, type Draw } from '../brush.ts';
import { LEAF, LEAF_DEEP, WOOD, WOOD_DEEP } from '../palette.ts';

const heart = (x: number, y: number, s: number): string =>
  `M${x} ${y + 100 * s}C${x - 150 * s} ${y} ${x - 90 * s} ${y - 110 * s} ${x} ${y - 40 * s}C${x + 90 * s} ${y - 110 * s} ${x + 150 * s} ${y} ${x} ${y + 100 * s}z`;

export const home = {
  cushion: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.patterned('M140 190q160-44 320 0 44 140 0 270-160 34-320 0-44-130 0-270z', main, 400) +
      b.fill(disc(140, 188, 20) + disc(460, 188, 20) + disc(140, 462, 20) + disc(460, 462, 20), accent) +
      b.line('M190 250q20 20 30 10M410 250q-20 20-30 10M190 404q20-20 30-10M410 404q-20-20-30-10', deep, 6)
    );
  },
  blanket: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.solid(block(120, 390, 360, 80, 34), accent, 420) +
      b.patterned(block(130, 300, 340, 96, 40), main, 420) +
      b.solid(block(120, 216, 360, 90, 38), deep, 420) +
      b.fill(block(230, 200, 140, 270), light, 0.85) +
      b.line('M244 470v24M272 470v24M300 470v24M328 470v24M356 470v24', light, 7)
    );
  },
  clock: (b) => {
    const { main, deep, light, ink, accent } = b.colours;
    const hour = b.vary(0, 330);
    const ticks = [0, 30, 60, 90, 120, 150]
      .map((turn) => `<path d="M300 168v22M300 432v-22" transform="rotate(${turn} 300 300)"/>`)
      .join('');
    return (
      b.solid(disc(300, 300, 186), b.pick(main, WOOD), 390) +
      b.fill(disc(300, 300, 152), light) +
      `<g stroke="${deep}" stroke-width="8" stroke-linecap="round">${ticks}</g>` +
      `<g transform="rotate(${hour} 300 300)">${b.line('M300 310v-86', ink, 14)}</g>` +
      `<g transform="rotate(${hour * 12} 300 300)">${b.line('M300 320v-136', ink, 9)}</g>` +
      b.fill(disc(300, 300, 14), accent)
    );
  },
  'alarm-clock': (b) => {
    const { main, deep, light, ink, accent } = b.colours;
    return (
      b.line('M200 430l-34 44M400 430l34 44', ink, 20) +
      b.solid(disc(190, 170, 58) + disc(410, 170, 58), deep) +
      b.line('M300 150v-36M270 112h60', ink, 14) +
      b.solid(disc(300, 310, 160), main, 380) +
      b.fill(disc(300, 310, 122), light) +
      b.line('M300 206v14M300 400v14M196 310h14M390 310h14', deep, 9) +
      b.line('M300 310v-70M300 310l50 30', ink, 12) +
      b.fill(disc(300, 310, 13), accent)
    );
  },
  frame: (b) => {
    const { main, deep, accent, halo } = b.colours;
    return (
      b.solid(block(140, 110, 320, 380, 8), b.pick(WOOD, main), 420) +
      b.fill(block(172, 142, 256, 316), '#fffdf8') +
      `<svg x="204" y="174" width="192" height="252" viewBox="0 0 192 252">` +
      b.fill('M0 0h192v252H0z', halo) +
      b.fill(disc(b.vary(50, 140), b.vary(60, 90), 34), accent) +
      b.fill('M0 190l60-70 50 56 34-34 60 70v60H0z', deep) +
      b.fill('M0 220q60-50 110-20t90-30v90H0z', main) +
      '</svg>'
    );
  },
  mirror: (b) => {
    const { main, light } = b.colours;
    const tall = b.vary(170, 200);
    const round = disc(300, 300, 160, tall);
    return (
      b.solid(disc(300, 300, 186, tall + 26), b.pick(WOOD, main), 400) +
      b.fill(round, '#dbe7ea') +
      b.fill('M200 400L400 180l30 50-190 210z', light, 0.6) +
      b.fill('M190 340l150-190 24 14-160 200z', light, 0.6)
    );
  },
  vase: (b) => {
    const { accent, main, light } = b.colours;
    const flower = (x: number, y: number, colour: string) =>
      b.fill(disc(x - 22, y, 22) + disc(x + 22, y, 22) + disc(x, y - 24, 22) + disc(x, y + 22, 22), colour) +
      b.fill(disc(x, y, 15), light);
    return (
      b.line('M300 300q-10-70-80-110M300 300q0-90 10-150M306 300q10-60 80-90', LEAF_DEEP, 8) +
      b.fill('M280 250q-70 0-80-50 70-4 80 50M320 264q60 10 84-34-60-20-84 34', LEAF) +
      flower(212, 170, accent) +
      flower(310, 124, b.pick('#d9705f', accent)) +
      flower(396, 196, accent) +
      b.patterned(
        b.pick(
          'M262 270h76q-6 50 40 90 40 60-20 110H242q-60-50-20-110 46-40 40-90z',
          'M240 270h120q-30 40 0 80 30 70-20 120h-80q-50-50-20-120 30-40 0-80z',
        ),
        main,
        330,
      ) +
      b.fill(block(240, 258, 120, 22, 11), main)
    );
  },
  basket: (b) => {
    const { main, deep } = b.colours;
    const weave = Array.from(
      { length: 4 },
      (_, row) => `M${150 + row * 8} ${310 + row * 40}q25-22 50 0t50 0 50 0 50 0 50 0 ${40 - row * 10} -6`,
    ).join('');
    return (
      b.line('M180 280q0-150 120-150t120 150', WOOD_DEEP, 22) +
      b.fill('M180 280q20-70 120-60t120 60z', main) +
      b.solid('M128 280h344l-44 160q-8 30-40 30H212q-32 0-40-30z', WOOD, 400) +
      b.line(weave, WOOD_DEEP, 8) +
      b.solid(block(118, 262, 364, 34, 17), b.pick(deep, WOOD_DEEP), 400)
    );
  },
  doormat: (b) => {
    const { main, deep, light } = b.colours;
    return (
      b.line('M96 250v210M504 250v210', WOOD_DEEP, 14) +
      b.patterned(block(100, 230, 400, 240, 16), b.pick(main, WOOD), 460) +
      b.line('M128 258h344v184H128z', deep, 8) +
      b.fill(heart(300, 340, 0.75), light)
    );
  },
  rug: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line(
        'M150 170v-30M200 170v-30M250 170v-30M300 170v-30M350 170v-30M400 170v-30M450 170v-30M150 480v-30M200 480v-30M250 480v-30M300 480v-30M350 480v-30M400 480v-30M450 480v-30',
        accent,
        7,
      ) +
      b.patterned(block(130, 160, 340, 300, 8), main, 440) +
      b.line('M160 190h280v240H160z', light, 8) +
      b.fill('M300 220l90 90-90 90-90-90z', deep) +
      b.fill('M300 262l48 48-48 48-48-48z', accent)
    );
  },
  sign: (b) => {
    const { deep, light, main } = b.colours;
    const tilt = b.vary(-4, 4);
    return (
      b.fill(disc(300, 120, 12), deep) +
      `<g transform="rotate(${tilt} 300 120)">` +
      b.line('M300 120L160 240M300 120l140 120', deep, 6) +
      b.solid(block(100, 236, 400, 180, 18), b.pick(WOOD, main), 420) +
      b.line('M124 296q80-10 160 0t190-4M124 366q120 12 200 0t150 4', WOOD_DEEP, 4) +
      b.fill(heart(300, 326, 0.7), light) +
      b.line('M160 330h50M390 330h50', light, 10) +
      '</g>'
    );
  },
  heart: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M300 0v262', deep, 6) +
      b.patterned(heart(300, 330, b.vary(145, 165) / 100), main, 390) +
      b.shine('M170 300q4-60 50-72') +
      b.fill(
        'M300 262q-90-66-96-22t96 22q90-66 96-22t-96 22zM300 262l-44 66 10-52zM300 262l44 66-10-52z',
        accent,
      ) +
      b.fill(disc(300, 260, 14), accent)
    );
  },
  box: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.patterned('M140 290h320v150q0 30-30 30H170q-30 0-30-30z', main, 400) +
      b.solid('M126 220q174-60 348 0v76H126z', deep, 400) +
      b.fill(block(264, 270, 72, 72, 14), accent) +
      b.fill(disc(300, 302, 10) + block(295, 302, 10, 24), light)
    );
  },
  star: (b) => {
    const { main, deep, accent } = b.colours;
    const path = 'M300 130l52 112 122 16-90 84 24 122-108-60-108 60 24-122-90-84 122-16z';
    return (
      b.line('M300 0v130', deep, 6) +
      b.line(path, main, 26) +
      b.patterned(path, main, 300) +
      b.fill(disc(300, 310, 26), accent)
    );
  },
  tree: (b) => {
    const { accent, main, light } = b.colours;
    return (
      b.solid(block(272, 410, 56, 60), WOOD_DEEP, 306) +
      b.solid(
        'M300 90l90 120h-40l80 100h-44l84 110H130l84-110h-44l80-100h-40z',
        b.pick(LEAF, '#4d8069'),
        310,
      ) +
      b.fill('M300 60l12 28 30 4-22 20 6 30-26-15-26 15 6-30-22-20 30-4z', '#f0b94f') +
      b.fill(disc(270, 230, 14) + disc(350, 300, 14) + disc(230, 380, 14), main) +
      b.fill(disc(330, 200, 12) + disc(250, 310, 14) + disc(370, 390, 14), accent) +
      b.fill(disc(300, 356, 13), light)
    );
  },
  jewellery: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.solid(
        'M256 110h88q-4 64 26 86 64 16 66 76-8 44-44 62l-30 136H238l-30-136q-36-18-44-62 2-60 66-76 30-22 26-86z',
        light,
        350,
      ) +
      b.line('M248 186q0 124 52 144 52-20 52-144', accent, 9) +
      b.patterned('M300 320l44 50-44 64-44-64z', main, 300) +
      b.fill(disc(265, 276, 11) + disc(335, 276, 11), deep) +
      b.fill(disc(252, 232, 8) + disc(348, 232, 8), main)
    );
  },
} satisfies Record<string, Draw>;
