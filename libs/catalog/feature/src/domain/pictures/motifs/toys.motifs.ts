import { block, disc, type Draw } from '../brush.ts';
import { WOOD, WOOD_DEEP } from '../palette.ts';

export const toys = {
  bear: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    const fur = b.pick('#c79a6b', main, '#b98a5e');
    return (
      b.solid(disc(214, 142, 42) + disc(386, 142, 42), fur, 400) +
      b.fill(disc(214, 142, 22) + disc(386, 142, 22), light, 0.7) +
      b.solid(disc(190, 350, 40, 66) + disc(410, 350, 40, 66), fur, 420) +
      b.solid(disc(220, 450, 56, 36) + disc(380, 450, 56, 36), fur, 400) +
      b.solid(disc(300, 370, 106), fur, 360) +
      b.patterned(disc(300, 384, 64), light, 600) +
      b.solid(disc(300, 210, 108), fur, 360) +
      b.fill(disc(300, 244, 48, 38), light) +
      b.fill(disc(258, 196, 11) + disc(342, 196, 11) + disc(300, 226, 17, 12), ink) +
      b.line('M300 240v16q-16 14-28 2M300 256q16 14 28 2', ink, 6) +
      b.fill('M300 318l-56-26v56zM300 318l56-26v56z', b.pick(accent, deep))
    );
  },
  doll: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    const hair = b.pick('#a8643c', '#d9a441', '#5a4136');
    const skin = b.pick('#f0cba8', '#d9a67c', '#a87450');
    return (
      b.line('M262 420v44M338 420v44', skin, 24) +
      b.line('M236 290l-60 60M364 290l60 60', skin, 24) +
      b.fill(disc(300, 170, 96) + disc(204, 220, 34) + disc(396, 220, 34), hair) +
      b.patterned('M256 250h88l66 170q-110 34-220 0z', main, 350) +
      b.fill(disc(300, 184, 74), skin) +
      b.fill('M226 180q10-80 74-80t74 80q-60-40-74-60-14 20-74 60z', hair) +
      b.fill(disc(274, 190, 8) + disc(326, 190, 8), ink) +
      b.fill(disc(258, 214, 11) + disc(342, 214, 11), '#e58f7c', 0.6) +
      b.line('M284 220q16 14 32 0', deep, 6) +
      b.fill(disc(204, 192, 14) + disc(396, 192, 14), accent) +
      b.fill(disc(300, 256, 15), light)
    );
  },
  train: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.fill(disc(206, 146, 22) + disc(180, 110, 16), light) +
      b.patterned(block(330, 180, 150, 220, 14), main, 440) +
      b.fill(block(362, 214, 86, 70, 10), light) +
      b.solid(block(130, 270, 220, 130, 30), deep, 600) +
      b.solid('M180 270v-60h-12v-26h76v26h-12v60z', ink, 220) +
      b.fill(block(100, 392, 400, 30, 10), accent) +
      b.fill(disc(180, 430, 42) + disc(300, 430, 42) + disc(430, 426, 48), ink) +
      b.fill(disc(180, 430, 18) + disc(300, 430, 18) + disc(430, 426, 20), accent) +
      b.fill(disc(138, 330, 18), '#ffd98a')
    );
  },
  car: (b) => {
    const { main, accent, light, ink } = b.colours;
    return (
      b.solid('M180 300q30-100 90-100h80q60 0 90 100z', accent, 400) +
      b.fill('M210 296q20-70 70-70h10v70zM310 226h36q46 0 66 70H310z', light) +
      b.patterned('M84 420v-70q0-56 60-56h300q72 10 72 80v46z', main, 440) +
      b.fill(disc(180, 420, 54) + disc(420, 420, 54), ink) +
      b.fill(disc(180, 420, 24) + disc(420, 420, 24), light) +
      b.fill(disc(500, 356, 16), '#ffd98a')
    );
  },
  blocks: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.patterned(block(130, 320, 150, 150, 16), main, 240) +
      b.solid(block(300, 320, 150, 150, 16), accent, 410) +
      `<g transform="rotate(${b.vary(-10, 8)} 290 240)">${b.solid(block(215, 166, 150, 150, 16), deep, 330)}${b.fill(disc(290, 240, 42), light)}</g>` +
      b.fill('M375 350l44 80h-88z', light) +
      b.solid('M250 158l46-84 46 84z', WOOD, 300)
    );
  },
  puzzle: (b) => {
    const { main, deep, accent, light } = b.colours;
    const piece = 'M0 0h60c-20-50 60-50 40 0h60v60c50-20 50 60 0 40v60H0v-60c50 20 50-60 0-40z';
    const at = (x: number, y: number, turn: number, fill: string) =>
      `<g transform="translate(${x} ${y}) rotate(${turn})">${fill}</g>`;
    return (
      at(140, 150, 0, b.fill(piece, main)) +
      at(460, 170, 90, b.fill(piece, accent)) +
      at(140, 460, -90, b.fill(piece, deep)) +
      at(330, 336, b.vary(6, 16), b.fill(piece, light))
    );
  },
  dice: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.patterned('M90 400l120-60h260l60 60-40 70H110z', main, 440) +
      `<g transform="rotate(-12 240 280)">${b.solid(block(160, 200, 160, 160, 30), light, 280)}${b.fill(disc(200, 240, 15) + disc(280, 240, 15) + disc(240, 280, 15) + disc(200, 320, 15) + disc(280, 320, 15), ink)}</g>` +
      b.solid(
        'M400 190c30 0 50 24 46 50-2 18-14 28-22 34 30 20 40 60 46 116H330c6-56 16-96 46-116-8-6-20-16-22-34-4-26 16-50 46-50z',
        b.pick(accent, deep),
        410,
      )
    );
  },
  top: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      `<g transform="rotate(${b.vary(-16, 16)} 300 470)">` +
      b.fill(block(286, 110, 28, 120, 14), WOOD) +
      b.fill(disc(300, 116, 26), accent) +
      b.solid('M160 300q140 90 280 0-20 110-140 170-120-60-140-170z', deep, 330) +
      b.patterned('M150 290q0-70 150-80 150 10 150 80-150 70-300 0z', main, 380) +
      '</g>'
    );
  },
  ball: (b) => {
    const { main, deep, light, accent } = b.colours;
    const y = b.vary(290, 320);
    return (
      b.solid(disc(300, y, 160), main, 380) +
      b.pick(
        b.line(`M160 ${y - 70}q140 90 280 0M150 ${y + 60}q150-90 300 0`, light, 20),
        b.fill(`M300 ${y - 160}q90 160 0 320-90-160 0-320`, light) +
          b.fill(disc(300, y - 150, 20, 14), accent),
        b.fill(`M300 ${y - 60}l56 40-20 66h-72l-20-66z`, deep) +
          b.line(
            `M300 ${y - 60}v-96M356 ${y - 20}l90-30M336 ${y + 46}l56 76M264 ${y + 46}l-56 76M244 ${y - 20}l-90-30`,
            deep,
            10,
          ),
      ) +
      b.shine(`M186 ${y - 30}q16-60 66-84`, 16)
    );
  },
  kite: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line('M290 400q-90 40-30 90t-60 90', deep, 7) +
      b.patterned('M320 60l130 150-160 200-120-210z', main, 320) +
      b.fill('M320 60l-30 350-120-210z', light, 0.35) +
      b.line('M320 60l-30 350M170 200l280 10', deep, 7) +
      b.fill('M262 440l-40-26 6 46zM262 440l40-20-4 46zM240 530l-44-10 20 40zM240 530l36-26 4 46z', accent)
    );
  },
  house: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.solid(block(380, 130, 40, 90), deep, 405) +
      b.patterned(block(150, 270, 300, 200, 4), main, 390) +
      b.solid('M110 280L300 120l190 160z', deep, 330) +
      b.fill(block(266, 370, 68, 100, 30), accent) +
      b.fill(block(180, 300, 60, 60, 6) + block(360, 300, 60, 60, 6) + disc(300, 224, 24), light) +
      b.line('M210 300v60M180 330h60M390 300v60M360 330h60', deep, 5)
    );
  },
  'music-box': (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line('M440 400h60v-40', deep, 12) +
      b.fill(disc(500, 350, 16), accent) +
      b.solid(block(160, 330, 280, 140, 14), b.pick(WOOD, main), 400) +
      b.patterned('M160 320l-30-170h280l30 170z', deep, 380) +
      b.fill('M190 296l-18-120h200l18 120z', light, 0.5) +
      b.line('M290 320v-60', accent, 6) +
      b.fill(disc(290, 214, 15) + 'M290 226q30 10 20 50l30 16h-100l30-16q-10-40 20-50z', accent) +
      b.line('M190 400h220', WOOD_DEEP, 8)
    );
  },
} satisfies Record<string, Draw>;
