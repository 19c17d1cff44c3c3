import { describe, expect, it } from '@jest/globals';
import { aSecond, aTally, evidence, FAULT_MS, HEALED_MS } from '../../test/evidence.ts';
import { answers, answersOtherwise, degrades, staysAsFast, wasSteady } from './traffic.judges.ts';

describe('all was well before the fault', () => {
  const before = (...tallies: Parameters<typeof aTally>) =>
    wasSteady(evidence({ during: { control: { 'product page': aTally(...tallies) } } }));

  it('where next to everything was answered, and soon', () => {
    expect(before({ requests: 1_000, failed: 1, ms: 400 }).met).toBe(true);
    expect(before({ requests: 1_000, failed: 2 }).met).toBe(false);
    expect(before({ ms: 600 })).toMatchObject({ measured: 'product page: 100%, 600 ms', met: false });
  });

  it('not where nobody asked', () => expect(wasSteady(evidence()).met).toBe(false));
});

describe('requests are answered during the fault', () => {
  const during = (requests: number, failed: number) =>
    evidence({ during: { fault: { 'product page': aTally({ requests, failed }) } } });

  it('where the share is reached, to the request', () => {
    expect(answers('product page', 0.99)(during(100, 1)).met).toBe(true);
    expect(answers('product page', 0.99)(during(100, 2)).met).toBe(false);
  });

  it('all of them, where all are wanted', () => {
    expect(answers('product page', 1)(during(5_000, 0))).toMatchObject({ bar: 'all', met: true });
    expect(answers('product page', 1)(during(5_000, 1))).toMatchObject({
      measured: '99.98% of 5,000',
      met: false,
    });
  });

  it('those that come while it is being healed count, too', () => {
    const fault = { 'product page': aTally({ requests: 99 }) };
    const healing = { 'product page': aTally({ requests: 1, failed: 1 }) };
    expect(answers('product page', 1)(evidence({ during: { fault, healing } }))).toMatchObject({
      measured: '99% of 100',
      met: false,
    });
  });

  it('not where nobody asked', () =>
    expect(answers('product page', 0)(during(0, 0))).toMatchObject({ measured: '0% of 0', met: false }));

  it('whatever becomes of other requests', () => {
    const orders = evidence({ during: { fault: { 'place order': aTally({ failed: 100 }) } } });
    expect(answers('product page', 1)(orders).met).toBe(false);
    expect(answers('place order', 0.5)(orders).met).toBe(false);
  });
});

describe('requests are answered before the fault and after it', () => {
  const around = (control: number, afterwards: number) =>
    evidence({
      during: {
        control: { 'product page': aTally({ failed: control }) },
        afterwards: { 'product page': aTally({ failed: afterwards }) },
      },
    });

  it('where both are', () => {
    expect(answersOtherwise('product page', 0.95)(around(5, 5)).met).toBe(true);
    expect(answersOtherwise('product page', 0.95)(around(6, 0)).met).toBe(false);
    expect(answersOtherwise('product page', 0.95)(around(0, 6)).met).toBe(false);
  });

  it('not where nobody asked afterwards', () => {
    const before = evidence({ during: { control: { 'product page': aTally({}) } } });
    expect(answersOtherwise('product page', 0.5)(before).met).toBe(false);
  });
});

describe('requests stay as fast', () => {
  const p99s = (control: number, fault: number) =>
    evidence({
      during: {
        control: { 'place order': aTally({ ms: control }) },
        fault: { 'place order': aTally({ ms: fault }) },
      },
    });

  it('where the p99 grows by no more than the factor', () => {
    expect(staysAsFast('place order', 1.1)(p99s(200, 218)).met).toBe(true);
    expect(staysAsFast('place order', 1.1)(p99s(200, 225)).met).toBe(false);
  });

  it('where both are so short that the machine makes the difference', () => {
    expect(staysAsFast('place order', 1.1)(p99s(3, 12)).met).toBe(true);
    expect(staysAsFast('place order', 1.1)(p99s(3, 14)).met).toBe(false);
  });

  it('not where nobody asked, before or during it', () => {
    const one = aTally({ ms: 3 });
    expect(staysAsFast('place order', 1.1)(evidence())).toMatchObject({
      measured: 'there were no requests',
      met: false,
    });
    expect(
      staysAsFast('place order', 1.1)(evidence({ during: { control: { 'place order': one } } })).met,
    ).toBe(false);
    expect(staysAsFast('place order', 1.1)(evidence({ during: { fault: { 'place order': one } } })).met).toBe(
      false,
    );
  });
});

describe('requests are answered by the default list', () => {
  const middle = (FAULT_MS + HEALED_MS) / 2;
  const seconds = (degraded: (atMs: number) => number) =>
    evidence({
      seconds: Array.from({ length: 30 }, (_, nth) =>
        aSecond(nth * 1_000, { degraded: degraded(nth * 1_000) }),
      ),
    });

  it('where they are in the second half of the fault, whatever came before or after', () => {
    const late = (atMs: number): number => (atMs >= middle && atMs < HEALED_MS ? 10 : 0);
    expect(degrades('product page', 1)(seconds(late))).toMatchObject({ measured: '100%', met: true });
    expect(degrades('product page', 0.1)(seconds((atMs) => 10 - late(atMs)))).toMatchObject({
      measured: '0%',
      met: false,
    });
  });

  it('not where nobody asked', () =>
    expect(degrades('recommendations', 0.5)(seconds(() => 10)).met).toBe(false));
});
