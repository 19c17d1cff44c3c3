import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { newId } from '../values/index.ts';
import { ServiceTokenIssuer, ServiceTokenVerifier, TokenIssuer, TokenVerifier } from './index.ts';

const keyPair = async (kid: string): Promise<{ secret: JWK; open: JWK }> => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    secret: { ...(await exportJWK(privateKey)), kid },
    open: { ...(await exportJWK(publicKey)), kid },
  };
};

const seconds = (): number => Math.floor(Date.now() / 1_000);

describe('service tokens', () => {
  let catalog: { secret: JWK; open: JWK };
  let order: { secret: JWK; open: JWK };
  let issuer: ServiceTokenIssuer;
  let verifier: ServiceTokenVerifier;

  beforeAll(async () => {
    catalog = await keyPair('catalog');
    order = await keyPair('order');
    issuer = await ServiceTokenIssuer.from(order.secret);
    verifier = new ServiceTokenVerifier({ keys: [catalog.open, order.open] }, 'catalog');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const claims = (): JWTPayload => ({ iss: 'order', aud: 'catalog', iat: seconds(), exp: seconds() + 60 });
  const sign = async (payload: JWTPayload, header: object = {}, key = order.secret): Promise<string> =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'st+jwt', kid: 'order', ...header })
      .sign(await importJWK(key, 'EdDSA'));

  it('tell which service calls, time and again', async () => {
    expect(await verifier.verify(await issuer.tokenFor('catalog'))).toBe('order');
    expect(await verifier.verify(await issuer.tokenFor('catalog'))).toBe('order');
    expect(await verifier.verify(await sign(claims()))).toBe('order');
  });

  it('are only made with a private key that has a name', async () => {
    await expect(ServiceTokenIssuer.from(order.open)).rejects.toThrow('private JWK');
    const { kid: _, ...nameless } = order.secret;
    await expect(ServiceTokenIssuer.from(nameless)).rejects.toThrow('private JWK');
  });

  it('are made once for many calls, and anew before they expire', async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const first = issuer.tokenFor('payment');
    clock.mockReturnValue(now + 40_000);
    expect(issuer.tokenFor('payment')).toBe(first);
    expect(issuer.tokenFor('catalog')).not.toBe(first);
    clock.mockReturnValue(now + 46_000);
    expect(issuer.tokenFor('payment')).not.toBe(first);
  });

  it('are of no more use once they have expired, also where they were found good before', async () => {
    const token = await sign(claims());
    expect(await verifier.verify(token)).toBe('order');
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(await verifier.verify(token)).toBeUndefined();
  });

  describe('are no good', () => {
    const refused = async (token: string): Promise<void> => {
      expect(await verifier.verify(token)).toBeUndefined();
      expect(await verifier.verify(token)).toBeUndefined();
    };

    it('to another service than the one they are for', async () => {
      await refused(await issuer.tokenFor('payment'));
    });

    it('where a service speaks for another', async () => {
      await refused(await sign({ ...claims(), iss: 'catalog' }));
      await refused(await sign(claims(), { kid: 'catalog' }));
      await refused(await sign({ ...claims(), iss: 'gateway' }));
    });

    it('where a stranger signed, whatever name they give', async () => {
      await refused(await sign(claims(), {}, (await keyPair('order')).secret));
      await refused(await sign({ ...claims(), iss: 'x' }, { kid: 'x' }, (await keyPair('x')).secret));
    });

    it.each([
      ['no issuer', { iss: undefined }],
      ['no audience', { aud: undefined }],
      ['no expiry', { exp: undefined }],
      ['no time of issue', { iat: undefined }],
      ['an expiry in the past', { exp: seconds() - 1 }],
    ])('with %s', async (_, change) => {
      await refused(await sign({ ...claims(), ...change } as JWTPayload));
    });

    it.each(['', '.', '..', 'a.b.c', 'nonsense'])('where they are %j', refused);

    it('where they are access tokens, were they signed with the same key', async () => {
      await refused(await sign(claims(), { typ: 'at+jwt' }));
      await refused(await sign(claims(), { typ: undefined }));
      await refused(await (await TokenIssuer.from(order.secret)).issue({ id: newId(), role: 'admin' }));
    });

    it('as access tokens, were they signed with the same key', async () => {
      const asAccess = {
        ...claims(),
        sub: newId(),
        role: 'admin',
        iss: 'twinshop',
        aud: 'twinshop-api',
      };
      const access = new TokenVerifier({ keys: [order.open] });
      expect(await access.verify(await sign(asAccess))).toBeUndefined();
      expect(await access.verify(await issuer.tokenFor('twinshop-api'))).toBeUndefined();
      expect(await access.verify(await sign(asAccess, { typ: 'at+jwt' }))).toBeDefined();
    });
  });
});
