import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { Closing, createHttpApp, passOn } from '../src/http/index.ts';
import { createLogger } from '../src/logging/index.ts';
import { HttpMetrics } from '../src/operations/index.ts';

@Controller('front')
class FrontController {
  @Get()
  front(): string {
    return 'front';
  }
}
@Module({ controllers: [FrontController] })
class Front {}

const answering = Promise.withResolvers<void>();
const mayAnswer = Promise.withResolvers<void>();

@Controller('house')
class HouseController {
  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }

  @Get('slow')
  async slow(): Promise<string> {
    answering.resolve();
    await mayAnswer.promise;
    return 'slow';
  }
}
@Module({ controllers: [HouseController] })
class House {}

const made = (module: Type, app: string, closing: Closing): Promise<NestFastifyApplication> =>
  createHttpApp(module, {
    app,
    instance: '1',
    log: createLogger({ level: 'silent', app, instance: '1' }),
    metrics: new HttpMetrics(new Registry()),
    closing,
  });

describe('applications at one address', () => {
  let front: NestFastifyApplication;
  let house: NestFastifyApplication;
  let url: string;

  const closing = new Closing();

  beforeAll(async () => {
    [front, house] = await Promise.all([made(Front, 'front', closing), made(House, 'house', closing)]);
    passOn(front, (path) => (path.startsWith('/house') ? house : undefined));
    await house.init();
    await house.getHttpAdapter().getInstance().ready();
    await front.listen(0, '127.0.0.1');
    url = await front.getUrl();
  });
  afterAll(async () => {
    await front.close();
    await house.close();
  });

  it('answer each what is its own', async () => {
    const [own, passed] = await Promise.all([
      fetch(`${url}/front`),
      fetch(`${url}/house/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'x'.repeat(100_000) }),
      }),
    ]);
    expect([own.headers.get('x-served-by'), await own.text()]).toEqual(['front/1', 'front']);
    expect(passed.headers.get('x-served-by')).toBe('house/1');
    expect(await passed.json()).toEqual({ text: 'x'.repeat(100_000) });
  });

  it('refuse each what nobody has, in the same words', async () => {
    const answers = await Promise.all([fetch(`${url}/nothing`), fetch(`${url}/house/nothing`)]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies.map((body) => (body as { code: string }).code)).toEqual(['not_found', 'not_found']);
  });

  it('end the connection with the answer when the one that listens stops', async () => {
    const slow = fetch(`${url}/house/slow`);
    await answering.promise;
    const closed = front.close();
    await eventually(async () => closing.begun, { within: 5_000, describe: 'it stops' });
    mayAnswer.resolve();
    const answer = await slow;
    expect([answer.headers.get('connection'), await answer.text()]).toEqual(['close', 'slow']);
    await closed;
  });
});
