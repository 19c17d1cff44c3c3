import { block, disc, type Draw } from '../brush.ts';
import { METAL, METAL_DEEP, WOOD, WOOD_DEEP } from '../palette.ts';

export const tableware = {
  mug: (b) => {
    const top = b.vary(190, 240);
    const { main, deep, ink } = b.colours;
    return (
      b.line(`M390 ${top + 60}q95-10 90 70t-95 80`, deep, 30) +
      b.patterned(`M180 ${top}h220v${400 - top}q0 70-60 70h-100q-60 0-60-70z`) +
      b.fill(disc(290, top, 110, 26), deep) +
      b.fill(disc(290, top + 4, 92, 18), ink, 0.75) +
      b.shine(`M206 ${top + 60}v90`) +
      b.line(`M262 ${top - 50}q-16-22 0-44t0-44M318 ${top - 50}q-16-22 0-44t0-44`, main, 8)
    );
  },
  bowl: (b) => {
    const { deep, accent, light } = b.colours;
    return (
      b.fill(disc(255, 270, 52), accent) +
      b.fill(disc(350, 268, 58), b.pick('#d9705f', '#a9b665', '#e0a04c')) +
      b.fill(disc(302, 252, 46), light) +
      b.solid('M240 440h120l14 30H226z', deep) +
      b.patterned('M130 285h340q0 165-170 165T130 285z') +
      b.fill(block(122, 272, 356, 26, 13), deep) +
      b.shine('M168 330q14 50 50 76')
    );
  },
  plate: (b) => {
    const { main, deep, light } = b.colours;
    return (
      b.patterned(disc(300, 300, 180), main, 400) +
      b.fill(disc(300, 300, 124), deep, 0.35) +
      b.fill(disc(300, 300, 116), light) +
      b.line('M232 268a76 76 0 0 1 62-46', deep, 6) +
      b.line('M82 210v60q0 24 20 24v170M62 210v62M102 210v62M62 272q0 24 40 24', METAL_DEEP, 9) +
      b.line('M510 464V210q-28 40-22 130h22', METAL_DEEP, 11)
    );
  },
  teapot: (b) => {
    const { deep, accent } = b.colours;
    return (
      b.line('M420 270q90-10 78 78t-98 72', deep, 26) +
      b.solid('M196 400q-70-20-92-146l-34-24 44-20q50 10 56 100 30 20 50 30z', deep) +
      b.patterned('M300 220c130 0 150 90 150 140 0 70-50 110-150 110s-150-40-150-110c0-50 20-140 150-140z') +
      b.solid('M220 226q10-50 80-50t80 50z', deep) +
      b.fill(disc(300, 166, 20), accent) +
      b.shine('M190 330q6-50 46-72')
    );
  },
  jug: (b) => {
    const { deep } = b.colours;
    const top = b.vary(150, 185);
    return (
      b.line(`M380 ${top + 50}q110 0 84 100t-94 100`, deep, 26) +
      b.patterned(`M190 ${top - 20}l50 20h150q-20 90 12 150 40 90-12 170H210q-52-80-12-170 30-60 12-150z`) +
      b.fill(`M190 ${top - 20}l50 20h150q-10 20-60 20h-70q-40 0-70-40z`, deep) +
      b.shine('M216 350q-6 40 16 76')
    );
  },
  'cake-stand': (b) => {
    const { deep, accent, light } = b.colours;
    return (
      b.solid('M284 350h32v84q0 20 70 36H214q70-16 70-36z', deep) +
      b.solid(block(180, 220, 240, 116, 14), WOOD) +
      b.fill(
        'M180 262v-28q0-20 20-20h200q20 0 20 20v28q-15 34-30 0-15 40-30 0-15 26-30 0-15 44-30 0-15 30-30 0-15 40-30 0-15 26-30 0-15 30-30 0z',
        light,
      ) +
      b.fill(disc(240, 204, 18) + disc(300, 198, 18) + disc(360, 204, 18), accent) +
      b.patterned(block(110, 332, 380, 30, 15))
    );
  },
  cupcake: (b) => {
    const { accent, light } = b.colours;
    return (
      b.patterned('M170 320h260l-38 150H208z') +
      b.solid(
        'M150 330c-30-60 20-90 40-86 0-60 70-80 100-60 50-30 110 10 106 60 40 0 80 40 54 86z',
        light,
        370,
      ) +
      b.fill(disc(300, 168, 30), accent) +
      b.line('M222 292l20-14M300 250l4-24M372 288l-22-12M260 236l-14-18M336 304l12-16', accent, 10)
    );
  },
  pan: (b) => {
    const { ink, main, deep } = b.colours;
    return (
      b.fill(block(390, 292, 190, 30, 15), b.pick(WOOD, ink)) +
      b.solid(disc(250, 310, 172), b.pick(ink, deep), 320) +
      b.fill(disc(250, 310, 142), main, 0.55) +
      b.fill('M190 316c-20-60 50-80 84-56 46-8 70 40 46 70 0 50-60 60-80 36-30 10-54-20-50-50z', '#fffaf0') +
      b.fill(disc(258, 314, 34), '#f2b544') +
      b.shine('M140 300a116 116 0 0 1 40-70')
    );
  },
  saucepan: (b) => {
    const { deep, ink } = b.colours;
    return (
      b.fill(block(410, 270, 160, 28, 14), b.pick(WOOD, ink)) +
      b.patterned('M110 250h310v170q0 50-50 50H160q-50 0-50-50z') +
      b.solid('M100 250q10-66 165-66t165 66z', deep, 330) +
      b.fill(block(235, 156, 60, 26, 13), ink) +
      b.shine('M142 300v100')
    );
  },
  knife: (b) => {
    const { main, ink } = b.colours;
    return (
      b.solid(block(100, 400, 400, 50, 16), WOOD) +
      b.fill(block(100, 430, 400, 20, 10), WOOD_DEEP) +
      `<g transform="rotate(${b.vary(-14, -4)} 300 290)">` +
      b.solid('M240 250h270q-40 96-180 96h-90z', METAL, 700) +
      b.fill('M240 322h150q60-6 92-36-30 60-152 60h-90z', METAL_DEEP) +
      b.solid(block(80, 244, 176, 56, 26), b.pick(main, ink), 700) +
      b.fill(disc(120, 272, 7) + disc(168, 272, 7) + disc(216, 272, 7), METAL) +
      '</g>'
    );
  },
  board: (b) => {
    const { accent } = b.colours;
    return (
      b.solid(
        'M270 110h60q20 0 20 20v60h60q40 0 40 40v200q0 40-40 40H190q-40 0-40-40V230q0-40 40-40h60v-60q0-20 20-20z',
        WOOD,
        380,
      ) +
      b.fill(disc(300, 146, 15), b.colours.wall) +
      b.line('M180 280q120-20 240 0M180 340q120 20 240 0M180 400q120-20 240 0', WOOD_DEEP, 5) +
      b.fill(disc(372, 408, 42), b.pick('#d9604c', '#a9b665')) +
      b.line('M372 372q4-18 18-20', accent, 8)
    );
  },
  bottle: (b) => {
    const { deep, light, ink } = b.colours;
    const neck = b.vary(36, 50);
    return (
      b.solid(block(300 - neck, 110, 2 * neck, 52, 12), b.pick(ink, WOOD), 310) +
      b.patterned(
        `M${300 - neck} 162h${2 * neck}v40q62 30 62 92v136q0 40-40 40H${278 - neck}q-40 0-40-40V294q0-62 62-92z`,
        undefined,
        335,
      ) +
      b.fill(block(300 - neck - 62, 320, 2 * neck + 124, 84), light, 0.95) +
      b.line('M262 350h76M276 374h48', deep, 8) +
      b.shine('M240 270v28')
    );
  },
  jar: (b) => {
    const { main, deep, light, accent } = b.colours;
    return (
      b.fill(block(180, 200, 240, 270, 44), light) +
      b.solid('M192 270q54-20 108 0t108 0v156q0 34-34 34H226q-34 0-34-34z', main) +
      b.patterned('M166 150q134-40 268 0l-8 70H174z', accent, 360) +
      b.line('M176 206q124 20 248 0', deep, 8) +
      b.fill(block(238, 318, 124, 84, 10), light) +
      b.line('M262 346h76M274 372h52', deep, 7) +
      b.shine('M204 250v60')
    );
  },
  tin: (b) => {
    const { deep, light, accent } = b.colours;
    const top = b.vary(200, 250);
    return (
      b.patterned(`M150 ${top + 10}h300v${450 - top}H150z`) +
      b.fill(`M150 440h300v30q-150 14-300 0z`, deep, 0.5) +
      b.solid(block(138, top - 30, 324, 62, 14), deep) +
      b.fill(disc(300, top + 130, 66), light) +
      b.fill(`M300 ${top + 164}c-70-50-40-80 0-52 40-28 70 2 0 52z`, accent)
    );
  },
} satisfies Record<string, Draw>;
