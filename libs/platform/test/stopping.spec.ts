import { Agent, request as call, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { eventually } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { createHttpApp } from '../src/http/index.ts';
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
}

@Module({ controllers: [SlowController] })
class SlowModule {}

describe('an application that is told to stop', () => {
  it('ends what runs, and a connection that a client would keep open with it', async () => {
    const app = await createHttpApp(SlowModule, {
      app: 'slow',
      instance: '1',
      log: createLogger({ level: 'silent', app: 'slow', instance: '1' }),
      metrics: new HttpMetrics(new Registry()),
    });
    await app.listen(0, '127.0.0.1');
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
