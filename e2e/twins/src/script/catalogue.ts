import { eventually } from '@twinshop/testing';
import { each, get, patch, post, walk, type Request } from '../play.ts';
import type { Step } from '../step.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const gbp = (amount: unknown) => ({ amount, currency: 'GBP' });

export const aProduct = (sku: string, change: object = {}) => ({
  sku,
  name: `A ${sku}`,
  description: `It is a ${sku}.`,
  category: 'twins',
  price: gbp(1_299),
  stock: 100,
  ...change,
});

/** A new product, that later steps know by its sku. */
export const product = (sku: string, change: object = {}): Step =>
  post('/api/admin/products', { as: 'admin', json: aProduct(sku, change), keep: sku, why: sku });

const asAdmin: Request = { as: 'admin' };
const keyed = (key: string): Request => ({ as: 'admin', headers: { 'idempotency-key': key } });

const WRONG = {
  'an empty name': { name: '' },
  'a price of nought': { price: gbp(0) },
  'part of a penny': { price: gbp(1.5) },
  'another currency': { price: { amount: 1, currency: 'EUR' } },
  'a category in capitals': { category: 'Twins' },
  'an unknown field': { popularity: 9 },
};

const ndjson = (...rows: unknown[]): Request => ({
  as: 'admin',
  headers: { 'content-type': 'application/x-ndjson' },
  raw: rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
});

export const catalogue: Step[] = [
  get('/api/categories', { why: 'none yet' }),
  get('/api/products', { why: 'none yet' }),
  product('mug', { price: gbp(799), attributes: { colour: 'blue', litres: 0.3, handle: true } }),
  product('teapot', { name: 'A large teapot', price: gbp(2_499), category: 'kitchen', stock: 7 }),
  product('lamp', { name: 'A reading lamp', description: 'Bright, for a large room.', price: gbp(3_999) }),
  product('chair', { name: 'A chair', price: gbp(3_999), category: 'furniture', stock: 0 }),
  product('pen', { price: gbp(1) }),
  product('piano', { price: gbp(100_000_000), category: 'furniture', stock: 1 }),
  post('/api/admin/products', { ...asAdmin, json: aProduct('mug'), why: 'a taken sku' }),
  ...each(post, '/api/admin/products', asAdmin, {
    ...Object.fromEntries(Object.entries(WRONG).map(([why, change]) => [why, aProduct('wrong', change)])),
    'no stock': { ...aProduct('wrong'), stock: undefined },
    'a nested attribute': aProduct('wrong', { attributes: { size: { width: 1 } } }),
    'a sku with a blank': aProduct('not right'),
  }),
  post('/api/admin/products', { as: 'ada', json: aProduct('mine'), why: 'no admin' }),
  post('/api/admin/products', { json: aProduct('mine'), why: 'nobody' }),

  get('/api/products/$mug'),
  get('/api/products/$chair', { why: 'sold out' }),
  get(`/api/products/${NOBODY}`),
  get('/api/products/latest'),
  get('/api/categories'),
  get('/api/products'),
  get('/api/products?limit=2'),
  get('/api/products?sort=price'),
  get('/api/products?sort=-price'),
  get('/api/products?category=furniture&sort=price'),
  get('/api/products?category=nothing'),
  get('/api/products?q=large'),
  get('/api/products?q=lamp&sort=price'),
  get('/api/products?q=%26%20%7C%20!'),
  get('/api/products?q=large&category=kitchen'),
  get('/api/products?limit=0'),
  get('/api/products?limit=101'),
  get('/api/products?sort=rank'),
  get('/api/products?after=nonsense'),
  get('/api/products?limit=2&sort=price&after=WyJuZXdlc3QiXQ'),
  walk('/api/products?limit=2'),
  walk('/api/products?limit=2&sort=price'),
  walk('/api/products?limit=1&sort=-price'),
  walk('/api/products?limit=1&q=large'),

  patch('/api/admin/products/$lamp', { ...asAdmin, json: { name: 'A desk lamp', price: gbp(4_299) } }),
  patch('/api/admin/products/$lamp', { ...asAdmin, json: { category: 'office' }, why: 'elsewhere' }),
  patch('/api/admin/products/$lamp', { ...asAdmin, json: {}, why: 'nothing' }),
  ...each(patch, '/api/admin/products/$lamp', asAdmin, { ...WRONG, 'its stock': { stock: 5 } }),
  patch(`/api/admin/products/${NOBODY}`, { ...asAdmin, json: { name: 'Nobody' } }),
  patch('/api/admin/products/$lamp', { as: 'ada', json: { name: 'Mine' } }),
  get('/api/products/$lamp'),
  get('/api/categories', { why: 'one has moved' }),

  post('/api/admin/products/$pen/stock', { ...keyed('restock-1'), json: { delta: 50 } }),
  post('/api/admin/products/$pen/stock', { ...keyed('restock-1'), json: { delta: 50 }, why: 'again' }),
  post('/api/admin/products/$pen/stock', { ...keyed('restock-1'), json: { delta: 51 }, why: 'another' }),
  post('/api/admin/products/$pen/stock', { ...keyed('restock-2'), json: { delta: -151 }, why: 'too many' }),
  post('/api/admin/products/$pen/stock', { ...keyed('restock-3'), json: { delta: -150 }, why: 'all' }),
  post('/api/admin/products/$pen/stock', { ...keyed('restock-4'), json: { delta: 1.5 }, why: 'a half' }),
  post('/api/admin/products/$pen/stock', { ...asAdmin, json: { delta: 1 }, why: 'no key' }),
  post('/api/admin/products/$pen/stock', { ...keyed('no'), json: { delta: 1 }, why: 'a short key' }),
  post(`/api/admin/products/${NOBODY}/stock`, { ...keyed('restock-5'), json: { delta: 1 } }),
  get('/api/products/$pen', { why: 'none left' }),

  post('/api/admin/products/import', {
    ...ndjson(
      aProduct('import-1', { category: 'imported', price: gbp(100) }),
      aProduct('mug', { category: 'imported' }),
      aProduct('import-2', { category: 'imported', price: gbp(0) }),
      '{"sku": "cut off',
      'null',
      aProduct('import-3', { category: 'imported', price: gbp(300) }),
    ),
    why: 'lines of JSON',
  }),
  post('/api/admin/products/import', {
    as: 'admin',
    headers: { 'content-type': 'text/csv' },
    raw: [
      'sku,name,description,category,price,stock,attributes',
      'import-4,A lamp,It shines.,imported,1299,4,',
      'import-5,"A ""big"", red lamp","It shines,\nand shines.",imported,2599,0,"{""colour"":""red""}"',
      'import-6,Dear,,imported,12.99,1,',
      'import-1,Taken,,imported,100,1,',
    ].join('\n'),
    why: 'CSV',
  }),
  post('/api/admin/products/import', {
    as: 'admin',
    headers: { 'content-type': 'text/csv' },
    raw: 'sku,name\nimport-7,Nothing',
    why: 'a missing column',
  }),
  post('/api/admin/products/import', { ...ndjson('{}'), as: 'ada', why: 'no admin' }),
  post('/api/admin/products/import', {
    as: 'admin',
    headers: { 'content-type': 'application/xml' },
    raw: '<a/>',
    why: 'XML',
  }),
  get('/api/products?category=imported&sort=price'),
  get('/api/products?category=imported&sort=newest'),
];

interface Suggestions {
  readonly items: readonly unknown[];
}

/** A shop that is short of time may suggest less than it could, and says no more about it: then it is asked again. */
const suggested = (path: string): Step => ({
  title: `GET ${path}`,
  play: async (twin) => {
    await eventually(async () => ((await twin.send('GET', path)).body as Suggestions).items.length > 0, {
      describe: `${path} has something to suggest`,
    });
    await twin.call('GET', path);
  },
});

/** Right after the catalogue: nothing was bought yet, so both have only the default to offer. */
export const suggestions: Step[] = [
  suggested('/api/products/$mug/related'),
  suggested('/api/products/$mug/related?limit=2'),
  get('/api/products/$mug/related?limit=0'),
  get(`/api/products/${NOBODY}/related`),
  suggested('/api/recommendations?limit=3'),
  get('/api/recommendations?limit=101'),
];
