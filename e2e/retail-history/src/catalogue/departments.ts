/**
 * The departments of a gift shop, with the words and phrases that put a product into each; a plural counts as its
 * singular, and `*` stands for any ending. The first department that fits wins, so phrases and narrow words stand
 * before wide ones: a hot water bottle is no bottle, a cake stand is for the table before a stand is for the hall.
 */
const DEPARTMENTS: readonly (readonly [slug: string, words: string])[] = [
  [
    'christmas',
    'christmas, xmas, santa, snowman, snowmen, snowflake, reindeer, rudolph, advent, bauble, nativity, noel, stocking, sleigh, elf, mistletoe, gingerbread man',
  ],
  [
    'bath-and-wellbeing',
    'hot water bottle, hottie, hand warmer, warmer, bath, bathroom, soap, towel, flannel, shower, sponge, toilet, balm, lip gloss, massage, lavender, ' +
      'pot pourri, plaster, first aid, eye mask, slipper, nail file, manicure, tissue, hand cream, bubble bath, sleep*, snooze',
  ],
  [
    'bags-and-purses',
    'jumbo bag, shopper, handbag, purse, wallet, washbag, wash bag, luggage, suitcase, backpack, rucksack, satchel, passport, tote, pouch, make up bag, cosmetic bag, ' +
      'toiletry bag, shoulder bag, shopping bag, overnight bag, weekend bag, charlotte bag, lunch bag, cool bag, vanity bag, bag',
  ],
  [
    'jewellery-and-accessories',
    'neckl*, bracelet, earring, ring, brooch, bangle, diamante, pendant, charm, hair*, headband, lariat, anklet, choker, keyring, key ring, key fob, ' +
      'scarf, glove, umbrella, parasol, jewellery, jewel, murano, amethyst, sunglasses, watch, tiara, hat, cufflink, filigree, beaded, bling, phone charm',
  ],
  [
    'tea-and-tableware',
    'mug, cup, teacup, teapot, tea, coffee, saucer, plate, bowl, jug, beaker, tumbler, goblet, wine glass, napkin, placemat, coaster, tray, table cloth, tablecloth, ' +
      'table run, doily, doilies, egg cup, serviette, dinner, breakfast, champagne, platter, cakestand, cake stand, tankard, carafe, decanter, cocktail, straw, cutlery, dish',
  ],
  [
    'kitchen-and-baking',
    'cake, baking, bake, cookie, biscuit, cutter, apron, oven, pan, recipe, kitchen, cook, whisk, ladle, spoon, spatula, jam, bread, bin, scale, measuring, pantry, lunch box, ' +
      'lunchbox, snack box, flask, thermos, fridge, freezer, ice, jelly, pie, herb, spice, popcorn, food, picnic, milk, condiment, grinder, chopping board, sieve, colander, ' +
      'bottle, jar, storage tin, cake tin, tin, pot holder, kettle, egg, fruit, washing up, tea towel, cakecase, bundt, mould',
  ],
  [
    'candles-and-lights',
    'candle, candleholder, candlestick, t-light, tlight, light, lantern, lamp, lampshade, nightlight, incense, chandelier, votive, oil burner, scented, torch',
  ],
  [
    'party-and-celebrations',
    'party, bunting, garland, birthday, confetti, streamer, honeycomb, balloon, paper chain, mask, flag, wedding, cracker, easter, chick, hen, bunny, rabbit, valentine, ' +
      'cake candle, piñata, union jack, jubilee, tattoo, feather',
  ],
  [
    'toys-and-games',
    'toy, game, jigsaw, puzzle, doll, dolly, dinosaur, marble, skittle, skipping, domino, ludo, chess, playing card, spinning, whistle, robot, teddy, soldier, kite, yo yo, bingo, ' +
      'snap, magic, rocking horse, rattle, baby, child*, kid*, boy, girl, play*, knight, spaceboy, bouncy, ball, piano, harmonica, inflatable, croquet, puppet, pirate, ' +
      'colouring, crayon, farm, train, circus, animal, babushka, building block, space, skull, dog, cat, frog',
  ],
  [
    'cards-and-stationery',
    'card, greeting, wrap, wrapping, ribbon, paper, notebook, pen, pencil, stationery, sticker, tape, envelope, gift tag, tag, journal, diary, album, address, organiser, memo, notepad, ' +
      'calendar, eraser, ruler, sharpener, stamp, ink, scissor, bookmark, book, sketchbook, magnet, cellophane, calculator, chalk, chalkboard, blackboard, rubber, origami, ' +
      'scrap*, letter, voucher, craft, sewing, feltcraft, knitting, crochet, kit',
  ],
  [
    'garden',
    'garden, gardener*, plant, flowerpot, flower pot, plant pot, watering can, hose, seed, planter, trowel, shed, thermometer, bird, birdhouse, birdcage, nest, windmill, wind chime, ' +
      'windchime, wheelbarrow, deckchair, bucket, spade, gnome, fountain, barometer, toadstool, greenhouse, cloche, hammock, bicycle, beach',
  ],
  [
    'home-and-decoration',
    'cushion, clock, frame, mirror, sign, hook, doormat, doorstop, door, drawer, cabinet, chair, stool, table, shelf, shelves, rack, knob, hanger, curtain, wreath, vase, photo, picture, ' +
      'decoration, ornament, heart, box, boxes, basket, chest, storage, trinket, wicker, wall, metal, wood, wooden, zinc, enamel, tile, art, print, stand, rug, quilt, blanket, throw, ' +
      'cover, fabric, lace, mobile, felt, flower, rose, artificial, butterfly, star, letterbox, money bank, holder, bell, block, word, number, dresser, mannequin, figurine, ' +
      'statue, coat, screen, tidy, peg, home, pot, tree, leaf, leaves, glass, ceramic, crystal, bead, string, doorknob, tassle, tassel, filler pad, cannister, canister',
  ],
];

export const EVERYTHING_ELSE = 'everything-else';

/** The slugs of all departments, the one for the rest last. */
export const DEPARTMENT_SLUGS: readonly string[] = [...DEPARTMENTS.map(([slug]) => slug), EVERYTHING_ELSE];

const MATCHERS = DEPARTMENTS.map(([slug, words]) => ({ slug, pattern: patternOf(words.split(', ')) }));

/** The department of a product, from its description alone. */
export function departmentOf(description: string): string {
  return MATCHERS.find(({ pattern }) => pattern.test(description))?.slug ?? EVERYTHING_ELSE;
}

function patternOf(words: readonly string[]): RegExp {
  const alternatives = words.map((word) => `${word.replace('*', '\\w*').replaceAll(' ', '\\W+')}s?`);
  return new RegExp(`(?<!\\w)(${alternatives.join('|')})(?!\\w)`, 'i');
}
