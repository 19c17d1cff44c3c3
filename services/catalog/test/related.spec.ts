import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ProductSuggestions } from '@twinshop/catalog-contracts';
import { RecommendationHttp } from '@twinshop/recommendation-client';
import { eventually } from '@twinshop/testing';
import { RecommendationDouble } from './recommendation.double.ts';
import { prepare, Service, type Surroundings } from './service.ts';

/** What a customer waits for at most, whatever becomes of the recommendations. */
const AT_MOST_MS = 300;

// Clocks are read here, and the machine may be busy with other tests.
jest.retryTimes(2);

describe('a product page’s related products, with recommendations in another process,', () => {
  let other: RecommendationDouble;
  let around: Surroundings;
  let service: Service;
  let chairs: string[];

  beforeAll(async () => {
    other = await RecommendationDouble.start();
    around = await prepare(other.url);
    const preparing = await Service.start(around);
    const admin = await around.tokenOf('admin');
    chairs = await Promise.all(Array.from({ length: 8 }, () => preparing.product(admin)));
    await preparing.stop();
  });
  afterAll(async () => {
    await other.die();
    await around.remove();
  });
  // Each with a breaker that has seen nothing yet.
  beforeEach(async () => {
    service = await Service.start(around);
    // The first request of a process pays for its connections.
    other.answers([chairs[5]!]);
    await related();
    other.requests.length = 0;
  });
  afterEach(() => service.stop());

  const related = async () => {
    const begun = performance.now();
    const { status, body } = await service.call<ProductSuggestions>(
      'GET',
      `/api/products/${chairs[0]}/related?limit=3`,
    );
    return { status, source: body.source, items: body.items, tookMs: performance.now() - begun };
  };
  const breaker = () => service.app.get(RecommendationHttp).http.state;
  const expectDefault = (...answers: Awaited<ReturnType<typeof related>>[]): void => {
    for (const { status, source, items } of answers) {
      expect([status, source, items.length]).toEqual([200, 'default', 3]);
    }
    expect(median(answers)).toBeLessThan(AT_MOST_MS);
  };
  const median = (answers: readonly { tookMs: number }[]): number =>
    answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b)[Math.floor(answers.length / 2)]!;
  const untilOpen = (): Promise<boolean> =>
    eventually(
      async () => {
        expectDefault(await related(), await related(), await related());
        return breaker() === 'open';
      },
      { describe: 'the breaker opens' },
    );

  it('are what was recommended, asked for with a service’s token', async () => {
    other.answers([chairs[5]!, chairs[2]!]);
    const { status, source, items } = await related();
    expect([status, source]).toEqual([200, 'recommendations']);
    expect(items.map(({ id }) => id)).toEqual([chairs[5], chairs[2]]);
    expect(other.requests[0]!.url).toBe(
      `/internal/recommendation/also-bought?productId=${chairs[0]}&limit=3`,
    );
    expect(other.requests[0]!.headers).toMatchObject({
      'x-service-token': expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      'x-deadline-ms': expect.stringMatching(/^\d+$/),
      traceparent: expect.stringMatching(/^00-/),
    });
  });

  it.each<[string, () => void]>([
    ['hang', () => other.hangs()],
    ['fail', () => other.fails()],
    ['make no sense', () => other.babbles()],
    ['know nothing', () => other.answers([])],
  ])('are a default list, in time, where recommendations %s', async (_, become) => {
    become();
    expectDefault(await related(), await related(), await related());
  });

  it('are a default list, in time, for many who ask at once while recommendations hang', async () => {
    other.hangs();
    expectDefault(...(await Promise.all(Array.from({ length: 10 }, related))));
  });

  it('are a default list, in time, where recommendations are dead, and recommended again when they are back', async () => {
    const port = Number(new URL(other.url).port);
    await other.die();
    await untilOpen();
    await other.riseAgain(port);
    other.answers([chairs[5]!]);
    await eventually(async () => (await related()).source === 'recommendations', {
      within: 10_000,
      describe: 'recommendations are shown again',
    });
    expect(breaker()).toBe('closed');
  });

  it('are not even asked for while the breaker is open, and are again when it has closed', async () => {
    other.hangs();
    await untilOpen();
    const asked = other.requests.length;
    const answers = [await related(), await related(), await related(), await related(), await related()];
    expectDefault(...answers);
    // Nobody waits for what is known not to come.
    expect(median(answers)).toBeLessThan(100);
    expect(other.requests.length - asked).toBeLessThanOrEqual(1);
    other.answers([chairs[5]!]);
    await eventually(async () => (await related()).source === 'recommendations', {
      within: 10_000,
      describe: 'the breaker closes',
    });
  });

  it('are one or the other, always in time, where recommendations fail every other time', async () => {
    other.flaps([chairs[5]!]);
    const answers = [];
    for (let n = 0; n < 20; n += 1) answers.push(await related());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ source }) => source))).toEqual(new Set(['recommendations', 'default']));
    expect(median(answers)).toBeLessThan(AT_MOST_MS);
    other.answers([chairs[5]!]);
    await eventually(async () => (await related()).source === 'recommendations' && breaker() === 'closed', {
      within: 10_000,
      describe: 'the breaker is closed again',
    });
  });

  it('are watched: the breaker’s state is among the metrics', async () => {
    other.fails();
    await untilOpen();
    expect(await service.registry.metrics()).toMatch(
      /circuit_breaker_state\{[^}]*name="recommendation"[^}]*\}/,
    );
  });
});
