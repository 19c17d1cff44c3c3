import { bags } from './ranges/bags.range.ts';
import { bath } from './ranges/bath.range.ts';
import { clothing } from './ranges/clothing.range.ts';
import { electronics } from './ranges/electronics.range.ts';
import { furniture } from './ranges/furniture.range.ts';
import { garden } from './ranges/garden.range.ts';
import { home } from './ranges/home.range.ts';
import { kitchen } from './ranges/kitchen.range.ts';
import { lighting } from './ranges/lighting.range.ts';
import type { Range } from './ranges/range.ts';
import { sports } from './ranges/sports.range.ts';
import { stationery } from './ranges/stationery.range.ts';
import { toys } from './ranges/toys.range.ts';

/** All that the sample shop sells. */
export const ranges: readonly Range[] = [
  kitchen,
  lighting,
  home,
  furniture,
  garden,
  stationery,
  toys,
  bags,
  bath,
  clothing,
  electronics,
  sports,
];

/** The twelve departments of the sample shop. */
export const categories: readonly { slug: string; name: string }[] = ranges.map(({ slug, name }) => ({
  slug,
  name,
}));
