import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { shopUnderTest } from '../src/config.ts';
import { expectProblem } from '../src/expectations.ts';
import { Shop, type Buyer } from '../src/shop.ts';

type Header = { alg: string; kid?: string; typ?: string };

const { keys } = shopUnderTest();

let shop: Shop;
let buyer: Buyer;
let header: Header;
let claims: JWTPayload;

beforeAll(async () => {
  shop = await Shop.open();
  buyer = await shop.aCustomer();
  [header, claims] = buyer.token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object) as [Header, JWTPayload];
});
afterAll(() => shop.close());

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const signature = () => buyer.token.split('.')[2]!;

async function expectRefused(authorization: string): Promise<void> {
  const headers = { authorization };
  expectProblem(await shop.anyone.get('/api/customers/me', { headers }), 401, 'unauthenticated');
  expectProblem(await shop.anyone.get('/api/orders', { headers }), 401, 'unauthenticated');
  expectProblem(await shop.anyone.post('/api/admin/products', { headers, json: {} }), 401, 'unauthenticated');
}

describe('a token', () => {
  it('is signed by an asymmetric key', () => {
    expect(header).toMatchObject({ alg: 'EdDSA', kid: expect.stringMatching(/./) });
  });

  it('carries no secret and no more of the customer than is needed', () => {
    const text = JSON.stringify(claims);

    expect(text).not.toContain(buyer.password);
    expect(text).not.toMatch(/\$argon2/);
  });
});

describe('a token is refused', () => {
  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer nonsense',
    'Bearer a.b.c',
    'Bearer ...',
    'Basic YTpi',
    `Bearer ${'x'.repeat(6_000)}`,
  ])('where it is "%s"', async (authorization) => {
    await expectRefused(authorization);
  });

  it.each(['none', 'None', 'NONE', 'nOnE'])('with the algorithm "%s"', async (alg) => {
    await expectRefused(`Bearer ${encoded({ ...header, alg })}.${encoded(claims)}.`);
    await expectRefused(`Bearer ${encoded({ ...header, alg })}.${encoded(claims)}.${signature()}`);
  });

  it('with other claims under the same signature', async () => {
    for (const change of [
      { role: 'admin' },
      { roles: ['admin'] },
      { sub: '00000000-0000-4000-8000-000000000000' },
    ]) {
      await expectRefused(`Bearer ${encoded(header)}.${encoded({ ...claims, ...change })}.${signature()}`);
    }
  });

  it('with another signature', async () => {
    const [head, body] = buyer.token.split('.') as [string, string];

    await expectRefused(`Bearer ${head}.${body}.`);
    await expectRefused(`Bearer ${head}.${body}.${Buffer.alloc(64).toString('base64url')}`);
    await expectRefused(`Bearer ${head}.${body}.${signature().split('').toReversed().join('')}`);
  });

  it('signed by a key of the caller, also one that it brings along', async () => {
    const own = await generateKeyPair('EdDSA', { extractable: true });
    const jwk = await exportJWK(own.publicKey);
    for (const extra of [
      {},
      { jwk },
      { kid: 'mine' },
      { kid: '../../../../dev/null' },
      { jku: 'http://127.0.0.1:9/' },
    ]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ ...header, ...extra })
        .sign(own.privateKey);
      await expectRefused(`Bearer ${token}`);
    }
  });

  it.each(['', 'secret', 'changeme'])('signed by the shared secret "%s"', async (secret) => {
    const signed = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`;

    await expectRefused(
      `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`,
    );
  });
});

const withKeys = keys === undefined ? describe.skip : describe;

withKeys("a token by the shop's own key", () => {
  let sign: (change: Partial<Record<keyof JWTPayload, unknown>>, head?: object) => Promise<string>;

  beforeAll(async () => {
    const privateKey = await importJWK(
      JSON.parse(await readFile(keys!.privateKeyFile, 'utf8')) as JWK,
      'EdDSA',
    );
    sign = (change, head = {}) =>
      new SignJWT({ ...claims, ...change } as JWTPayload)
        .setProtectedHeader({ ...header, ...head })
        .sign(privateKey);
  });

  it('is accepted as it should be', async () => {
    const headers = { authorization: `Bearer ${await sign({})}` };

    expect((await shop.anyone.get('/api/customers/me', { headers })).body).toMatchObject({ id: buyer.id });
  });

  it.each<[string, () => Partial<Record<keyof JWTPayload, unknown>>]>([
    ['has expired', () => ({ iat: claims.iat! - 7_200, exp: claims.iat! - 3_600 })],
    ['never expires', () => ({ exp: undefined })],
    ['is not valid yet', () => ({ nbf: claims.iat! + 3_600 })],
    ['is of another issuer', () => ({ iss: 'https://elsewhere.test' })],
    ['has no issuer', () => ({ iss: undefined })],
    ['is for another audience', () => ({ aud: 'elsewhere' })],
    ['has no audience', () => ({ aud: undefined })],
    ['is of nobody', () => ({ sub: undefined })],
    ['is of a strange subject', () => ({ sub: "' OR 1=1" })],
  ])('is refused where it %s', async (_, change) => {
    await expectRefused(`Bearer ${await sign(change())}`);
  });

  it('is refused under another key id', async () => {
    await expectRefused(`Bearer ${await sign({}, { kid: 'unknown' })}`);
  });

  it('is refused where the public key was taken for a shared secret', async () => {
    const file = await readFile(keys!.publicKeysFile, 'utf8');
    const [jwk] = (JSON.parse(file) as { keys: JWK[] }).keys;
    const pem = await exportSPKI((await importJWK(jwk!, 'EdDSA')) as Parameters<typeof exportSPKI>[0]);
    const signed = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`;
    for (const secret of [
      file,
      JSON.stringify(jwk),
      jwk!.x!,
      Buffer.from(jwk!.x!, 'base64url'),
      pem,
      pem.trim(),
    ]) {
      await expectRefused(
        `Bearer ${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`,
      );
    }
  });
});
