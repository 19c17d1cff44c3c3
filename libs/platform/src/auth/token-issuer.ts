import { SignJWT, type CryptoKey, type JWK, importJWK } from 'jose';
import { ALGORITHM, AUDIENCE, ISSUER, TYPE } from './access-token.ts';
import type { Actor } from './actor.ts';

export const TOKEN_LIFETIME_SECONDS = 900;

/** Signs access tokens. Only the process that holds the private key can have one. */
export class TokenIssuer {
  private readonly key: CryptoKey;
  private readonly keyId: string;

  private constructor(key: CryptoKey, keyId: string) {
    this.key = key;
    this.keyId = keyId;
  }

  /** @param jwk a private Ed25519 key with its `kid` */
  static async from(jwk: JWK): Promise<TokenIssuer> {
    if (jwk.kid === undefined || jwk.d === undefined) {
      throw new Error('The signing key must be a private JWK with a kid');
    }
    return new TokenIssuer((await importJWK(jwk, ALGORITHM)) as CryptoKey, jwk.kid);
  }

  issue(actor: Actor): Promise<string> {
    return new SignJWT({ role: actor.role })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.keyId })
      .setSubject(actor.id)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_LIFETIME_SECONDS}s`)
      .sign(this.key);
  }
}
