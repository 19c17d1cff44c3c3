import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductSuggestions } from '@twinshop/catalog-contracts';
import { RecommendationHttp } from '@twinshop/recommendation-client';
import { eventually } from '@twinshop/testing';
import { RecommendationDouble } from './recommendation.double.ts';
import { prepare, Service, type Surroundings } from './service.ts';

/** What a customer waits for at most, whatever becomes of the recommendations. */
const AT_MOST_MS = 300;

/** So much of it may be spent on asking; the other side is told. */
const ASKING_MS = 100;

/** After so long, an open breaker lets one call through. */
const BREAKER_RESETS_MS = 2_000;

/** As many as make a median that a busy machine does not move much. */
const MANY = 15;

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
  /** What became of the calls of this process, each kind once. */
  const outcomes = async (): Promise<Set<unknown>> => {
    const calls = await service.registry.getSingleMetric('outgoing_call_duration_seconds')!.get();
    return new Set(calls.values.map(({ labels }) => labels['outcome']));
  };
  const inTurn = async (times: number) => {
    const answers: Awaited<ReturnType<typeof related>>[] = [];
    for (let n = 0; n < times; n += 1) answers.push(await related());
    return answers;
  };
  /** That an answer came at all, where the other side gives none, is what patience did; how long that is, it was told. */
  const expectInTime = (answers: readonly Awaited<ReturnType<typeof related>>[]): void => {
    for (const { headers } of other.requests) {
      expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(ASKING_MS);
    }
    expect(median(answers)).toBeLessThan(AT_MOST_MS);
  };
  const expectDefault = (answers: readonly Awaited<ReturnType<typeof related>>[]): void => {
    for (const { status, source, items } of answers) {
      expect([status, source, items.length]).toEqual([200, 'default', 3]);
    }
    expectInTime(answers);
  };
  const recommended = () =>
    eventually(
      async () => {
        const answer = await related();
        if (answer.source !== 'recommendations') throw new Error(`they are ${answer.source}`);
        return answer;
      },
      { within: 10_000, describe: 'recommendations are shown' },
    );
  const median = (answers: readonly { tookMs: number }[]): number =>
    answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b)[Math.floor(answers.length / 2)]!;
  const untilOpen = (): Promise<boolean> =>
    eventually(
      async () => {
        expectDefault(await inTurn(MANY));
        return breaker() === 'open';
      },
      { describe: 'the breaker opens' },
    );

  it('are what was recommended, asked for with a service’s token', async () => {
    other.answers([chairs[5]!, chairs[2]!]);
    const { status, items } = await recommended();
    expect(status).toBe(200);
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

  it.each<[string, () => void, string]>([
    ['hang', () => other.hangs(), 'timeout'],
    ['fail', () => other.fails(), 'error'],
    ['make no sense', () => other.babbles(), 'reply'],
    ['know nothing', () => other.answers([]), 'ok'],
  ])('are a default list, in time, where recommendations %s', async (_, become, outcome) => {
    become();
    expectDefault(await inTurn(MANY));
    expect(await outcomes()).toContain(outcome);
  });

  it('are a default list, in time, for many who ask at once while recommendations hang', async () => {
    other.hangs();
    const atOnce = () => Promise.all(Array.from({ length: 10 }, related));
    expectDefault([...(await atOnce()), ...(await atOnce()), ...(await atOnce())]);
  });

  it('are a default list, in time, where recommendations are dead, and recommended again when they are back', async () => {
    const port = Number(new URL(other.url).port);
    await other.die();
    await untilOpen();
    await other.riseAgain(port);
    other.answers([chairs[5]!]);
    await recommended();
    expect(breaker()).toBe('closed');
  });

  it('are not even asked for while the breaker is open, and are again when it has closed', async () => {
    other.hangs();
    await untilOpen();
    const [asked, begun] = [other.requests.length, performance.now()];
    expectDefault(await inTurn(MANY));
    // Nobody waits for what is known not to come, but for one each time that it is tried.
    const tries = 1 + Math.floor((performance.now() - begun) / BREAKER_RESETS_MS);
    expect(other.requests.length - asked).toBeLessThanOrEqual(tries);
    expect(await outcomes()).toContain('open');
    other.answers([chairs[5]!]);
    await recommended();
  });

  it('are one or the other, always in time, where recommendations fail every other time', async () => {
    other.flaps([chairs[5]!]);
    const answers = await inTurn(20);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ source }) => source))).toEqual(new Set(['recommendations', 'default']));
    expectInTime(answers);
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
