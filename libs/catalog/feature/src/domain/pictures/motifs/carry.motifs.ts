import { block, disc, type Draw } from '../brush.ts';
import { METAL, METAL_DEEP, WOOD } from '../palette.ts';

export const carry = {
  bag: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M220 250V190q0-80 80-80t80 80v60', deep, 20) +
      b.patterned(
        b.pick(
          'M150 230h300l20 210q2 30-30 30H160q-32 0-30-30z',
          'M160 230h280v210q0 30-30 30H190q-30 0-30-30z',
        ),
        main,
        400,
      ) +
      b.fill(block(150, 222, 300, 30, 8), deep) +
      b.fill(disc(220, 262, 10) + disc(380, 262, 10), accent)
    );
  },
  backpack: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line('M260 130q0-50 40-50t40 50', deep, 16) +
      b.fill(block(132, 290, 50, 150, 24) + block(418, 290, 50, 150, 24), deep) +
      b.patterned('M170 440V240q0-130 130-130t130 130v200q0 30-30 30H200q-30 0-30-30z', main, 390) +
      b.solid('M190 250q0-70 110-70t110 70v34q-110 30-220 0z', deep, 380) +
      b.solid(block(210, 340, 180, 110, 22), accent, 350) +
      b.line('M300 284v40', light, 14) +
      b.line('M230 372h140', deep, 7)
    );
  },
  purse: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.patterned('M170 270q-50 60-40 130 10 70 70 70h200q60 0 70-70 10-70-40-130z', main, 400) +
      b.line('M160 276q140-100 280 0', accent, 24) +
      b.fill(disc(284, 212, 20) + disc(320, 208, 20), deep) +
      b.line('M160 276q140-40 280 0', deep, 7) +
      b.shine('M160 390q0 40 26 52')
    );
  },
  suitcase: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.line('M240 180V120q0-20 20-20h80q20 0 20 20v60', ink, 16) +
      b.fill(disc(200, 470, 18) + disc(400, 470, 18), ink) +
      b.patterned(block(140, 170, 320, 296, 36), main, 400) +
      b.fill(block(196, 170, 26, 296) + block(378, 170, 26, 296), deep) +
      `<g transform="rotate(${b.vary(-14, 14)} 300 320)">${b.fill(block(256, 280, 88, 70, 8), light)}${b.fill(disc(300, 315, 20), accent)}</g>`
    );
  },
  umbrella: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      `<g transform="rotate(${b.vary(-14, 10)} 300 300)">` +
      b.line('M300 90v340q0 50 40 50t40-44', WOOD, 16) +
      b.line('M300 70v30', deep, 10) +
      b.patterned(
        'M80 320q10-220 220-226 210 6 220 226-34-36-72 0-38-40-74 0-38-40-74 0-38-40-74 0-36-40-74 0-38-36-72 0z',
        main,
        390,
      ) +
      b.fill('M226 320q-10-170 74-226 84 56 74 226-38-40-74 0-38-40-74 0z', accent, 0.55) +
      '</g>'
    );
  },
  flask: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.solid(block(244, 90, 112, 80, 16), b.pick(METAL, deep), 320) +
      b.patterned(block(220, 166, 160, 304, 34), main, 340) +
      b.fill(block(220, 200, 160, 22), accent) +
      b.fill(block(220, 420, 160, 14), METAL_DEEP) +
      b.shine('M246 250v120')
    );
  },
} satisfies Record<string, Draw>;
