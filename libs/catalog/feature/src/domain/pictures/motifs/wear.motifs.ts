import { block, disc, type Draw } from '../brush.ts';
import { METAL } from '../palette.ts';

export const wear = {
  shirt: (b) => {
    const { main, deep, light } = b.colours;
    return (
      b.patterned(
        'M220 120q80 60 160 0l70 30 80 110-70 56-44-40v194q-116 20-232 0V276l-44 40-70-56 80-110z',
        main,
        380,
      ) +
      b.line('M220 122q80 76 160 0', deep, 14) +
      b.pick(
        '',
        b.line('M300 170v290', deep, 5) +
          b.fill(disc(300, 220, 8) + disc(300, 290, 8) + disc(300, 360, 8), light),
        b.fill(block(330, 230, 70, 70, 8), deep, 0.7),
      )
    );
  },
  jumper: (b) => {
    const { main, deep, light, accent } = b.colours;
    return (
      b.patterned('M230 130h140l60 30 90 250-66 30-46-110v110H192V330l-46 110-66-30 90-250z', main, 370) +
      b.fill('M192 440h216v32H192zM80 410l66 30-8 26-70-34zM520 410l-66 30 8 26 70-34z', deep) +
      b.fill('M230 130q70 50 140 0l-8-24q-62 30-124 0z', deep) +
      b.line('M196 240l26 20 26-20 26 20 26-20 26 20 26-20 26 20 26-20', light, 8) +
      b.line('M196 280l26-16 26 16 26-16 26 16 26-16 26 16 26-16 26 16', accent, 8)
    );
  },
  coat: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.fill('M220 150q80-110 160 0z', deep) +
      b.patterned('M220 140h160l60 30 70 230-60 24-34-90v136H184V334l-34 90-60-24 70-230z', main, 390) +
      b.line('M300 150v316', deep, 7) +
      b.fill('M220 140l80 80 80-80-30-16H250z', deep) +
      b.fill(disc(322, 260, 10) + disc(322, 320, 10) + disc(322, 380, 10), accent) +
      b.line('M210 390h50M350 390h40', light, 8)
    );
  },
  scarf: (b) => {
    const { main, deep, accent } = b.colours;
    const fringe = (x: number, y: number) =>
      b.line(`M${x} ${y}v26M${x + 22} ${y}v26M${x + 44} ${y}v26M${x + 66} ${y}v26`, accent, 8);
    return (
      b.patterned(block(190, 230, 90, 210, 6), main, 600) +
      b.patterned(block(300, 250, 90, 210, 6), main, 360) +
      fringe(202, 444) +
      fringe(312, 464) +
      b.solid(
        'M150 200c0-110 300-110 300 0s-300 110-300 0zM216 190c0 40 168 40 168 0s-168-40-168 0z',
        deep,
        400,
      )
    );
  },
  hat: (b) => {
    const { main, deep, accent } = b.colours;
    return b.pick(
      b.fill(disc(300, 130, 44), accent) +
        b.patterned('M150 380q-10-230 150-230t150 230z', main, 380) +
        b.solid(block(130, 356, 340, 90, 34), deep, 400),
      b.patterned('M190 380q0-200 110-200t110 200z', main, 360) +
        b.fill('M194 340h212l4 44H190z', accent) +
        b.solid(disc(300, 400, 220, 44), deep, 420) +
        b.patterned('M194 376q106 40 212 0l4 14q-110 40-220 0z', accent, 600),
    );
  },
  sock: (b) => {
    const { main, deep, accent } = b.colours;
    const path = 'M190 110h120v190q0 30 40 50l70 36q40 40 0 76-30 20-70 8l-110-50q-50-30-50-100z';
    return (
      `<g transform="translate(70 -10)">${b.solid(path, deep, 380)}</g>` +
      b.patterned(path, main, 290) +
      b.fill(block(182, 100, 136, 50, 10), accent) +
      b.fill('M420 386q40 40 0 76-30 20-60 6 0-60 60-82z', accent)
    );
  },
  shoe: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.patterned('M110 240q60 30 110-10 60 90 170 120 110 20 110 80H110q-20-90 0-190z', main, 400) +
      b.fill(block(96, 416, 414, 50, 24), light) +
      b.line('M110 442h390', accent, 8) +
      b.line('M236 276l40-26M270 310l40-30M308 338l38-32', light, 12) +
      b.fill('M420 364q80 14 80 56h-80z', deep) +
      b.fill('M110 240q40 20 74 8l-10 60q-40 10-70-6z', deep)
    );
  },
  boot: (b) => {
    const { main, deep, ink, accent } = b.colours;
    return (
      b.patterned('M180 110h170v190q10 40 80 56 70 20 70 84H180z', main, 330) +
      b.fill('M176 430h330v36q0 8-10 8H350v-20h-60v20H186q-10 0-10-10z', ink) +
      b.fill(block(170, 100, 190, 46, 14), deep) +
      b.fill('M270 190h40v90h-40z', deep) +
      b.line('M290 200v70', accent, 6)
    );
  },
  slipper: (b) => {
    const { main, deep, light } = b.colours;
    const one = (fill: string) =>
      b.fill('M0 150Q0 60 60 40q140-30 280 40 60 40 40 100H20Q0 180 0 150z', light) +
      fill +
      b.fill(block(-8, 170, 400, 30, 15), deep);
    return `<g transform="translate(150 170) scale(.86)">${one(b.solid('M150 36q110-10 190 44 60 40 40 100H160q40-60-10-144z', deep, 330))}</g><g transform="translate(100 270)">${one(b.patterned('M150 36q110-10 190 44 60 40 40 100H160q40-60-10-144z', main, 330))}</g>`;
  },
  apron: (b) => {
    const { main, deep, accent } = b.colours;
    return (
      b.line('M240 150q0-80 60-80t60 80', deep, 12) +
      b.line('M180 290h-80M420 290h80', deep, 12) +
      b.patterned(
        'M236 140h128l10 70q10 60 60 80v150q0 30-30 30H196q-30 0-30-30V290q50-20 60-80z',
        main,
        380,
      ) +
      b.solid('M216 320h168v60q0 30-30 30H246q-30 0-30-30z', accent, 350)
    );
  },
  belt: (b) => {
    const { main, deep, ink } = b.colours;
    return (
      b.line('M300 190c-130 0-200 50-200 120s90 120 200 120 200-50 200-120-70-120-200-120', deep, 60) +
      b.line('M300 190c-130 0-200 50-200 120s90 120 200 120 200-50 200-120', main, 50) +
      b.line('M250 390h100v84H250z', METAL, 18) +
      b.line('M250 432h64', METAL, 12) +
      b.fill(disc(380, 424, 7) + disc(420, 408, 7) + disc(214, 422, 7), ink)
    );
  },
} satisfies Record<string, Draw>;
