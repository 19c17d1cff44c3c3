import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenVerifier } from '@twinshop/platform/auth';
import { money, newId } from '@twinshop/platform/values';
import { EnsureAdmin } from '../src/use-cases/ensure-admin/ensure-admin.ts';
import { FillCart } from '../src/use-cases/fill-cart/fill-cart.ts';
import { SignIn } from '../src/use-cases/sign-in/sign-in.ts';
import { SignUp } from '../src/use-cases/sign-up/sign-up.ts';
import { startOrders, type OrderProcess } from './order-process.ts';

describe('customers', () => {
  let shop: OrderProcess;

  beforeAll(async () => {
    shop = await startOrders();
  });
  afterAll(() => shop.stop());

  const password = 'ten letters and more';
  const signUp = (email: string) => shop.module.get(SignUp).run({ email, password, name: 'Ann' });
  const signIn = (email: string, word = password) => shop.module.get(SignIn).run({ email, password: word });
  const refusal = { ok: false, failure: { code: 'bad_credentials' } };

  it('sign up and in, with a token that says who they are', async () => {
    const signedUp = (await signUp('Ann@Shop.test')) as { value: { id: string } };
    expect(signedUp.value).toEqual({ id: expect.any(String), email: 'Ann@Shop.test', name: 'Ann' });
    const session = (await signIn('ann@shop.TEST')) as { value: { accessToken: string; expiresIn: number } };
    expect(session.value).toMatchObject({ tokenType: 'Bearer', expiresIn: 900 });
    expect(await shop.module.get(TokenVerifier).verify(session.value.accessToken)).toEqual({
      id: signedUp.value.id,
      role: 'customer',
    });
  });

  it('share no email, in whatever case and however many want it at once', async () => {
    const emails = ['bob@shop.test', 'BOB@shop.test', 'Bob@Shop.Test', 'bob@shop.test'];
    const all = await Promise.all(emails.map(signUp));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.failure.code === 'email_taken')).toHaveLength(3);
  });

  it('are told no more than that something is wrong', async () => {
    await signUp('eve@shop.test');
    expect(await signIn('eve@shop.test', 'another password')).toEqual(refusal);
    expect(await signIn('nobody@shop.test')).toEqual(refusal);
    for (const hostile of ['', 'eve\0@shop.test', "' OR 1=1 --", '%', '\ud83e'])
      expect(await signIn(hostile)).toEqual(refusal);
    expect(await signIn('eve@shop.test', '')).toEqual(refusal);
    expect(await signIn('eve@shop.test', `${password}\0`)).toEqual(refusal);
  });

  it('have their password kept as an argon2id hash only', async () => {
    await signUp('kay@shop.test');
    const { rows } = await shop.pool.query<{ row: string }>(
      `SELECT c::text AS row FROM customer c WHERE email = 'kay@shop.test'`,
    );
    expect(rows[0]!.row).toContain('$argon2id$');
    expect(rows[0]!.row).not.toContain(password);
  });

  it('have an admin among them from the first start, whose password is the environment’s', async () => {
    const role = async (): Promise<unknown> => {
      const session = (await signIn('admin@shop.test', 'correct horse battery')) as {
        value: { accessToken: string };
      };
      return (await shop.module.get(TokenVerifier).verify(session.value.accessToken))?.role;
    };
    const ensure = shop.module.get(EnsureAdmin);
    await Promise.all([ensure.onApplicationBootstrap(), ensure.onApplicationBootstrap()]);
    expect(await role()).toBe('admin');
    await shop.pool.query(
      `UPDATE customer SET password_hash = 'forgotten', role = 'customer' WHERE email = 'admin@shop.test'`,
    );
    await ensure.onApplicationBootstrap();
    expect(await role()).toBe('admin');
  });

  describe('fill a cart', () => {
    const cart = () => shop.module.get(FillCart);

    it('that is shown at today’s prices, in the order it was filled', async () => {
      const chair = await shop.stock(5, 4_999);
      const lamp = await shop.stock(5, 33);
      await cart().set(shop.customerId, { productId: lamp, quantity: 1 });
      await cart().set(shop.customerId, { productId: chair, quantity: 1 });
      await cart().set(shop.customerId, { productId: lamp, quantity: 3 });
      shop.shelf.offers.set(lamp, { productId: lamp, name: 'Lamp', price: 44, version: 2 });
      const shown = await cart().show(shop.customerId);
      expect(shown.items.map(({ productId, lineTotal }) => [productId, lineTotal])).toEqual([
        [lamp, money(132)],
        [chair, money(4_999)],
      ]);
      expect(shown.total).toEqual(money(5_131));
      expect((await cart().remove(shop.customerId, lamp)).total).toEqual(money(4_999));
      expect((await cart().remove(shop.customerId, newId())).total).toEqual(money(4_999));
    });

    it('with what exists, where they exist', async () => {
      expect(await cart().set(shop.customerId, { productId: newId(), quantity: 1 })).toMatchObject({
        failure: { code: 'product_not_found' },
      });
      const chair = await shop.stock(5);
      expect(await cart().set(newId(), { productId: chair, quantity: 1 })).toMatchObject({
        failure: { code: 'unauthenticated' },
      });
    });
  });
});
