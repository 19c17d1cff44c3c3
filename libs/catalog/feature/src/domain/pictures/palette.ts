/** The colours of one picture: a soft room, a thing in `main`, and what goes with it. */
export interface Palette {
  wall: string;
  halo: string;
  main: string;
  deep: string;
  accent: string;
  light: string;
  ink: string;
}

/** wall, halo, main, deep, accent, light, ink: chosen by eye to go together, and with the shop's pages. */
const PALETTES: readonly Palette[] = [
  ['#f6ece3', '#efdccb', '#c8684a', '#a44e34', '#e8b04a', '#fff8ef', '#4a3229'],
  ['#e9f0ee', '#d4e3de', '#3f7d74', '#2d5f58', '#e9a46a', '#f8fbf7', '#23413d'],
  ['#eaeef6', '#d5deee', '#4a6fa5', '#36547f', '#f0b775', '#f9fafd', '#26374f'],
  ['#f8eeee', '#f0dada', '#d07a84', '#ad5b66', '#7fa69b', '#fff9f8', '#5a3239'],
  ['#f7f2e2', '#eee3c0', '#dba53c', '#b58428', '#5c7a8c', '#fffaec', '#4d3d1e'],
  ['#eef1e6', '#dde5cc', '#7c9560', '#5f7647', '#d9845f', '#fafbf4', '#37432a'],
  ['#f1edf5', '#e0d7ea', '#7f6aa0', '#62507f', '#e7b3a1', '#fbf9fd', '#3b2f4e'],
  ['#e8f2f6', '#cfe3ec', '#5b9db8', '#427f98', '#ef8f6b', '#f7fcfe', '#23465a'],
  ['#f4efe9', '#e5dacd', '#8d6b52', '#6d503b', '#9fb08a', '#fdf9f4', '#3d2c20'],
  ['#f9efe6', '#f5dcc8', '#e58a5a', '#c36c3f', '#4f8a8b', '#fffaf5', '#50301d'],
  ['#ecefee', '#dae0df', '#54666b', '#3e4d52', '#e2b25b', '#fafbfb', '#263033'],
  ['#f5ecf0', '#ead5df', '#a8557a', '#863f5e', '#e6b85c', '#fdf8fa', '#4b2236'],
].map(
  ([wall, halo, main, deep, accent, light, ink]) =>
    ({ wall, halo, main, deep, accent, light, ink }) as Palette,
);

export function paletteAt(share: number): Palette {
  return PALETTES[Math.floor(share * PALETTES.length)]!;
}

export const WOOD = '#c9985f';
export const WOOD_DEEP = '#a97a47';
export const METAL = '#c9cfd1';
export const METAL_DEEP = '#a3abaf';
export const LEAF = '#6f9460';
export const LEAF_DEEP = '#557a49';
export const GLOW = '#ffd98a';
