import { RouteConfig } from '@nestjs/platform-fastify';

/** A route that reads its body as it comes, however long; all others take JSON up to the limit. */
export const TakesStream = () => RouteConfig({ takesStream: true });
