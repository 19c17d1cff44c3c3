import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { TokenIssuer } from './token-issuer.ts';
import { TokenVerifier } from './token-verifier.ts';

/** Access tokens for a process: every process verifies, only the one that is given an issuer can mint. */
@Global()
@Module({})
export class AuthModule {
  static forRoot(keys: { publicKeys: JSONWebKeySet; issuer?: TokenIssuer }): DynamicModule {
    const verifier = { provide: TokenVerifier, useValue: new TokenVerifier(keys.publicKeys) };
    const issuer = keys.issuer === undefined ? [] : [{ provide: TokenIssuer, useValue: keys.issuer }];
    return { module: AuthModule, providers: [verifier, ...issuer], exports: [verifier, ...issuer] };
  }
}
