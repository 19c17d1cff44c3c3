import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { ServiceTokenIssuer } from './service-token-issuer.ts';
import { ServiceTokenVerifier } from './service-token-verifier.ts';

/** Service tokens for a process: whom it believes, and by what it is known where it calls others. */
@Global()
@Module({})
export class ServiceAuthModule {
  /** @param keys.audience the name of this service */
  static forRoot(keys: {
    publicKeys: JSONWebKeySet;
    audience: string;
    issuer?: ServiceTokenIssuer;
  }): DynamicModule {
    const verifier = {
      provide: ServiceTokenVerifier,
      useValue: new ServiceTokenVerifier(keys.publicKeys, keys.audience),
    };
    const issuer = keys.issuer === undefined ? [] : [{ provide: ServiceTokenIssuer, useValue: keys.issuer }];
    return { module: ServiceAuthModule, providers: [verifier, ...issuer], exports: [verifier, ...issuer] };
  }
}
