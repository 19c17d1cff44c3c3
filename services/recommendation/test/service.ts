import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceTokenIssuer, TokenIssuer } from '@twinshop/platform/auth';
import { createHttpApp } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import type { Message, MessageType } from '@twinshop/platform/messages';
import { BullClient, connectMessaging } from '@twinshop/platform/messaging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { nextTraceparent } from '@twinshop/platform/tracing';
import { newId } from '@twinshop/platform/values';
import { testRedis, type TestRedis } from '@twinshop/testing';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Registry } from 'prom-client';
import type { Config } from '../src/config.ts';
import { RecommendationService } from '../src/wiring.ts';

/** What a recommendation service needs around it; several can be started in it, at once or one after the other. */
export interface Surroundings {
  config: Config;
  redis: TestRedis['redis'];
  /** Of a customer who has signed in at the order service. */
  tokenOf(customerId: string): Promise<string>;
  /** Of another service that calls this one. */
  serviceToken(audience?: string): Promise<string>;
  remove(): Promise<void>;
}

const keyPair = async (kid: string): Promise<{ secret: JWK; open: JWK }> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    secret: { ...(await exportJWK(privateKey)), kid },
    open: { ...(await exportJWK(publicKey)), kid },
  };
};

export const prepare = async (othersUrl: string, redisUrl?: string): Promise<Surroundings> => {
  const [redis, folder] = await Promise.all([
    testRedis(),
    mkdtemp(path.join(tmpdir(), 'twinshop-recommendation-')),
  ]);
  const write = async (name: string, content: object): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  };
  const [access, own, catalog] = await Promise.all(['key', 'recommendation', 'catalog'].map(keyPair));
  const issuer = await TokenIssuer.from(access!.secret);
  return {
    config: {
      HOST: '127.0.0.1',
      PORT: 1,
      OPS_PORT: 1,
      INSTANCE: '1',
      REDIS_URL: redisUrl ?? redis.url,
      CATALOG_URL: othersUrl,
      ORDER_URL: othersUrl,
      AUTH_PUBLIC_KEYS_FILE: await write('access.json', { keys: [access!.open] }),
      SERVICE_PRIVATE_KEY_FILE: await write('own.json', own!.secret),
      SERVICE_PUBLIC_KEYS_FILE: await write('services.json', { keys: [own!.open, catalog!.open] }),
      LOG_LEVEL: 'silent',
    },
    redis: redis.redis,
    tokenOf: (id) => issuer.issue({ id, role: 'customer' }),
    async serviceToken(audience = 'recommendation') {
      return (await ServiceTokenIssuer.from(catalog!.secret)).tokenFor(audience);
    },
    async remove() {
      await redis.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** A running recommendation service, without its ports. */
export class Service {
  readonly app: NestFastifyApplication;

  private constructor(app: NestFastifyApplication) {
    this.app = app;
  }

  static async start({ config }: Surroundings): Promise<Service> {
    const log = createLogger({ level: config.LOG_LEVEL, app: 'recommendation', instance: config.INSTANCE });
    const registry = new Registry();
    const app = await createHttpApp(await RecommendationService.wire(config, log, registry), {
      app: 'recommendation',
      instance: config.INSTANCE,
      log,
      metrics: new HttpMetrics(registry),
    });
    await connectMessaging(app);
    await app.init();
    return new Service(app);
  }

  async get(url: string, headers: Record<string, string> = {}) {
    const answer = await this.app.inject({ method: 'GET', url, headers });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  }

  /** Puts a message into the queues, as a relay does. */
  async tell<Data>(type: MessageType<Data>, data: Data, eventId = newId()): Promise<void> {
    const message: Message = {
      eventId,
      type: type.name,
      occurredAt: new Date().toISOString(),
      correlationId: eventId,
      causationId: eventId,
      traceparent: nextTraceparent(undefined),
      data,
    };
    await this.app.get(BullClient).deliver([message]);
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
