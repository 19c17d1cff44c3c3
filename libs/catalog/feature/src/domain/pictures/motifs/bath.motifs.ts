import { block, disc, type Draw } from '../brush.ts';
import { LEAF, WOOD, WOOD_DEEP } from '../palette.ts';

export const bath = {
  soap: (b) => {
    const { main, deep, light, accent } = b.colours;
    const bubble = (x: number, y: number, r: number) =>
      b.fill(disc(x, y, r), light, 0.85) +
      b.shine(`M${x - r * 0.5} ${y - r * 0.2}q4-${r * 0.3} ${r * 0.4}-${r * 0.4}`, 5);
    return (
      b.solid(block(110, 400, 380, 60, 30), b.pick(WOOD, deep), 420) +
      b.patterned(block(150, 280, 300, 136, 60), main, 390) +
      b.fill(block(200, 312, 200, 72, 36), light, 0.5) +
      b.line('M250 348q50-26 100 0', deep, 8) +
      bubble(200, 230, 34) +
      bubble(300, 190, 46) +
      bubble(388, 236, 26) +
      bubble(250, 140, 18) +
      b.fill(disc(420, 180, 12), accent, 0.6)
    );
  },
  dispenser: (b) => {
    const { main, deep, light, ink } = b.colours;
    return (
      b.line('M300 190v-60M300 126h-70q-14 0-14 26', ink, 20) +
      b.fill(block(262, 170, 76, 44, 10), ink) +
      b.patterned(block(204, 210, 192, 260, 36), main, 340) +
      b.fill(block(234, 290, 132, 120, 10), light, 0.95) +
      b.line('M262 330h76M278 358h44', deep, 7) +
      b.fill('M300 392q-24-8-20-26 20 0 20 26 0-26 20-26 4 18-20 26z', LEAF)
    );
  },
  towel: (b) => {
    const { main, deep, accent, light } = b.colours;
    return (
      b.line('M110 150h380', WOOD_DEEP, 18) +
      b.solid('M160 150h220v310q-110 16-220 0z', deep, 330) +
      b.patterned('M210 142h230v250q-110 16-230 0z', main, 390) +
      b.fill('M210 330h230v26H210z', accent) +
      b.fill('M210 366h230v10H210z', light) +
      b.fill(disc(104, 150, 18) + disc(496, 150, 18), WOOD)
    );
  },
  brush: (b) => {
    const { main, deep, light } = b.colours;
    const bristles = Array.from(
      { length: 11 },
      (_, index) => `M${286 + index * 19} 300v${index % 2 === 0 ? 96 : 88}`,
    );
    return (
      `<g transform="rotate(${b.vary(-16, -6)} 300 300)">` +
      b.line(bristles.join(''), light, 12) +
      b.solid(block(262, 290, 234, 30, 12), deep, 440) +
      b.patterned(
        'M90 262q-40 0-40-26t40-26q110-6 190 0 200-20 226 40 6 40-20 46H262q-20-34-172-34z',
        b.pick(WOOD, main),
        430,
      ) +
      b.fill(disc(88, 236, 9), deep) +
      '</g>'
    );
  },
} satisfies Record<string, Draw>;
