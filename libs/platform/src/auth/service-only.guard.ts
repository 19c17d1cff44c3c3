import {
  applyDecorators,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/index.ts';
import { ApiExcludeController } from '../http/documented.ts';
import { currentTrace } from '../tracing/index.ts';
import { SERVICE_TOKEN_HEADER } from './service-token.ts';
import { ServiceTokenVerifier } from './service-token-verifier.ts';

@Injectable()
class ServiceOnlyGuard implements CanActivate {
  private readonly verifier: ServiceTokenVerifier;

  constructor(verifier: ServiceTokenVerifier) {
    this.verifier = verifier;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const token = context.switchToHttp().getRequest<FastifyRequest>().headers[SERVICE_TOKEN_HEADER];
    if (typeof token !== 'string' || (await this.verifier.verify(token)) === undefined) {
      throw new Problem(401, 'unauthenticated', 'A valid service token is needed');
    }
    if (currentTrace()?.caller?.hasGivenUp() === true) {
      throw new Problem(504, 'deadline_exceeded', 'The caller’s deadline has passed');
    }
    return true;
  }
}

/** Controllers for other services of the shop: refuses calls without a valid service token (401), and those that nobody waits for any more (504). */
export const ServiceOnly = () => applyDecorators(UseGuards(ServiceOnlyGuard), ApiExcludeController());
