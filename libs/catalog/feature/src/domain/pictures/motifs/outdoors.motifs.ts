import { block, disc, type Draw } from '../brush.ts';
import { METAL, METAL_DEEP, WOOD, WOOD_DEEP } from '../palette.ts';

export const outdoors = {
  bicycle: (b) => {
    const { main, deep, accent, ink } = b.colours;
    return (
      b.line(disc(160, 370, 100) + disc(440, 370, 100), ink, 15) +
      b.line('M160 370l70 0M160 370m-70 0h70M440 370m-70 0h140M160 300v140M440 300v140', METAL_DEEP, 3) +
      b.line('M160 370l80-150h150l-110 150zM240 220l40 150M390 220l50 150M390 220l-14-50h-40', main, 17) +
      b.line('M376 168h-44', deep, 17) +
      b.fill(block(200, 194, 84, 26, 13), deep) +
      b.fill(disc(280, 370, 26), accent) +
      b.line('M262 396h-30M298 344h30', ink, 10) +
      b.pick('', b.solid('M400 240h90l-14 60h-62z', WOOD, 460))
    );
  },
  bell: (b) => {
    const { accent, deep, ink, main } = b.colours;
    return (
      b.solid(block(130, 420, 340, 44, 22), ink, 420) +
      b.fill(block(270, 360, 60, 70, 10), deep) +
      b.solid('M150 370q0-200 150-200t150 200z', b.pick('#e0b04c', METAL, main), 380) +
      b.fill(block(138, 352, 324, 30, 15), deep) +
      b.fill(disc(300, 160, 24), accent) +
      b.line('M440 330l70-30', ink, 18) +
      b.shine('M196 320q10-80 60-100')
    );
  },
  tent: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.line('M300 130L90 480M300 130l210 350', WOOD_DEEP, 12) +
      b.patterned('M300 150L110 460h380z', main, 360) +
      b.fill('M300 150l-70 310h140z', ink, 0.75) +
      b.fill('M300 150l-70 310h-46q80-120 116-310z', light) +
      b.fill('M300 150l70 310h46q-80-120-116-310z', deep) +
      b.line('M300 150v-50', deep, 8) +
      b.fill('M300 96l56 18-56 20z', accent)
    );
  },
  'sleeping-bag': (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      '<g transform="rotate(-14 300 320)">' +
      b.patterned(block(120, 220, 330, 200, 90), main, 600) +
      b.fill(disc(416, 320, 60, 98), deep) +
      b.line('M416 260a30 60 0 0 1 0 120 24 44 0 0 1 0-88 14 24 0 0 1 4 50', light, 9) +
      b.fill(block(190, 212, 24, 216, 8) + block(310, 212, 24, 216, 8), accent) +
      '</g>'
    );
  },
  mat: (b) => {
    const { main, deep, light, accent } = b.colours;
    return (
      b.patterned('M150 330h330q30 0 30 30v90q0 20-20 20H150z', main, 460) +
      b.solid(block(90, 190, 130, 280, 64), deep, 180) +
      b.line('M154 330m-34 0a34 34 0 1 1 34 34 20 20 0 1 1 0-40', light, 9) +
      b.line('M220 410h270', accent, 8)
    );
  },
  racket: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      `<g transform="rotate(${b.vary(24, 40)} 300 300)">` +
      b.line(
        'M240 120v180M280 96v220M320 96v220M360 120v180M216 160h168M206 200h188M212 240h176M232 280h136',
        METAL,
        4,
      ) +
      b.line(disc(300, 200, 100, 120), main, 22) +
      b.line('M262 312l38 60 38-60', main, 18) +
      b.solid(block(282, 360, 36, 150, 14), deep, 305) +
      '</g>' +
      b.solid(disc(160, 420, 46), '#d5dc6a', 180) +
      b.line('M126 404q34 10 44-24M194 436q-34-10-44 26', '#fff', 6) +
      b.fill(disc(470, 450, 12), accent, 0.5)
    );
  },
  rope: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M160 200c-60 260 120 320 140 180s-100-60-40 40 240 60 190-220', accent, 16) +
      '<g transform="rotate(8 160 160)">' +
      b.patterned(block(138, 80, 48, 140, 22), main, 168) +
      '</g><g transform="rotate(-8 450 160)">' +
      b.patterned(block(426, 80, 48, 140, 22), main, 456) +
      '</g>' +
      b.fill(disc(158, 222, 12) + disc(448, 222, 12), deep)
    );
  },
  hammock: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M70 90v390M530 90v390', WOOD_DEEP, 24) +
      b.line('M70 180l90 70M70 180l70 110M530 180l-90 70M530 180l-70 110', deep, 6) +
      b.patterned('M140 250q160 120 320 0l10 50q-30 140-170 140T130 300z', main, 400) +
      b.solid(block(160, 270, 96, 56, 26), accent, 230)
    );
  },
} satisfies Record<string, Draw>;
