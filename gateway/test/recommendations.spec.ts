import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';
import type { Answer } from './upstream.ts';

const json =
  (body: unknown, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const OWN = { items: [{ id: 'own' }], source: 'recommendations' };
const DEFAULT = { items: [{ id: 'best seller' }], source: 'default' };
const NOTHING = { items: [], source: 'default' };

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  await gateway.upstream('recommendation').stop();
  await gateway.upstream('recommendation').start();
  gateway.upstream('recommendation').answer = json(OWN);
  gateway.upstream('catalog').answer = json(DEFAULT);
  // nginx leaves a process that failed alone for two seconds.
  await eventually(async () => expect(await ask()).toMatchObject({ body: OWN }), {
    describe: 'recommendations are back',
  });
  gateway.received();
});

const ask = async (query = '?limit=4') => {
  const began = performance.now();
  const { status, text, headers } = await gateway.call('GET', `/api/recommendations${query}`);
  return { status, body: JSON.parse(text) as unknown, headers, ms: performance.now() - began };
};

const FAILURES: [string, () => unknown][] = [
  ['is dead', () => gateway.upstream('recommendation').stop()],
  ['fails', () => (gateway.upstream('recommendation').answer = json({ code: 'internal_error' }, 500))],
  ['is not ready', () => (gateway.upstream('recommendation').answer = json({ code: 'unavailable' }, 503))],
  ['is too slow', () => (gateway.upstream('recommendation').answer = () => undefined)],
  [
    'hangs up',
    () => (gateway.upstream('recommendation').answer = (request) => void request.socket.destroy()),
  ],
];

describe.each(FAILURES)('where recommendation %s', (_, fail) => {
  it('the answer is the default list, in time', async () => {
    await fail();
    const { status, body, ms } = await ask();
    expect([status, body]).toEqual([200, DEFAULT]);
    expect(ms).toBeLessThan(600);
    expect(gateway.received()).toContainEqual(
      expect.objectContaining({ process: 'catalog', url: '/fallback/recommendations?limit=4' }),
    );
  });

  it('and catalog as well, the answer is an empty list', async () => {
    await fail();
    gateway.upstream('catalog').answer = json({ code: 'internal_error' }, 500);
    const { status, body, headers } = await ask();
    expect([status, body]).toEqual([200, NOTHING]);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': expect.stringMatching(/./) as unknown,
    });
  });
});

describe('recommendations', () => {
  it('are the process’s own where it is well', async () => {
    expect(await ask()).toMatchObject({ status: 200, body: OWN });
    expect(gateway.received()).toMatchObject([{ process: 'recommendation' }]);
  });

  it('are refused where the process refuses', async () => {
    gateway.upstream('recommendation').answer = json({ code: 'validation_failed' }, 400);
    expect(await ask('?limit=0')).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    expect(gateway.received()).toMatchObject([{ process: 'recommendation' }]);
  });

  it('are refused where the fallback refuses', async () => {
    await gateway.upstream('recommendation').stop();
    gateway.upstream('catalog').answer = json({ code: 'validation_failed' }, 400);
    expect(await ask('?limit=0')).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
  });

  it('are not waited for again and again: a slow process is left alone for a while', async () => {
    gateway.upstream('recommendation').answer = () => undefined;
    for (let failures = 0; failures < 3; failures += 1) await ask();
    gateway.received();
    const { body, ms } = await ask();
    expect(body).toEqual(DEFAULT);
    expect(ms).toBeLessThan(200);
    expect(gateway.received().map(({ process }) => process)).toEqual(['catalog']);
  });
});
