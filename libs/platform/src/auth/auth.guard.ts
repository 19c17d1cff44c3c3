import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../errors/index.ts';
import { ApiProblem } from '../http/api-problem.ts';
import { ApiBearerAuth } from '../http/documented.ts';
import type { Actor, Role } from './actor.ts';
import { TokenVerifier } from './token-verifier.ts';

type Access = { role: Role | 'anyone' };
type RequestWithActor = FastifyRequest & { actor?: Actor };

const ACCESS = 'twinshop:access';
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

@Injectable()
class AuthGuard implements CanActivate {
  private readonly verifier: TokenVerifier;
  private readonly reflector: Reflector;

  constructor(verifier: TokenVerifier, reflector: Reflector) {
    this.verifier = verifier;
    this.reflector = reflector;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const actor = token === undefined ? undefined : await this.verifier.verify(token);
    if (actor !== undefined) request.actor = actor;
    if (access.role === 'anyone') return true;
    if (actor === undefined) {
      context.switchToHttp().getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      throw new Problem(401, 'unauthenticated', 'A valid access token is needed');
    }
    if (access.role === 'admin' && actor.role !== 'admin') {
      throw new Problem(403, 'forbidden', 'Another role is needed');
    }
    return true;
  }
}

/** Refuses callers without a valid token (401), or without the role (403). An admin may do what a customer may. */
export const Authenticated = (role: Role = 'customer') =>
  applyDecorators(
    SetMetadata(ACCESS, { role } satisfies Access),
    UseGuards(AuthGuard),
    ApiBearerAuth(),
    ApiProblem(401, 'unauthenticated'),
    ...(role === 'admin' ? [ApiProblem(403, 'forbidden')] : []),
  );

/** Knows the caller where a valid token is sent, and lets everybody in. */
export const OptionallyAuthenticated = () =>
  applyDecorators(SetMetadata(ACCESS, { role: 'anyone' } satisfies Access), UseGuards(AuthGuard));

/** The caller; undefined only behind `OptionallyAuthenticated`. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<RequestWithActor>().actor,
);
