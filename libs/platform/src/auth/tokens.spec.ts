import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import { newId } from '../values/index.ts';
import { TOKEN_LIFETIME_SECONDS, TokenIssuer, TokenVerifier, type Actor } from './index.ts';

const keyPair = async (kid: string): Promise<{ secret: JWK; open: JWK }> => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    secret: { ...(await exportJWK(privateKey)), kid },
    open: { ...(await exportJWK(publicKey)), kid },
  };
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = (): number => Math.floor(Date.now() / 1_000);

describe('access tokens', () => {
  const actor: Actor = { id: newId(), role: 'customer' };
  let keys: { secret: JWK; open: JWK };
  let verifier: TokenVerifier;
  let issuer: TokenIssuer;

  beforeAll(async () => {
    keys = await keyPair('first');
    verifier = new TokenVerifier({ keys: [keys.open] });
    issuer = await TokenIssuer.from(keys.secret);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const claims = (): JWTPayload => ({
    role: 'customer',
    sub: actor.id,
    iss: 'twinshop',
    aud: 'twinshop-api',
    iat: seconds(),
    exp: seconds() + 60,
  });
  const sign = async (payload: JWTPayload, header: object = {}, key = keys.secret): Promise<string> =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'first', ...header })
      .sign(await importJWK(key, 'EdDSA'));

  it('tell who was signed in, time and again', async () => {
    for (const role of ['customer', 'admin'] as const) {
      const token = await issuer.issue({ id: actor.id, role });
      expect(await verifier.verify(token)).toEqual({ id: actor.id, role });
      expect(await verifier.verify(token)).toEqual({ id: actor.id, role });
    }
  });

  it('are good where a right one is put together by hand', async () => {
    expect(await verifier.verify(await sign(claims()))).toEqual(actor);
  });

  it('are checked against every key of the set', async () => {
    const next = await keyPair('next');
    const both = new TokenVerifier({ keys: [keys.open, next.open] });
    expect(await both.verify(await (await TokenIssuer.from(next.secret)).issue(actor))).toEqual(actor);
    expect(await both.verify(await issuer.issue(actor))).toEqual(actor);
  });

  it('are only issued with a private key that has a name', async () => {
    await expect(TokenIssuer.from(keys.open)).rejects.toThrow('private JWK with a kid');
    const { kid: _, ...nameless } = keys.secret;
    await expect(TokenIssuer.from(nameless)).rejects.toThrow('private JWK with a kid');
  });

  describe('are nobody’s', () => {
    const refused = async (token: string): Promise<void> => {
      expect(await verifier.verify(token)).toBeUndefined();
      expect(await verifier.verify(token)).toBeUndefined();
    };

    it('without a signature, whether they admit it or not', async () => {
      const body = part({ ...claims(), role: 'admin' });
      await refused(`${part({ alg: 'none', typ: 'at+jwt' })}.${body}.`);
      await refused(`${part({ alg: 'EdDSA', typ: 'at+jwt', kid: 'first' })}.${body}.`);
    });

    it('where the public key was taken for a shared secret', async () => {
      for (const secret of [Buffer.from(keys.open.x!, 'base64url'), JSON.stringify(keys.open)]) {
        const head = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'first' })}.${part(claims())}`;
        await refused(`${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`);
      }
    });

    it('where another key signed, also one that says it is ours or comes along', async () => {
      const other = await keyPair('first');
      await refused(await sign(claims(), {}, other.secret));
      await refused(await sign(claims(), { jwk: other.open }, other.secret));
      await refused(await sign(claims(), { kid: 'other' }));
    });

    it('where the claims were changed after signing', async () => {
      const [head, , signature] = (await sign(claims())).split('.');
      await refused(`${head}.${part({ ...claims(), role: 'admin' })}.${signature}`);
    });

    it.each([
      ['another issuer', { iss: 'elsewhere' }],
      ['another audience', { aud: 'another-api' }],
      ['no issuer', { iss: undefined }],
      ['no audience', { aud: undefined }],
      ['no subject', { sub: undefined }],
      ['a subject that is no id', { sub: 'admin' }],
      ['no role', { role: undefined }],
      ['an unknown role', { role: 'owner' }],
      ['no expiry', { exp: undefined }],
      ['no time of issue', { iat: undefined }],
      ['an expiry in the past', { exp: seconds() - 1 }],
      ['a time in the future before which they are not good', { nbf: seconds() + 60 }],
    ])('with %s', async (_, change) => {
      await refused(await sign({ ...claims(), ...change } as JWTPayload));
    });

    it('of another type', async () => {
      await refused(await sign(claims(), { typ: 'JWT' }));
      await refused(await sign(claims(), { typ: undefined }));
    });

    it.each(['', '.', '..', 'a.b.c', 'nonsense'])('where they are %j', refused);

    it('from the moment they expire, also where they were found good before', async () => {
      const token = await issuer.issue(actor);
      expect(await verifier.verify(token)).toEqual(actor);
      const now = Date.now();
      const clock = jest.spyOn(Date, 'now').mockReturnValue(now + (TOKEN_LIFETIME_SECONDS - 2) * 1_000);
      expect(await verifier.verify(token)).toEqual(actor);
      clock.mockReturnValue(now + TOKEN_LIFETIME_SECONDS * 1_000);
      expect(await verifier.verify(token)).toBeUndefined();
    });
  });
});
