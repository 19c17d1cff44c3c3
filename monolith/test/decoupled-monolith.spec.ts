import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module, Sse, type MessageEvent } from '@nestjs/common';
import { Closing, createHttpApp } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Registry } from 'prom-client';
import { startWith, Subject, type Observable } from 'rxjs';
import { DecoupledMonolith } from '../src/decoupled/decoupled-monolith.ts';
import type { Home } from '../src/decoupled/home.ts';
import type { HostedModule } from '../src/decoupled/hosted-module.ts';
import { freePort } from './free-port.ts';

/** Has no end of its own. */
const news = new Subject<MessageEvent>();
@Controller('api/orders')
class NewsController {
  @Sse('news')
  news(): Observable<MessageEvent> {
    return news.pipe(startWith({ data: 'first' }));
  }
}
@Module({ controllers: [NewsController] })
class News {}

describe('a monolith of applications', () => {
  let storefront: string;

  beforeAll(async () => {
    storefront = await mkdtemp(path.join(tmpdir(), 'twinshop-storefront-'));
    await writeFile(path.join(storefront, 'pages.json'), '[]');
  });
  afterAll(() => rm(storefront, { recursive: true }));

  it('ends the streams of its modules before it waits for requests to end', async () => {
    const config = { INSTANCE: '1', STOREFRONT_DIR: storefront };
    const log = createLogger({ level: 'silent', app: 'monolith', instance: '1' });
    const home = { config, log, closing: new Closing() } as unknown as Home;
    const registry = new Registry();
    const options = { app: 'monolith', instance: '1', log, metrics: new HttpMetrics(registry) };
    const order: HostedModule = {
      name: 'order',
      app: await createHttpApp(News, { ...options, closing: home.closing }),
      registry,
      checks: [],
      extensions: [],
      endStreams: () => news.complete(),
    };
    const monolith = await DecoupledMonolith.of([order], home, new Registry());
    const port = await freePort();
    await monolith.listen({ host: '127.0.0.1', port, reusePort: false });
    const stream = await fetch(`http://127.0.0.1:${port}/api/orders/news`);

    // Without that it would wait for a stream without an end.
    await monolith.close();

    expect(await stream.text()).toContain('data: first');
  });
});
