import { block, disc, type Draw } from '../brush.ts';
import { LEAF, WOOD, WOOD_DEEP } from '../palette.ts';

export const furniture = {
  chair: (b) => {
    const { main, deep } = b.colours;
    const wood = b.pick(WOOD, deep);
    return (
      b.line('M206 330l-24 140M394 330l24 140M230 340v110M370 340v110', wood, 20) +
      b.line('M206 330V120M394 330V120', wood, 22) +
      b.solid(block(196, 120, 208, 56, 24), wood, 370) +
      b.line('M250 176v140M300 176v140M350 176v140', wood, 12) +
      b.patterned(block(176, 306, 248, 50, 24), main, 380)
    );
  },
  armchair: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M190 430l-14 44M410 430l14 44', WOOD_DEEP, 18) +
      b.patterned('M180 400V210q0-90 120-90t120 90v190z', main, 390) +
      b.solid(block(180, 330, 240, 100, 26), deep, 390) +
      b.solid(block(124, 260, 84, 180, 40) + block(392, 260, 84, 180, 40), main, 440) +
      b.solid(block(230, 236, 140, 104, 30), accent, 340)
    );
  },
  stool: (b) => {
    const { main, deep } = b.colours;
    return (
      b.line('M230 240l-50 230M370 240l50 230M278 240l-12 200M322 240l12 200', WOOD, 20) +
      b.line('M200 386h200', WOOD_DEEP, 14) +
      b.patterned(block(170, 186, 260, 66, 33), b.pick(main, deep), 390)
    );
  },
  table: (b) => {
    const { main, accent, light } = b.colours;
    const wood = b.pick(WOOD, WOOD, main);
    return (
      b.line('M160 330l-20 140M440 330l20 140M220 330v110M380 330v110', WOOD_DEEP, 20) +
      b.solid(block(90, 290, 420, 46, 16), wood, 440) +
      b.patterned('M264 290q-24-60 0-90h72q24 30 0 90z', light, 310) +
      b.line('M300 200v-60M290 200q-30-20-40-60M310 200q30-20 40-50', LEAF, 9) +
      b.fill(disc(250, 138, 20) + disc(300, 128, 22) + disc(350, 146, 20), accent)
    );
  },
  desk: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line('M130 290v180M470 290v180', WOOD_DEEP, 22) +
      b.solid(block(96, 262, 408, 36, 12), WOOD, 440) +
      b.patterned(block(300, 298, 160, 110, 8), main, 420) +
      b.line('M320 352h120', deep, 4) +
      b.fill(disc(380, 326, 9) + disc(380, 380, 9), light) +
      b.line('M170 258v-60l60-60', deep, 10) +
      b.fill('M206 112l60 60-80 10z', accent) +
      b.fill(block(330, 236, 110, 26, 4), deep)
    );
  },
  shelf: (b) => {
    const { main, deep, accent, light } = b.colours;
    const books = (x: number, y: number) =>
      b.fill(block(x, y - 86, 26, 86, 3), main) +
      b.fill(block(x + 30, y - 70, 22, 70, 3), accent) +
      b.fill(block(x + 56, y - 92, 30, 92, 3), deep);
    return (
      b.solid(block(150, 90, 300, 380, 10), b.pick(WOOD, deep), 430) +
      b.fill(
        block(172, 112, 256, 104) + block(172, 236, 256, 104) + block(172, 360, 256, 90),
        b.colours.ink,
        0.3,
      ) +
      books(184, 216) +
      books(b.vary(320, 336), 340) +
      b.fill(disc(372, 186, 30), light) +
      b.fill(block(200, 290, 60, 50, 8), light) +
      b.fill('M230 290q-40-10-34-50 34 4 34 50 4-54 40-50 4 44-40 50z', LEAF) +
      b.fill(block(196, 410, 120, 40, 8), accent)
    );
  },
  bed: (b) => {
    const { main, deep, light } = b.colours;
    return (
      b.solid(block(90, 170, 40, 300, 16) + block(470, 270, 40, 200, 16), WOOD, 490) +
      b.fill(block(120, 380, 360, 50), WOOD_DEEP) +
      b.solid(block(130, 290, 120, 70, 30), light, 220) +
      b.patterned('M130 350h110q10-40 50-40h150q30 0 30 30v70H130z', b.pick(main, deep), 440)
    );
  },
} satisfies Record<string, Draw>;
