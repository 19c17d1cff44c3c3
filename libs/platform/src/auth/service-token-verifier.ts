import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { SERVICE_ALGORITHM, SERVICE_TYPE } from './service-token.ts';

const Claims = z.object({ iss: z.string(), exp: z.int() });

interface Verified {
  service: string;
  /** seconds since the epoch */
  expires: number;
}

/** Checks that a call comes from one of the shop's services and is meant for this one. Good tokens are remembered. */
export class ServiceTokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly audience: string;
  private readonly verified = new LRUCache<string, Verified>({ max: 1_000 });

  /**
   * @param keys the public keys of all services, the `kid` of each the name of its service
   * @param audience the name of this service
   */
  constructor(keys: JSONWebKeySet, audience: string) {
    this.keys = createLocalJWKSet(keys);
    this.audience = audience;
  }

  /** The name of the service that calls, or undefined for a token that is forged, expired, or meant for others. */
  async verify(token: string): Promise<string | undefined> {
    const known = this.verified.get(token);
    if (known !== undefined) return known.expires > Date.now() / 1000 ? known.service : undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
        algorithms: [SERVICE_ALGORITHM],
        typ: SERVICE_TYPE,
        audience: this.audience,
        requiredClaims: ['iss', 'exp', 'iat'],
      });
      const { iss, exp } = Claims.parse(payload);
      // A service can speak for no other: its key signs its own name only.
      if (iss !== protectedHeader.kid) return undefined;
      this.verified.set(token, { service: iss, expires: exp });
      return iss;
    } catch {
      return undefined;
    }
  }
}
