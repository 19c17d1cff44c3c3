import { describe, expect, it } from '@jest/globals';
import { DEPARTMENT_SLUGS, departmentOf } from './departments.ts';

describe('the department of a product', () => {
  it.each([
    ['WHITE HANGING HEART T-LIGHT HOLDER', 'candles-and-lights'],
    ['KNITTED UNION FLAG HOT WATER BOTTLE', 'bath-and-wellbeing'],
    ['JUMBO BAG RED RETROSPOT', 'bags-and-purses'],
    ['LUNCH BAG RED RETROSPOT', 'bags-and-purses'],
    ['REGENCY CAKESTAND 3 TIER', 'tea-and-tableware'],
    ['PACK OF 72 RETROSPOT CAKE CASES', 'kitchen-and-baking'],
    ['SET OF 3 CAKE TINS PANTRY DESIGN', 'kitchen-and-baking'],
    ['PAPER CHAIN KIT 50S CHRISTMAS', 'christmas'],
    ['PARTY BUNTING', 'party-and-celebrations'],
    ['SILVER/BLACK ORBIT NECKLACE', 'jewellery-and-accessories'],
    ['JIGSAW TREE WITH WATERING CAN', 'toys-and-games'],
    ['BOTANICAL ROSE GREETING CARD', 'cards-and-stationery'],
    ['BLUE GIANT GARDEN THERMOMETER', 'garden'],
    ['DOORMAT NEW ENGLAND', 'home-and-decoration'],
    ['GLOW IN DARK DOLPHINS', 'everything-else'],
  ])('%s: %s', (description, slug) => expect(departmentOf(description)).toBe(slug));

  it('goes by whole words and takes a plural for its singular', () => {
    expect(departmentOf('MUGS')).toBe('tea-and-tableware');
    expect(departmentOf('SMUGGLER')).toBe('everything-else');
  });

  it('is one of a dozen and the rest, each with a slug that the shop takes', () => {
    expect(DEPARTMENT_SLUGS).toHaveLength(13);
    for (const slug of DEPARTMENT_SLUGS) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
