import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceTokenIssuer, TokenIssuer } from '@twinshop/platform/auth';
import { createHttpApp } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { BullClient, connectMessaging } from '@twinshop/platform/messaging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { newId } from '@twinshop/platform/values';
import { testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Registry } from 'prom-client';
import type { Config } from '../src/config.ts';
import { CatalogService } from '../src/wiring.ts';

const SERVICES = ['catalog', 'order', 'recommendation'];

/** What a catalogue service needs around it; several can be started in it, at once or one after the other. */
export interface Surroundings {
  config: Config;
  pool: TestDatabase['pool'];
  redis: TestRedis['redis'];
  /** Of somebody who has signed in at the order service. */
  tokenOf(role: 'customer' | 'admin'): Promise<string>;
  /** Of another service that calls this one. */
  serviceToken(service: string, audience?: string): Promise<string>;
  remove(): Promise<void>;
}

const keyPair = async (kid: string): Promise<{ secret: JWK; open: JWK }> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    secret: { ...(await exportJWK(privateKey)), kid },
    open: { ...(await exportJWK(publicKey)), kid },
  };
};

export const prepare = async (recommendationUrl: string): Promise<Surroundings> => {
  const [database, queues, folder] = await Promise.all([
    testDatabase(),
    testRedis(),
    mkdtemp(path.join(tmpdir(), 'twinshop-catalog-')),
  ]);
  const write = async (name: string, content: object): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  };
  const access = await keyPair('key');
  const services = new Map(
    await Promise.all(SERVICES.map(async (name) => [name, await keyPair(name)] as const)),
  );
  const issuer = await TokenIssuer.from(access.secret);
  return {
    config: {
      HOST: '127.0.0.1',
      PORT: 1,
      OPS_PORT: 1,
      INSTANCE: '1',
      DATABASE_URL: database.url,
      DATABASE_POOL: 10,
      REDIS_URL: queues.url,
      RECOMMENDATION_URL: recommendationUrl,
      AUTH_PUBLIC_KEYS_FILE: await write('access.json', { keys: [access.open] }),
      SERVICE_PRIVATE_KEY_FILE: await write('catalog.json', services.get('catalog')!.secret),
      SERVICE_PUBLIC_KEYS_FILE: await write('services.json', {
        keys: [...services.values()].map(({ open }) => open),
      }),
      LOG_LEVEL: 'silent',
    },
    pool: database.pool,
    redis: queues.redis,
    tokenOf: (role) => issuer.issue({ id: newId(), role }),
    async serviceToken(service, audience = 'catalog') {
      const own = await ServiceTokenIssuer.from(services.get(service)!.secret);
      return own.tokenFor(audience);
    },
    async remove() {
      await database.drop();
      await queues.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

interface Call {
  headers?: Record<string, string>;
  token?: string;
  body?: object | string;
}

/** A running catalogue service, without its ports. */
export class Service {
  readonly app: NestFastifyApplication;
  readonly registry: Registry;

  private constructor(app: NestFastifyApplication, registry: Registry) {
    this.app = app;
    this.registry = registry;
  }

  static async start({ config }: Surroundings): Promise<Service> {
    const log = createLogger({ level: config.LOG_LEVEL, app: 'catalog', instance: config.INSTANCE });
    const registry = new Registry();
    const app = await createHttpApp(await CatalogService.wire(config, log, registry), {
      app: 'catalog',
      instance: config.INSTANCE,
      log,
      metrics: new HttpMetrics(registry),
    });
    await connectMessaging(app);
    await app.init();
    return new Service(app, registry);
  }

  /** What leaves and enters the queues by hand. */
  get queues(): BullClient {
    return this.app.get(BullClient);
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    url: string,
    { token, body, headers }: Call = {},
  ) {
    const answer = await this.app.inject({
      method: method as 'GET',
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (isJson ? answer.json() : undefined) as Body,
    };
  }

  /** Adds a product as an admin does, and answers its id. */
  async product(token: string, change: object = {}): Promise<string> {
    const { body } = await this.call<{ id: string }>('POST', '/api/admin/products', {
      token,
      body: {
        sku: `SKU-${newId()}`,
        name: 'Oak chair',
        description: '',
        category: 'chairs',
        price: { amount: 1_299, currency: 'GBP' },
        stock: 5,
        ...change,
      },
    });
    return body.id;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
