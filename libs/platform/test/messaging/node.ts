import { Controller, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { Writable } from 'node:stream';
import { z } from 'zod';
import { DatabaseModule } from '../../src/database/index.ts';
import { createLogger, NestLog } from '../../src/logging/index.ts';
import { messageType, type Message, type MessageType } from '../../src/messages/index.ts';
import { connectMessaging, MessagingModule, messagingMigrations } from '../../src/messaging/index.ts';

export const Pinged = messageType('test.pinged.v1', z.object({ key: z.string() }));
export const Ponged = messageType('test.ponged.v1', z.object({ key: z.string() }));
export type Pinged = Message<{ key: string }>;

/** A controller with one event handler for a type, made of a function. */
export const handlerOf = (type: MessageType, handle: (message: never) => unknown): Type => {
  class Handler {
    take(message: never): unknown {
      return handle(message);
    }
  }
  Payload()(Handler.prototype, 'take', 0);
  EventPattern(type.name)(
    Handler.prototype,
    'take',
    Object.getOwnPropertyDescriptor(Handler.prototype, 'take')!,
  );
  Controller()(Handler);
  return Handler;
};

export interface NodeOptions {
  databaseUrl: string;
  redisUrl: string;
  queue?: string;
  subscriptions?: readonly MessageType[];
  routes: Record<string, readonly MessageType[]>;
  controllers?: Type[];
  concurrency?: number;
}

export interface TestNode {
  app: NestFastifyApplication;
  registry: Registry;
  /** What it logged, parsed. */
  logged: { level: number; msg: string }[];
}

const wire = (
  options: NodeOptions,
  registry: Registry,
  log: ReturnType<typeof createLogger>,
): DynamicModule => {
  class Shop {}
  Module({})(Shop);
  return {
    module: Shop,
    imports: [
      DatabaseModule.forRoot({
        url: options.databaseUrl,
        applicationName: 'messaging-test',
        poolSize: 5,
        entities: [],
        migrations: messagingMigrations,
        onPoolError: () => undefined,
      }),
      MessagingModule.forRoot({ ...options, registry, log }),
    ],
    controllers: options.controllers ?? [],
  };
};

/** A process of the shop in small: a database, a queue, handlers. */
export const startNode = async (options: NodeOptions): Promise<TestNode> => {
  const logged: TestNode['logged'] = [];
  const out = new Writable({
    write: (line: Buffer, _encoding, done) => {
      logged.push(JSON.parse(line.toString()) as TestNode['logged'][number]);
      done();
    },
  });
  const log = createLogger({ level: 'info', app: 'test', instance: '1' }, out);
  const registry = new Registry();
  const app = await NestFactory.create<NestFastifyApplication>(
    wire(options, registry, log),
    new FastifyAdapter(),
    { logger: new NestLog(log), abortOnError: false },
  );
  try {
    await connectMessaging(app);
    await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, registry, logged };
};
