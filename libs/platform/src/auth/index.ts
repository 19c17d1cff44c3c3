export type { Actor, Role } from './actor.ts';
export { AuthModule } from './auth.module.ts';
export { Authenticated, CurrentActor, OptionallyAuthenticated } from './auth.guard.ts';
export { TokenIssuer, TOKEN_LIFETIME_SECONDS } from './token-issuer.ts';
export { TokenVerifier } from './token-verifier.ts';
