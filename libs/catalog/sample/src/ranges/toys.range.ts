import type { Range } from './range.ts';

const WOOD = ['Beech', 'Rubberwood', 'Maple', 'Birch'];
const CLOTH = ['Organic Cotton', 'Wool', 'Felt', 'Linen'];

export const toys: Range = {
  slug: 'toys-games',
  name: 'Toys & Games',
  weight: 9,
  styles: [
    'Rainbow',
    'Woodland',
    'Little',
    'Jolly',
    'My First',
    'Patchwork',
    'Stacking',
    'Painted',
    'Circus',
    'Storybook',
    'Jumbo',
    'Pocket',
  ],
  kinds: [
    {
      noun: 'Teddy Bear',
      price: 2299,
      weight: 280,
      materials: CLOTH,
      sizes: ['20 cm', '30 cm', '45 cm'],
      attributes: { age_from: 0 },
    },
    { noun: 'Rag Doll', price: 2499, weight: 220, materials: CLOTH, attributes: { age_from: 1 } },
    {
      noun: 'Building Blocks',
      called: 'set of building blocks',
      price: 2999,
      weight: 1400,
      materials: WOOD,
      attributes: { pieces: 50, age_from: 1 },
    },
    { noun: 'Toy Train', price: 2799, weight: 760, materials: [...WOOD, 'Tin'], attributes: { age_from: 3 } },
    { noun: 'Toy Car', price: 1299, weight: 240, materials: [...WOOD, 'Tin'], attributes: { age_from: 3 } },
    {
      noun: 'Jigsaw Puzzle',
      price: 1699,
      weight: 720,
      materials: ['Recycled Board', 'Wood'],
      sizes: ['100 pieces', '500 pieces', '1,000 pieces'],
    },
    {
      noun: 'Board Game',
      price: 2899,
      weight: 1100,
      materials: ['Recycled Board', 'Wood'],
      attributes: { players: '2 to 6' },
    },
    { noun: 'Spinning Top', price: 799, weight: 90, materials: [...WOOD, 'Tin'] },
    { noun: 'Bouncy Ball', price: 599, weight: 150, materials: ['Natural Rubber', 'Recycled Rubber'] },
    { noun: 'Kite', price: 1999, weight: 260, materials: ['Ripstop', 'Cotton', 'Recycled Polyester'] },
    { noun: 'Dolls House', price: 8999, weight: 6200, materials: WOOD, attributes: { age_from: 3 } },
    { noun: 'Music Box', price: 2199, weight: 320, materials: ['Birch', 'Tin', 'Walnut'] },
  ],
  openings: [
    'A {thing} for small hands and large imaginations.',
    'No batteries and no screen: just a {style} {thing} and an afternoon.',
    '{brand} finish every {thing} by hand in {colour}.',
    'The kind of {thing} that gets a name and comes along everywhere.',
    'Chunky, cheerful and made of {material}, this {thing} is built for years of play.',
  ],
  closings: [
    'Tested beyond the safety standard, by children too.',
    'Coloured with dyes and paints that are safe to chew.',
    'Wipes clean after every adventure.',
    'It packs away in its own cotton bag.',
    'Pass it on when they grow: it will be ready.',
  ],
};
