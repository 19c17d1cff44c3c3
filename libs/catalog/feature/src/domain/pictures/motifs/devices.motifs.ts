import { block, disc, type Draw } from '../brush.ts';
import { METAL, METAL_DEEP, WOOD } from '../palette.ts';

export const devices = {
  headphones: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M140 340C120 40 480 40 460 340', deep, 34) +
      b.line('M196 210q104-130 208 0', accent, 14) +
      b.solid(block(96, 300, 66, 150, 33) + block(438, 300, 66, 150, 33), deep, 470) +
      b.patterned(block(140, 280, 84, 190, 40), main, 196) +
      b.patterned(block(376, 280, 84, 190, 40), main, 430)
    );
  },
  earphones: (b) => {
    const { main, deep, light, ink } = b.colours;
    return (
      b.line('M210 230q-20 120 60 170t30 100M390 230q20 120-60 170t-30 100', deep, 9) +
      b.solid(disc(190, 190, 66), main, 220) +
      b.solid(disc(410, 190, 66), main, 430) +
      b.fill(disc(172, 190, 36) + disc(428, 190, 36), light) +
      b.fill(disc(172, 190, 22) + disc(428, 190, 22), ink) +
      b.fill(block(278, 430, 44, 70, 20), deep)
    );
  },
  speaker: (b) => {
    const { main, deep, accent, ink } = b.colours;
    return (
      b.line('M250 130q50-50 100 0', deep, 16) +
      b.patterned(block(180, 126, 240, 344, 40), b.pick(main, WOOD), 370) +
      b.fill(disc(300, 346, 82), ink) +
      b.fill(disc(300, 346, 52), deep) +
      b.fill(disc(300, 346, 22), accent) +
      b.fill(disc(300, 208, 40), ink) +
      b.fill(disc(300, 208, 18), accent)
    );
  },
  radio: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.line('M400 200L460 80', METAL_DEEP, 9) +
      b.line('M180 210q0-60 60-60h120q60 0 60 60', deep, 16) +
      b.patterned(block(100, 206, 400, 250, 44), b.pick(main, WOOD), 430) +
      b.fill(disc(210, 330, 84), ink) +
      b.line('M158 300h104M150 330h120M158 360h104', deep, 9) +
      b.fill(block(330, 256, 134, 56, 12), light) +
      b.line('M380 262v44', accent, 7) +
      b.fill(disc(358, 382, 30) + disc(436, 382, 30), deep) +
      b.line('M130 462v8M470 462v8', ink, 20)
    );
  },
  phone: (b) => {
    const { main, deep, light, ink, accent } = b.colours;
    return (
      b.solid('M180 470l40-60h160l40 60z', b.pick(WOOD, deep), 350) +
      b.fill(block(206, 90, 188, 346, 32), ink) +
      b.patterned(block(220, 106, 160, 314, 20), main, 600) +
      b.fill(block(240, 150, 120, 84, 16), light, 0.9) +
      b.fill(disc(268, 300, 20) + disc(332, 300, 20) + disc(268, 360, 20) + disc(332, 360, 20), accent) +
      b.fill(block(276, 114, 48, 10, 5), ink)
    );
  },
  charger: (b) => {
    const { main, deep, light, accent } = b.colours;
    return (
      b.line('M300 440q0 60 90 50t130 40', deep, 12) +
      b.patterned(disc(300, 350, 190, 90), b.pick(main, WOOD), 400) +
      b.fill(disc(300, 340, 120, 54), light, 0.8) +
      b.fill('M318 190l-70 110h46l-14 80 74-112h-46z', accent)
    );
  },
  cable: (b) => {
    const { main, deep, accent } = b.colours;
    const end = (x: number, y: number) =>
      b.solid(block(x - 30, y, 60, 84, 14), deep, x + 6) + b.fill(block(x - 18, y + 84, 36, 40, 4), METAL);
    return (
      b.line('M150 300c0-220 300-220 300 0s-250 160-250 20 200-120 200-10', main, 20) +
      b.line('M150 300v50M400 310v40', main, 20) +
      end(150, 346) +
      end(400, 346) +
      b.fill(block(250, 118, 100, 40, 12), accent)
    );
  },
  keyboard: (b) => {
    const { main, deep, accent, light } = b.colours;
    const row = (y: number, x: number) =>
      Array.from({ length: 8 }, (_, index) => block(x + index * 48, y, 38, 38, 8)).join('');
    return (
      '<g transform="rotate(-8 300 320)">' +
      b.solid(block(80, 210, 440, 220, 28), b.pick(deep, WOOD), 600) +
      b.fill(row(234, 112) + row(282, 112) + row(330, 112), light) +
      b.fill(block(112, 378, 90, 34, 8) + block(400, 378, 86, 34, 8), main) +
      b.fill(block(212, 378, 178, 34, 8), light) +
      b.fill(block(112, 234, 38, 38, 8), accent) +
      '</g>'
    );
  },
  'record-player': (b) => {
    const { deep, main, accent, ink } = b.colours;
    return (
      b.fill('M110 260L150 110h300l40 150z', b.colours.halo) +
      b.line('M110 260L150 110h300l40 150', deep, 8) +
      b.solid(block(90, 256, 420, 190, 24), b.pick(WOOD, main), 440) +
      b.fill(disc(250, 346, 130, 74), ink) +
      b.line('M190 346a60 34 0 0 1 60-34M310 346a60 34 0 0 1-60 34', METAL_DEEP, 4) +
      b.fill(disc(250, 346, 44, 25), accent) +
      b.line('M440 290v60l-90 20', METAL, 12) +
      b.fill(disc(440, 288, 20) + disc(450, 408, 16), deep) +
      b.line('M130 450v16M470 450v16', ink, 22)
    );
  },
  camera: (b) => {
    const { main, deep, accent, light, ink } = b.colours;
    return (
      b.fill(block(210, 160, 180, 70, 20), deep) +
      b.patterned(block(100, 200, 400, 250, 44), main, 430) +
      b.fill(block(100, 270, 400, 90), light, 0.5) +
      b.fill(disc(300, 324, 104), ink) +
      b.fill(disc(300, 324, 78), deep) +
      b.fill(disc(300, 324, 44), '#7fa6b8') +
      b.shine('M274 316q4-22 26-26') +
      b.fill(block(406, 226, 60, 34, 8), '#ffe9b0') +
      b.fill(disc(150, 240, 18), accent)
    );
  },
} satisfies Record<string, Draw>;
