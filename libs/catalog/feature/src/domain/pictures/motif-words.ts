import type { Motif } from './motifs/all-motifs.ts';

/** Words, in the singular, that name a thing; two words where one would not tell. */
const THINGS: Partial<Record<Motif, string>> = {
  mug: 'mug, cup, beaker, teacup, tumbler, egg cup, tea cup, toothbrush mug',
  bowl: 'bowl, ramekin, colander, serving bowl, basin, measuring bowl',
  plate:
    'plate, saucer, platter, tray, coaster, placemat, cutlery, napkin, dish, tea plate, dinner plate, straw, spoon, chopstick, doily, doilie',
  teapot: 'teapot, kettle, tea set, coffee pot, tea cosy, cafetiere',
  jug: 'jug, pitcher, carafe, creamer',
  'cake-stand': 'cakestand, cake stand, cake plate, cake, trifle',
  cupcake: 'cupcake, cake case, muffin, fairy cake, baking, baking set, cookie cutter, jelly mould',
  pan: 'pan, frying pan, skillet, wok, griddle',
  saucepan: 'saucepan, casserole, cooking pot, stockpot',
  knife: 'knife, peeler, cleaver, grater, scissors',
  board: 'chopping board, bread board, cheese board, board, breadboard, rolling pin',
  bottle: 'bottle, water bottle, hot water bottle, decanter, diffuser',
  jar: 'jar, jam, pot of jam, preserve, chutney, bath salt, salt, spice, storage jar, glass',
  tin: 'tin, canister, caddy, cake tin, bread bin, seed tin, moneybox, money bank, money box, bin, bucket, piggy bank, bank',
  lamp: 'lamp, lampshade, light, night light, floor lamp, desk lamp, table lamp',
  pendant: 'pendant light, chandelier, ceiling light, lamp shade',
  lantern: 'lantern, hurricane lamp',
  candle: 'candle, t light, tealight, tea light, votive, incense, candle pot, match, matches',
  candlestick:
    'candlestick, candelabra, candle holder, candleholder, tealight holder, light holder, lightholder',
  'string-lights': 'string light, fairy light, light string, light garland, led',
  torch: 'torch, flashlight',
  cushion: 'cushion, pillow, cushion cover, beanbag, bean bag, doorstop, door stop',
  blanket: 'blanket, throw, quilt, throw blanket, duvet, bedspread',
  clock: 'clock, wall clock, mantel clock, watch, thermometer, barometer',
  'alarm-clock': 'alarm clock, timer, kitchen scale, scale',
  frame:
    'frame, picture frame, photo frame, picture, print, poster, photo, wallpaper, canvas print, wall art',
  mirror: 'mirror, hand mirror',
  vase: 'vase, flower vase',
  basket: 'basket, hamper, trug, picnic basket, storage basket, trug basket, tidy, organiser',
  doormat: 'doormat, door mat',
  rug: 'rug, carpet, bath mat, table runner, tablecloth, runner',
  sign: 'sign, plaque, chalkboard, blackboard, memo board, notice board, hook, hanger, noticeboard, metal sign, letter rack, memoboard, slate, doorplate',
  heart: 'hanging heart, hand warmer, wicker heart',
  box: 'box, trinket box, trinket, chest, sewing box, storage box, jewellery box, drawer, cabinet, crate, first aid, sewing kit, kit, knob, drawerknob, case',
  star: 'hanging star, bauble, decoration, mobile, wind chime, dreamcatcher, snowflake',
  tree: 'christmas tree, tree',
  jewellery:
    'necklace, bracelet, earring, brooch, bangle, jewellery, ring, keyring, key ring, charm, pendant, choker, bead, key fob, hairband, hair clip, clip, hair grip, hairslide',
  chair: 'chair, dining chair, rocking chair, folding chair, deck chair, deckchair',
  armchair: 'armchair, sofa, couch',
  stool: 'stool, footstool, bar stool, pouffe, ottoman',
  table: 'table, side table, coffee table, dining table, console, bedside table',
  desk: 'desk, writing desk, bureau, dressing table',
  shelf: 'shelf, bookcase, shelving, rack, wardrobe, cupboard, wall shelf, shelve',
  bed: 'bed, cot, mattress, bed linen',
  'plant-pot':
    'plant pot, flower pot, planter, hanging planter, plant, herb, herb pot, pot, plant stand, succulent, flowerpot',
  'watering-can': 'watering can, hose',
  trowel: 'trowel, spade, fork, rake, garden tool, hand trowel, secateur, garden set, tool',
  birdhouse: 'birdhouse, bird house, bird box, nesting box, bird feeder, bird table, nest box',
  bench: 'bench, garden bench, swing seat',
  garland:
    'garland, bunting, streamer, banner, paper chain, bunting garland, paper garland, ribbon, tinsel, pennant, flag, windsock',
  book: 'book, notebook, journal, diary, album, sketchbook, notepad, passport cover, note book, address book, recipe book, guestbook, ledger',
  card: 'card, postcard, envelope, invitation, sticker, birthday card, greeting card, christmas card, letter, stamp, magnet, tag, gift tag',
  gift: 'gift, gift box, present, gift set, gift bag, cracker, favour',
  pen: 'pen, fountain pen, biro, ballpoint',
  pencils:
    'pencil, crayon, chalk, paint set, pencil set, paint, pencil case, sharpener, rubber, eraser, ruler, craft, felt tip, clay, feltcraft',
  calendar: 'calendar, planner, advent calendar, desk calendar',
  wrap: 'wrap, gift wrap, wrapping paper, tissue paper, paper, kitchen roll, tape, tissue',
  bear: 'bear, teddy, soft toy, teddy bear, bunny, rabbit, plush',
  doll: 'doll, rag doll, puppet, dolly, dolly girl, fairy, angel',
  train: 'train, toy train, locomotive',
  car: 'car, toy car, truck, tractor, van, bus',
  blocks: 'block, building block, brick, abacus, alphabet, toy, play set',
  puzzle: 'puzzle, jigsaw, jigsaw puzzle',
  dice: 'game, board game, dice, domino, chess, playing card, ludo, skittle, snakes',
  top: 'spinning top, yoyo',
  ball: 'ball, football, bouncy ball, basketball, marble, globe',
  kite: 'kite, windmill, pinwheel, balloon, glider',
  house: 'dolls house, doll house, house, playhouse, gingerbread house, castle, cottage',
  'music-box': 'music box, musical box, jack in box',
  bag: 'bag, tote, handbag, tote bag, shopper, lunch bag, jumbo bag, shoulder bag, messenger bag, weekend bag, carrier, sack',
  backpack: 'backpack, rucksack, satchel',
  purse:
    'purse, wallet, clutch, make up bag, makeup bag, wash bag, sponge bag, cosmetic bag, coin purse, washbag, card holder',
  suitcase: 'suitcase, luggage, luggage tag, trunk, briefcase, travel case',
  umbrella: 'umbrella, parasol, sunshade',
  flask: 'flask, thermos, travel flask, travel mug, lunch box',
  soap: 'soap, soap bar, soap dish, bath bomb, sponge, bubble bath, shampoo bar',
  dispenser:
    'lotion, hand wash, shampoo, hand cream, body lotion, lotion bottle, cream, gel, dispenser, sanitiser, lip gloss, gloss, balm',
  towel: 'towel, bath towel, tea towel, flannel, dishcloth, swimming towel, hand towel, washing line, peg',
  brush: 'brush, hair brush, comb, body brush, hairbrush, toothbrush, dustpan, broom, nailbrush',
  shirt: 'shirt, tshirt, t shirt, blouse, vest, polo, dress',
  jumper: 'jumper, sweater, cardigan, hoodie, pullover, sweatshirt',
  coat: 'coat, jacket, rain jacket, raincoat, poncho, gown',
  scarf: 'scarf, shawl, snood, wrap scarf, mitten, glove, earmuff, sarong',
  hat: 'hat, cap, beanie, beanie hat, bonnet, tea hat, sun hat, party hat',
  sock: 'sock, stocking, tights',
  shoe: 'shoe, trainer, sneaker, plimsoll, canvas shoe',
  boot: 'boot, welly, wellington, ankle boot',
  slipper: 'slipper, sandal, flip flop, clog, moccasin',
  apron: 'apron, oven glove, pinny, tabard, bib, mitt, oven mitt',
  belt: 'belt, strap, collar, leash',
  headphones: 'headphone, headset',
  earphones: 'earphone, earbud',
  speaker: 'speaker, bluetooth speaker, soundbar, amplifier',
  radio: 'radio, digital radio, transistor',
  phone: 'phone, phone stand, phone case, smartphone, tablet, telephone',
  charger: 'charger, wireless charger, power bank, battery',
  cable: 'cable, usb cable, adapter, lead',
  keyboard: 'keyboard, calculator, typewriter',
  'record-player': 'record player, turntable, gramophone, vinyl',
  camera: 'camera, instant camera, binocular',
  bicycle: 'bicycle, bike, tricycle, scooter, city bicycle',
  bell: 'bell, bicycle bell, door bell, doorbell',
  tent: 'tent, tipi, teepee, wigwam, gazebo, marquee',
  'sleeping-bag': 'sleeping bag',
  mat: 'mat, yoga mat, kneeling pad, picnic mat, foam mat, kneeler',
  racket: 'racket, tennis, tennis ball, badminton, bat, tennis ball set',
  rope: 'rope, skipping rope, jump rope, string, twine, lasso',
  hammock: 'hammock, swing',
  parcel: 'parcel, postage, package',
};

/** Words that mostly adorn another thing: "bird bowl" is a bowl, "wooden bird" a bird. */
const ADORNMENTS: Partial<Record<Motif, string>> = {
  heart: 'heart, love, valentine',
  star: 'star, christmas, xmas, reindeer, santa, snowman, wreath',
  bird: 'bird, owl, hen, chicken, duck, robin, parrot, cockerel, dove, peacock, feather, birdie',
  flower:
    'flower, rose, daisy, tulip, poppy, blossom, petal, sunflower, magnolia, orchid, bouquet, bloom, butterfly, toadstool, mushroom',
  tree: 'fir, pine cone, woodland',
  garland: 'party, birthday, easter, halloween',
  teapot: 'tea, coffee, breakfast',
  cupcake: 'bake, sweet, candy, biscuit',
  house: 'home, building',
  cushion: 'bedroom, cover, velvet',
  sign: 'metal, word, letter',
  bear: 'animal, dog, cat, mouse, elephant, fox, lamb',
  gift: 'set, assorted',
};

/** The departments of the sample catalogue, by a word of their slug. */
const DEPARTMENTS: Partial<Record<Motif, string>> = {
  mug: 'kitchen, dining, tableware, food, drink',
  lamp: 'lighting, candle',
  cushion: 'home, decor, bedroom, textile',
  armchair: 'furniture, living',
  'plant-pot': 'garden, outdoor',
  pencils: 'stationery, card, paper, craft, office',
  blocks: 'toy, game, children, kid, baby',
  bag: 'bag, travel, accessory, accessorie',
  soap: 'bath, body, beauty, health',
  shirt: 'clothing, fashion, apparel, shoe',
  radio: 'electronic, computer, phone',
  ball: 'sport, leisure, fitness',
  garland: 'party, christmas, seasonal, celebration',
  gift: 'gift, present',
  book: 'book, media',
  jewellery: 'jewellery, jewelry',
};

const things = vocabularyOf(THINGS);
const adornments = vocabularyOf(ADORNMENTS);
const departments = vocabularyOf(DEPARTMENTS);

/** Names are short; whatever is longer is not read to its end. */
const MOST_WORDS = 40;

/**
 * What a picture of a product is to show: the thing that its name speaks of before the first comma ("Toothbrush Mug,
 * Blue" is a mug), else what adorns it, else what its department stands for.
 */
export function motifFor(name: string, category: string): Motif {
  const [head = '', ...rest] = name.slice(0, 400).split(',');
  const words = wordsOf(head);
  return (
    mostTelling(words, things) ??
    mostTelling(wordsOf(rest.join(' ')), things) ??
    mostTelling(words, adornments) ??
    firstKnown(wordsOf(category.slice(0, 400)), departments) ??
    'parcel'
  );
}

/** Phrases with their motifs, by the phrase's last word: few words of a name end one, so few phrases are put together. */
type Vocabulary = ReadonlyMap<string, ReadonlyMap<string, Motif>>;

/** Of words also the plural. The first motif that claims a word has it. */
function vocabularyOf(words: Partial<Record<Motif, string>>): Vocabulary {
  const known = new Map<string, Map<string, Motif>>();
  for (const ending of ['', 's', 'es']) {
    for (const [motif, list] of Object.entries(words)) {
      for (const phrase of list.split(', ').map((word) => word + ending)) {
        const last = phrase.slice(phrase.lastIndexOf(' ') + 1);
        const phrases = known.get(last) ?? new Map<string, Motif>();
        if (!phrases.has(phrase)) phrases.set(phrase, motif as Motif);
        known.set(last, phrases);
      }
    }
  }
  return known;
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll(/['’]/g, '')
      .match(/[a-z]+/g) ?? []
  ).slice(0, MOST_WORDS);
}

/** Longer phrases before shorter ones ("Lunch Bag Cars" is a bag), then from the end, where English has what a name is about. */
function mostTelling(words: readonly string[], known: Vocabulary): Motif | undefined {
  let found: Motif | undefined;
  let longest = 0;
  for (let end = words.length; end > longest; end -= 1) {
    const phrases = known.get(words[end - 1]!);
    if (phrases === undefined) continue;
    for (let length = Math.min(3, end); length > longest; length -= 1) {
      const motif = phrases.get(words.slice(end - length, end).join(' '));
      if (motif === undefined) continue;
      found = motif;
      longest = length;
    }
  }
  return found;
}

function firstKnown(words: readonly string[], known: Vocabulary): Motif | undefined {
  for (const word of words) {
    const motif = known.get(word)?.get(word);
    if (motif !== undefined) return motif;
  }
  return undefined;
}
