import { Catch, type INestApplication, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import type { NestMicroservice } from '@nestjs/microservices';
import { BullServer } from './bull.server.ts';

/** Nest's own filter would log what a handler threw and pass on "Internal server error". */
@Catch()
class PassOn implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Connects the `@EventPattern` methods of an application to its queue; messages come from when it has started until it
 * closes. To be called before it listens.
 * @throws when a subscribed message has no handler or two, or a handler listens to something not subscribed
 */
export const connectMessaging = async (app: INestApplication): Promise<void> => {
  const strategy = app.get(BullServer);
  const microservice = app.connectMicroservice<{ strategy: BullServer }>(
    { strategy },
    // Handlers are registered when it starts, so that they get the filter.
    { deferInitialization: true },
  );
  (microservice as unknown as NestMicroservice).setIsInitHookCalled(true);
  microservice.useGlobalFilters(new PassOn());
  await app.startAllMicroservices();
};
