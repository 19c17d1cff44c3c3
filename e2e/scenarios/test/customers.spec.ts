import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, expectProblem } from '../src/expectations.ts';
import { aPassword, anEmail, Shop } from '../src/shop.ts';
import type { Customer, Session } from '../src/shop-types.ts';
import { HOSTILE_BODIES, HOSTILE_STRINGS, UNSTORABLE_STRINGS } from '../src/hostile.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const aRegistration = (change: object = {}) => ({
  email: anEmail(),
  password: aPassword(),
  name: 'Grace Hopper',
  ...change,
});

const register = (json: unknown) => shop.anyone.post<Customer>('/api/customers', { json });
const signIn = (json: unknown) => shop.anyone.post<Session>('/api/sessions', { json });

describe('signing up', () => {
  it('answers the customer and nothing more', async () => {
    const registration = aRegistration();

    const answer = await register(registration);

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: registration.email,
      name: registration.name,
    });
  });

  it('refuses an email that is taken, in whatever case', async () => {
    const registration = aRegistration();
    await register(registration);

    expectProblem(await register(registration), 409, 'email_taken');
    expectProblem(
      await register(aRegistration({ email: registration.email.toUpperCase() })),
      409,
      'email_taken',
    );
  });

  it('lets one of many who take an email at once have it', async () => {
    const email = anEmail();

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, nth) =>
        register(aRegistration({ email: nth % 2 === 0 ? email : email.toUpperCase() })),
      ),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array<number>(7).fill(409)]);
  });

  it.each([
    [9, 400],
    [10, 201],
    [128, 201],
    [129, 400],
  ])('answers a password of %i characters with %i', async (length, status) => {
    const answer = await register(aRegistration({ password: 'x'.repeat(length) }));

    expect(answer.status).toBe(status);
    if (status === 400) expectInvalid(answer, 'password');
  });

  it.each([
    ['no email', { email: undefined }, 'email'],
    ['no password', { password: undefined }, 'password'],
    ['no name', { name: undefined }, 'name'],
    ['an email without a domain', { email: 'someone' }, 'email'],
    ['an empty email', { email: '' }, 'email'],
    ['an overlong email', { email: `${'a'.repeat(1_000)}@example.test` }, 'email'],
    ['an email that is a list', { email: ['a@example.test'] }, 'email'],
    ['an email that is an object', { email: { $ne: null } }, 'email'],
    ['a null name', { name: null }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['an overlong name', { name: 'n'.repeat(10_000) }, 'name'],
    ['a name that is a number', { name: 42 }, 'name'],
    ['a password that is a number', { password: 1_234_567_890 }, 'password'],
    ['a role', { role: 'admin' }, undefined],
    ['an id', { id: '00000000-0000-4000-8000-000000000000' }, undefined],
  ])('refuses %s', async (_, change, path) => {
    expectInvalid(await register(aRegistration(change)), path);
  });

  it.each(HOSTILE_BODIES)('refuses %s for a body', async (_, raw) => {
    const answer = await shop.anyone.post('/api/customers', {
      raw,
      headers: { 'content-type': 'application/json' },
    });

    expect(answer.status).toBe(400);
  });

  it('refuses a prototype', async () => {
    const raw = JSON.stringify(aRegistration()).replace('{', '{"__proto__":{"role":"admin"},');

    const answer = await shop.anyone.post('/api/customers', {
      raw,
      headers: { 'content-type': 'application/json' },
    });

    expect(answer.status).toBe(400);
  });

  it.each(HOSTILE_STRINGS)('keeps a name of %s as it is', async (_, name) => {
    const customer = await shop.aCustomer({ name });

    expect((await customer.http.get<Customer>('/api/customers/me')).body.name).toBe(name);
  });

  it.each(UNSTORABLE_STRINGS)('refuses %s in a name', async (_, name) => {
    expectInvalid(await register(aRegistration({ name })), 'name');
  });
});

describe('signing in', () => {
  it('answers a bearer token for 15 minutes', async () => {
    const customer = await shop.aCustomer();

    const answer = await signIn({ email: customer.email, password: customer.password });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
    const claims = JSON.parse(
      Buffer.from(answer.body.accessToken.split('.')[1]!, 'base64url').toString(),
    ) as {
      exp: number;
      iat: number;
    };
    expect(claims.exp - claims.iat).toBe(900);
  });

  it('compares emails without regard to case', async () => {
    const customer = await shop.aCustomer();

    expect((await signIn({ email: customer.email.toUpperCase(), password: customer.password })).status).toBe(
      201,
    );
  });

  it('answers an unknown email just as a wrong password', async () => {
    const customer = await shop.aCustomer();

    const wrong = await signIn({ email: customer.email, password: aPassword() });
    const unknown = await signIn({ email: anEmail(), password: aPassword() });

    expectProblem(wrong, 401, 'bad_credentials');
    expect(unknown.status).toBe(wrong.status);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('takes as long over an unknown email as over a wrong password', async () => {
    const customer = await shop.aCustomer();
    const timed = async (email: string) => {
      const start = performance.now();
      await signIn({ email, password: aPassword() });
      return performance.now() - start;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      known.push(await timed(customer.email));
      unknown.push(await timed(anEmail()));
    }
    const median = (times: number[]) => times.toSorted((one, other) => one - other)[3]!;

    const ratio = median(unknown) / median(known);

    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it.each([
    ['no email', { email: undefined }, 'email'],
    ['no password', { password: undefined }, 'password'],
    ['a password that is an object', { password: { $gt: '' } }, 'password'],
    ['an email that is a list', { email: [] }, 'email'],
    ['an unknown field', { remember: true }, undefined],
  ])('refuses %s', async (_, change, path) => {
    expectInvalid(await signIn({ email: anEmail(), password: aPassword(), ...change }), path);
  });

  it.each([...HOSTILE_STRINGS, ...UNSTORABLE_STRINGS])(
    'is not upset by a password of %s',
    async (_, text) => {
      const customer = await shop.aCustomer();

      expect([400, 401]).toContain((await signIn({ email: customer.email, password: text })).status);
    },
  );
});

describe('who am I', () => {
  it('is the customer of the token', async () => {
    const customer = await shop.aCustomer({ name: 'Mary Somerville' });

    const { status, body } = await customer.http.get('/api/customers/me');

    expect(status).toBe(200);
    expect(body).toEqual({ id: customer.id, email: customer.email, name: 'Mary Somerville' });
  });

  it('needs a token', async () => {
    expectProblem(await shop.anyone.get('/api/customers/me'), 401, 'unauthenticated');
  });
});
