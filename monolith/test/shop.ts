import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Order } from '@twinshop/order-contracts';
import { createHttpApp, serveOpenApi } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import type { Config } from '../src/config.ts';
import { serveStorefront } from '../src/storefront.ts';
import { Monolith } from '../src/wiring.ts';

const ADMIN = { email: 'admin@shop.test', password: 'correct horse battery' };

/** What a monolith needs around it; several can be started in it, at once or one after the other. */
export interface Surroundings {
  config: Config;
  pool: TestDatabase['pool'];
  remove(): Promise<void>;
}

export const prepare = async (providerUrl: string): Promise<Surroundings> => {
  const own = await testDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'twinshop-monolith-'));
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const files = { private: path.join(folder, 'private.json'), public: path.join(folder, 'public.json') };
  await writeFile(files.private, JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'key' }));
  await writeFile(files.public, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'key' }] }));
  return {
    config: {
      HOST: '127.0.0.1',
      PORT: 1,
      REUSE_PORT: false,
      OPS_PORT: 1,
      INSTANCE: '1',
      DATABASE_URL: own.url,
      DATABASE_POOL: 20,
      PAYMENT_PROVIDER_URL: providerUrl,
      AUTH_PRIVATE_KEY_FILE: files.private,
      AUTH_PUBLIC_KEYS_FILE: files.public,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'silent',
    },
    pool: own.pool,
    async remove() {
      await own.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

interface Call {
  token?: string | undefined;
  body?: object | string;
  headers?: Record<string, string>;
}

/** A running monolith, without its ports. */
export class Shop {
  readonly app: NestFastifyApplication;

  private constructor(app: NestFastifyApplication) {
    this.app = app;
  }

  static async start({ config }: Surroundings): Promise<Shop> {
    const log = createLogger({ level: config.LOG_LEVEL, app: 'monolith', instance: config.INSTANCE });
    const registry = new Registry();
    const app = await createHttpApp(await Monolith.wire(config, log, registry), {
      app: 'monolith',
      instance: config.INSTANCE,
      log,
      metrics: new HttpMetrics(registry),
    });
    serveOpenApi(app);
    if (config.STOREFRONT_DIR !== undefined) await serveStorefront(app, config.STOREFRONT_DIR);
    await app.init();
    return new Shop(app);
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
      text: answer.body,
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

  async product(sku: string, stock: number): Promise<string> {
    const { body } = await this.call<{ id: string }>('POST', '/api/admin/products', {
      token: await this.signIn(),
      body: {
        sku,
        name: `Chair ${sku}`,
        description: '',
        category: 'chairs',
        price: { amount: 1_299, currency: 'GBP' },
        stock,
      },
    });
    return body.id;
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

  stop(): Promise<void> {
    return this.app.close();
  }
}
