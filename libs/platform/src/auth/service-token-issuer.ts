import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { SERVICE_ALGORITHM, SERVICE_TOKEN_LIFETIME_SECONDS, SERVICE_TYPE } from './service-token.ts';

/** A token is used until it has less than this left, so that none expires on its way. */
const RENEW_BEFORE_MS = 15_000;

interface Issued {
  token: Promise<string>;
  /** `Date.now()` from which another is made */
  renewAt: number;
}

/** Says who calls, to one callee, for a minute. Each service has a key of its own, whose `kid` is the service's name. */
export class ServiceTokenIssuer {
  private readonly key: CryptoKey;
  private readonly service: string;
  private readonly issued = new Map<string, Issued>();

  private constructor(key: CryptoKey, service: string) {
    this.key = key;
    this.service = service;
  }

  /** @param jwk a private Ed25519 key whose `kid` is the name of this service */
  static async from(jwk: JWK): Promise<ServiceTokenIssuer> {
    if (jwk.kid === undefined || jwk.d === undefined) {
      throw new Error('The key of a service must be a private JWK with the service’s name as its kid');
    }
    return new ServiceTokenIssuer((await importJWK(jwk, SERVICE_ALGORITHM)) as CryptoKey, jwk.kid);
  }

  /** @param audience the name of the service that is called */
  tokenFor(audience: string): Promise<string> {
    const known = this.issued.get(audience);
    const now = Date.now();
    if (known !== undefined && now < known.renewAt) return known.token;
    const token = this.sign(audience);
    this.issued.set(audience, {
      token,
      renewAt: now + SERVICE_TOKEN_LIFETIME_SECONDS * 1_000 - RENEW_BEFORE_MS,
    });
    return token;
  }

  private sign(audience: string): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: SERVICE_ALGORITHM, typ: SERVICE_TYPE, kid: this.service })
      .setIssuer(this.service)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${SERVICE_TOKEN_LIFETIME_SECONDS}s`)
      .sign(this.key);
  }
}
