import { Agent, request as call, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { createHttpApp, type Address } from '../src/http/index.ts';
import { createLogger } from '../src/logging/index.ts';
import { HttpMetrics } from '../src/operations/index.ts';

const begun = Promise.withResolvers<void>();
const finished = Promise.withResolvers<string>();

@Controller()
class SlowController {
  @Get('slow')
  slow(): Promise<string> {
    begun.resolve();
    return finished.promise;
  }

  @Post('quick')
  quick(): string {
    return 'done';
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const listening = async (address: Partial<Address> = {}): Promise<NestFastifyApplication> => {
  const app = await createHttpApp(SlowModule, {
    app: 'slow',
    instance: '1',
    log: createLogger({ level: 'silent', app: 'slow', instance: '1' }),
    metrics: new HttpMetrics(new Registry()),
  });
  const somewhere: Address = { host: '127.0.0.1', port: 0, reusePort: false };
  await app.listen({ ...somewhere, ...address });
  return app;
};

const EVERY_MS = 10;

/** Sends one request after another, as a gateway with connections that it keeps; resolves to how that ended. */
const sendUntilRefused = async (url: string, agent: Agent, first: () => void): Promise<string> => {
  for (;;) {
    try {
      const [answer] = (await once(call(url, { agent, method: 'POST' }).end(), 'response')) as [
        IncomingMessage,
      ];
      answer.resume();
      await once(answer, 'end');
      if (answer.statusCode !== 201) return `answered ${answer.statusCode}`;
      first();
      await delay(EVERY_MS);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
  }
};

const statusOf = async (url: string): Promise<number> => (await fetch(url, { method: 'POST' })).status;

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('an application that is told to stop', () => {
  it('loses no request that is on its way to it', async () => {
    const app = await listening();
    const url = `${await app.getUrl()}/quick`;
    const agent = new Agent({ keepAlive: true });
    const underWay = Promise.withResolvers<void>();
    const senders = Array.from({ length: 16 }, () => sendUntilRefused(url, agent, underWay.resolve));
    await underWay.promise;

    await app.close();

    // Never heard, and so may be sent to another one.
    expect(new Set(await Promise.all(senders))).toEqual(new Set(['ECONNREFUSED']));
    agent.destroy();
  });

  // Node refuses to share a port elsewhere.
  onLinux('loses none either to another one that listens on its port', async () => {
    const leaving = await listening({ reusePort: true });
    const port = Number(new URL(await leaving.getUrl()).port);
    const staying = await listening({ port, reusePort: true });
    const agent = new Agent({ keepAlive: true });
    const answeredFirst = Promise.withResolvers<void>();
    const url = `http://127.0.0.1:${port}/quick`;
    const senders = Array.from({ length: 16 }, () => sendUntilRefused(url, agent, answeredFirst.resolve));
    await answeredFirst.promise;

    await leaving.close();
    const failed = Promise.race(senders);
    expect(await Promise.race([failed, statusOf(url)])).toBe(201);

    await staying.close();
    expect(new Set(await Promise.all(senders))).toEqual(new Set(['ECONNREFUSED']));
    agent.destroy();
  });

  it('has its port for itself unless it was told to share it', async () => {
    const app = await listening();
    const port = Number(new URL(await app.getUrl()).port);
    await expect(listening({ port, reusePort: true })).rejects.toThrow('EADDRINUSE');
    await app.close();
  });

  it('ends what runs, and a connection that a client would keep open with it', async () => {
    const app = await listening();
    const agent = new Agent({ keepAlive: true });
    const sent = call(`${await app.getUrl()}/slow`, { agent }).end();
    await begun.promise;

    const stopped = app.close();
    await eventually(() => expect(app.getHttpServer().listening).toBe(false), {
      describe: 'the port was closed',
    });
    finished.resolve('done');
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();

    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    // Settles only when the last connection has ended.
    await stopped;
    agent.destroy();
  });
});
