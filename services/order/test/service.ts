import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Offer } from '@twinshop/catalog-contracts';
import type { Order } from '@twinshop/order-contracts';
import { ServiceTokenIssuer } from '@twinshop/platform/auth';
import { createHttpApp } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { BullClient, connectMessaging } from '@twinshop/platform/messaging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Registry } from 'prom-client';
import type { Config } from '../src/config.ts';
import { OrderService } from '../src/wiring.ts';

export const ADMIN = { email: 'admin@shop.test', password: 'correct horse battery' };
export const SEAL_KEY = Buffer.alloc(32, 3).toString('base64');
const SERVICES = ['catalog', 'order', 'recommendation'];

/** The catalog service, as far as orders ask it over HTTP; it sells what the test puts into it. */
export class CatalogServiceDouble {
  readonly sold = new Map<string, Offer>();
  away = false;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (this.away) return response.destroy();
        const { productIds } = JSON.parse(Buffer.concat(chunks).toString()) as { productIds: string[] };
        const offers = productIds.flatMap((id) => this.sold.get(id) ?? []);
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ offers }));
      });
    });
  }

  static async start(): Promise<CatalogServiceDouble> {
    const double = new CatalogServiceDouble();
    await new Promise<void>((resolve) => double.server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What an order service needs around it; several can be started in it, at once or one after the other. */
export interface Surroundings {
  config: Config;
  pool: TestDatabase['pool'];
  redis: TestRedis['redis'];
  catalog: CatalogServiceDouble;
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

export const prepare = async (): Promise<Surroundings> => {
  const [database, queues, catalog, folder] = await Promise.all([
    testDatabase(),
    testRedis(),
    CatalogServiceDouble.start(),
    mkdtemp(path.join(tmpdir(), 'twinshop-order-')),
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
  return {
    config: {
      HOST: '127.0.0.1',
      PORT: 1,
      OPS_PORT: 1,
      INSTANCE: '1',
      DATABASE_URL: database.url,
      DATABASE_POOL: 10,
      REDIS_URL: queues.url,
      CATALOG_URL: catalog.url,
      AUTH_PRIVATE_KEY_FILE: await write('access-private.json', access.secret),
      AUTH_PUBLIC_KEYS_FILE: await write('access.json', { keys: [access.open] }),
      SERVICE_PRIVATE_KEY_FILE: await write('order.json', services.get('order')!.secret),
      SERVICE_PUBLIC_KEYS_FILE: await write('services.json', {
        keys: [...services.values()].map(({ open }) => open),
      }),
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      PAYMENT_SEAL_KEY_FILE: await write('seal.json', { key: SEAL_KEY }),
      LOG_LEVEL: 'silent',
    },
    pool: database.pool,
    redis: queues.redis,
    catalog,
    async serviceToken(service, audience = 'order') {
      const own = await ServiceTokenIssuer.from(services.get(service)!.secret);
      return own.tokenFor(audience);
    },
    async remove() {
      await catalog.stop();
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

/** A running order service, without its ports. */
export class Service {
  readonly app: NestFastifyApplication;

  private constructor(app: NestFastifyApplication) {
    this.app = app;
  }

  static async start({ config }: Surroundings): Promise<Service> {
    const log = createLogger({ level: config.LOG_LEVEL, app: 'order', instance: config.INSTANCE });
    const registry = new Registry();
    const app = await createHttpApp(await OrderService.wire(config, log, registry), {
      app: 'order',
      instance: config.INSTANCE,
      log,
      metrics: new HttpMetrics(registry),
    });
    await connectMessaging(app);
    await app.init();
    return new Service(app);
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

  async signIn(email = ADMIN.email, password = ADMIN.password): Promise<string> {
    const { body } = await this.call<{ accessToken: string }>('POST', '/api/sessions', {
      body: { email, password },
    });
    return body.accessToken;
  }

  /** A new customer's token. */
  async customer(email: string): Promise<string> {
    const password = 'ten letters and more';
    await this.call('POST', '/api/customers', { body: { email, password, name: 'Customer' } });
    return this.signIn(email, password);
  }

  order(token: string, key: string, ...items: [productId: string, quantity: number][]) {
    return this.call<Order>('POST', '/api/orders', {
      token,
      headers: { 'idempotency-key': key },
      body: {
        items: items.map(([productId, quantity]) => ({ productId, quantity })),
        payment: { method: 'card', token: 'tok_visa' },
      },
    });
  }

  async read(token: string, id: string): Promise<Order> {
    return (await this.call<Order>('GET', `/api/orders/${id}`, { token })).body;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
