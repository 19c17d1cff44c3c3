import { block, disc, type Draw } from '../brush.ts';
import { LEAF, LEAF_DEEP, METAL, METAL_DEEP, WOOD, WOOD_DEEP } from '../palette.ts';

export const garden = {
  'plant-pot': (b) => {
    const { main, deep } = b.colours;
    const leaves = b.pick(
      'M300 320q-130-20-150-150 130 0 150 150M300 320q130-20 150-150-130 0-150 150M300 320q-60-120 0-230 60 110 0 230',
      'M300 320q-30-120-110-190-20 110 110 190M300 320q30-120 110-190 20 110-110 190M300 320q-100-40-170 0 60 50 170 0M300 320q100-40 170 0-60 50-170 0',
      'M270 320V170q30-60 60 0v150zM330 260h30v-70q20-30 40 0v80q-10 30-70 26zM270 280h-30v-50q-20-30-40 0v60q10 30 70 26z',
    );
    return (
      b.fill(leaves, LEAF) +
      b.line('M300 320V180', LEAF_DEEP, 7) +
      b.patterned('M194 340h212l-26 116q-4 14-18 14H238q-14 0-18-14z', main, 340) +
      b.solid(block(176, 306, 248, 50, 12), deep, 360)
    );
  },
  'watering-can': (b) => {
    const { main, deep } = b.colours;
    return (
      b.line('M390 250q120 10 96 110t-96 80', deep, 22) +
      b.line('M220 250q80-130 160 0', deep, 20) +
      b.solid('M230 400L100 250l-34 10-14-40 90-30 12 36 100 80z', deep, 600) +
      b.patterned('M210 250h190l24 190q4 30-26 30H212q-30 0-26-30z', main, 350) +
      b.line('M62 290v20M90 300v34M48 320v30', '#8fb8c9', 8)
    );
  },
  trowel: (b) => {
    const { main, accent } = b.colours;
    return (
      `<g transform="rotate(${b.vary(24, 40)} 300 300)">` +
      b.solid('M240 290h120q10 130-60 210-70-80-60-210z', METAL, 304) +
      b.line('M300 300V200', METAL_DEEP, 20) +
      b.patterned(block(266, 60, 68, 156, 32), b.pick(main, WOOD), 312) +
      b.fill(disc(300, 90, 10), accent) +
      b.line('M300 320v110', METAL_DEEP, 7) +
      '</g>'
    );
  },
  bird: (b) => {
    const { main, deep, accent, ink } = b.colours;
    return (
      b.line('M80 452q220-40 440 4', WOOD_DEEP, 18) +
      b.fill('M470 440q10-60 64-64-6 60-64 64z', LEAF) +
      b.line('M280 430v-50M320 430v-50', ink, 8) +
      b.solid('M120 330l130-50 20 70-120 20z', deep, 600) +
      b.patterned(
        'M220 330c0-110 70-170 150-170 70 0 100 50 100 100 0 90-70 150-150 150-60 0-100-30-100-80z',
        main,
        410,
      ) +
      b.solid('M230 320q30-70 140-60-10 90-80 96-40 0-60-36z', deep, 350) +
      b.fill('M462 226l54 18-50 24z', accent) +
      b.fill(disc(412, 226, 11), ink)
    );
  },
  birdhouse: (b) => {
    const { main, deep, accent, ink } = b.colours;
    return (
      b.solid(block(286, 380, 28, 100), WOOD_DEEP, 304) +
      b.patterned('M180 240l120-100 120 100v160H180z', main, 360) +
      b.line('M150 260l150-126 150 126', deep, 32) +
      b.fill(disc(300, 280, 42), ink) +
      b.line('M300 350v26', WOOD, 14) +
      b.fill('M330 250c30-10 50 10 50 30l24 6-22 14c-10 24-50 20-56-6z', accent)
    );
  },
  bench: (b) => {
    const { deep, main } = b.colours;
    const wood = b.pick(WOOD, main);
    return (
      b.line('M150 190v280M450 190v280', deep, 22) +
      b.line('M130 340h-14v130M470 340h14v130', deep, 16) +
      b.solid(
        block(120, 190, 360, 40, 12) + block(120, 250, 360, 40, 12) + block(104, 340, 392, 40, 14),
        wood,
        420,
      )
    );
  },
  garland: (b) => {
    const { main, accent, deep, light, ink } = b.colours;
    const flag = (x: number, y: number, turn: number, colour: string, plain = true) =>
      `<g transform="rotate(${turn} ${x} ${y})">${plain ? b.solid(`M${x - 44} ${y}h88l-44 104z`, colour, x + 20) : b.patterned(`M${x - 44} ${y}h88l-44 104z`, colour, x + 20)}</g>`;
    return (
      b.line('M20 150q280 150 560 0', ink, 7) +
      flag(90, 182, 18, main, false) +
      flag(190, 214, 9, accent) +
      flag(300, 226, 0, light) +
      flag(410, 214, -9, main, false) +
      flag(510, 182, -18, deep) +
      b.line('M20 330q280 130 560 0', ink, 7) +
      flag(130, 370, 14, accent) +
      flag(240, 390, 5, deep) +
      flag(352, 391, -5, main, false) +
      flag(462, 372, -14, light)
    );
  },
  flower: (b) => {
    const { main, deep, accent } = b.colours;
    const count = b.pick(6, 8, 10);
    const petals = Array.from(
      { length: count },
      (_, index) =>
        `<path d="M300 210q-60-90 0-130 60 40 0 130" fill="${main}" transform="rotate(${(360 / count) * index} 300 220)"/>`,
    ).join('');
    return (
      b.line('M300 240q-10 120 4 230', LEAF_DEEP, 14) +
      b.fill('M302 420q-110 0-130-90 110-4 130 90M300 380q100 0 120-90-104 0-120 90', LEAF) +
      petals +
      b.solid(disc(300, 220, 50), b.pick(accent, deep), 320)
    );
  },
} satisfies Record<string, Draw>;
