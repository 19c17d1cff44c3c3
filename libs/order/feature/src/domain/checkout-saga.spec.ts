import { describe, expect, it } from '@jest/globals';
import {
  ACCEPTED,
  ANSWER_PATIENCE_MS,
  CHECKOUT_SAGA,
  IGNORED,
  LONG_SILENCE_MS,
  LONGEST_PAUSE_MS,
  nextLookInMs,
  silenceAfter,
  statusOf,
  type CheckoutState,
  type Happening,
  type Sending,
  type Step,
} from './checkout-saga.ts';
import { ORDER_TRANSITIONS, PAYMENT_DEADLINE_MS } from './order-status.ts';

const STATES = Object.keys(CHECKOUT_SAGA) as CheckoutState[];
const HAPPENINGS = Object.keys(CHECKOUT_SAGA.reserving) as Happening[];
const cells = STATES.flatMap((state) =>
  HAPPENINGS.map((happening) => ({ state, happening, step: CHECKOUT_SAGA[state][happening] })),
);
const steps = cells.filter((cell): cell is typeof cell & { step: Step } => cell.step !== IGNORED);

describe('the table of the checkout', () => {
  it('says for every state what every happening does', () => {
    for (const state of STATES) expect(Object.keys(CHECKOUT_SAGA[state])).toEqual(HAPPENINGS);
  });

  it('moves an order only as the public contract has it', () => {
    for (const { state, step } of steps) {
      const [from, to] = [statusOf(state), statusOf(step.to)];
      if (from !== to) expect(ORDER_TRANSITIONS[from]).toContain(to);
    }
  });

  it('gives a reason where it is decided that an order is rejected, and nowhere else', () => {
    const isLost = (state: CheckoutState): boolean => state === 'releasing' || state === 'rejected';
    for (const { state, step } of steps) {
      expect(step.failure !== undefined).toBe(isLost(step.to) && !isLost(state));
    }
  });

  it('rejects what may have stock only once that is returned', () => {
    const rejecting = steps.filter(({ state, step }) => step.to === 'rejected' && state !== 'rejected');
    expect(new Set(rejecting.map(({ happening }) => happening))).toEqual(
      new Set(['outOfStock', 'productUnavailable', 'stockReleased']),
    );
  });

  it('gives an order up that it can’t keep: its stock is released, though nobody asked for it', () => {
    for (const state of ['reserving', 'charging', 'abandoning'] as const) {
      const { to, send } = CHECKOUT_SAGA[state].stockReleased as Step;
      expect([to, send]).toEqual(['rejected', state === 'reserving' ? [] : ['abandonPayment']]);
    }
    expect(CHECKOUT_SAGA.rejected.paymentCaptured).toEqual({ to: 'rejected', send: ['refundPayment'] });
  });

  it('says that an order is confirmed exactly where it becomes so', () => {
    for (const { state, step } of steps) {
      expect(step.send.includes('orderConfirmed')).toBe(step.to === 'confirmed' && state !== 'confirmed');
    }
  });

  it('lets a customer cancel what is confirmed, and nothing else', () => {
    const may = steps.filter(({ happening }) => happening === 'customerCancels');
    expect(may.map(({ state }) => state)).toEqual(['confirmed']);
    expect(may[0]!.step.send).toEqual(['releaseStock', 'refundPayment', 'orderCancelled']);
  });

  it('leaves an order that has come to its end in peace, however long nothing is heard of it', () => {
    for (const state of ['confirmed', 'rejected', 'cancelled'] as const) {
      expect([CHECKOUT_SAGA[state].silence, CHECKOUT_SAGA[state].longSilence]).toEqual([IGNORED, IGNORED]);
    }
  });

  it('asks the same again where nothing is heard, and gives a payment up only after long', () => {
    const asked = (state: CheckoutState, happening: Happening) =>
      (CHECKOUT_SAGA[state][happening] as Step).send;
    expect([asked('reserving', 'silence'), asked('reserving', 'longSilence')]).toEqual([
      ['reserveStock'],
      ['reserveStock'],
    ]);
    expect([asked('charging', 'silence'), asked('charging', 'longSilence')]).toEqual([
      ['chargePayment'],
      ['abandonPayment'],
    ]);
    expect(asked('abandoning', 'silence')).toEqual(['abandonPayment']);
    expect([asked('releasing', 'silence'), asked('releasing', 'longSilence')]).toEqual([
      ['releaseStock'],
      ['releaseStock'],
    ]);
  });
});

describe('the patience of the checkout', () => {
  it('asks after 15 s, and then at growing intervals of at most 30 s', () => {
    const asks = [0];
    while (asks.length < 6) asks.push(asks.at(-1)! + nextLookInMs(asks.at(-1)!));
    expect(asks).toEqual([0, 15_000, 30_000, 60_000, 90_000, 120_000]);
    expect(asks[1]).toBe(ANSWER_PATIENCE_MS);
  });

  it('finds a lost answer in time for every order to be final 60 s after the last fault', () => {
    expect(LONGEST_PAUSE_MS).toBeLessThan(60_000 / 2 + 1);
  });

  it('outlasts an outage of the queues of a minute, and the payment’s own deadline', () => {
    expect(silenceAfter(60_000 + PAYMENT_DEADLINE_MS)).toBe('silence');
    expect(silenceAfter(LONG_SILENCE_MS)).toBe('longSilence');
  });
});

/** What the receivers come to: each does a thing once for an order, and remembers what takes it back beforehand. */
interface Books {
  reserved: boolean;
  released: boolean;
  captured: boolean;
  refunded: boolean;
}

const agree = (state: CheckoutState, books: Books): void => {
  const kept = { stock: books.reserved && !books.released, money: books.captured && !books.refunded };
  expect({ state, ...kept }).toEqual({ state, stock: state === 'confirmed', money: state === 'confirmed' });
};

const permutations = <Item>(items: readonly Item[]): Item[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, n) => permutations(items.toSpliced(n, 1)).map((rest) => [item, ...rest]));

describe('answers in any order, each of them twice', () => {
  it.each<[CheckoutState[], Happening[]]>([
    [['confirmed'], ['stockReserved', 'paymentCaptured']],
    [['rejected'], ['stockReserved', 'paymentDeclined']],
    [['rejected'], ['stockReserved', 'paymentAbandoned']],
    [['rejected'], ['outOfStock']],
    [['rejected'], ['productUnavailable']],
    [
      ['cancelled', 'confirmed'],
      ['stockReserved', 'paymentCaptured', 'customerCancels'],
    ],
    [
      ['confirmed', 'rejected'],
      ['stockReserved', 'paymentCaptured', 'paymentAbandoned'],
    ],
    [
      ['confirmed', 'rejected'],
      ['stockReserved', 'paymentCaptured', 'paymentDeclined'],
    ],
  ])('leave an order %j with stock and money that agree: %j', (ends, answers) => {
    const reached = new Set<CheckoutState>();
    const orders = permutations([...answers, ...answers]);
    for (const [order, releasedAtOnce] of orders.flatMap((one) => [
      [one, true] as const,
      [one, false] as const,
    ])) {
      let state: CheckoutState = ACCEPTED.to;
      const sent: Sending[] = [];
      const hear = (happening: Happening): void => {
        const step: Step | typeof IGNORED = CHECKOUT_SAGA[state][happening];
        if (step === IGNORED) return;
        state = step.to;
        sent.push(...step.send);
        if (releasedAtOnce && step.send.includes('releaseStock')) hear('stockReleased');
      };
      for (const happening of order) hear(happening);
      // What is answered late, and each time that it was asked.
      for (const sending of [...sent]) if (sending === 'releaseStock') hear('stockReleased');
      reached.add(state);
      agree(state, {
        reserved: answers.includes('stockReserved'),
        released: sent.includes('releaseStock'),
        captured: answers.includes('paymentCaptured'),
        refunded: sent.includes('refundPayment'),
      });
    }
    expect([...reached].sort()).toEqual(ends);
  });
});

/** mulberry32: the same numbers for the same seed. */
const randomOf = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

/**
 * One checkout among receivers of commands as contracts describe them, over queues that lose, double and reorder
 * whatever they carry, until nothing is on its way any more.
 */
const runAmidFaults = (seed: number): { state: CheckoutState; books: Books } => {
  const random = randomOf(seed);
  const choose = <Item>(...items: Item[]): Item => items[Math.floor(random() * items.length)]!;
  const fate = {
    stock: choose<Happening>('stockReserved', 'stockReserved', 'outOfStock', 'productUnavailable'),
    payment: choose<Happening>('paymentCaptured', 'paymentCaptured', 'paymentDeclined', 'paymentAbandoned'),
    cancels: random() < 0.3,
    lost: random() * 0.5,
    doubled: random() * 0.5,
  };
  let state = ACCEPTED.to as CheckoutState;
  let stock: Happening | undefined;
  let payment: Happening | undefined;
  const books: Books = { reserved: false, released: false, captured: false, refunded: false };
  const onTheirWay: (Sending | Happening)[] = [...ACCEPTED.send];
  const carry = (...messages: (Sending | Happening)[]) => onTheirWay.push(...messages);

  const receivers: Record<Sending, () => void> = {
    reserveStock() {
      if (books.released && (stock ?? 'stockReserved') === 'stockReserved')
        return void carry('stockReleased');
      stock ??= fate.stock;
      books.reserved = stock === 'stockReserved';
      carry(stock);
    },
    releaseStock() {
      books.released = true;
      carry('stockReleased');
    },
    chargePayment() {
      payment ??= fate.payment;
      books.captured = payment === 'paymentCaptured';
      carry(payment);
    },
    abandonPayment: () => carry((payment ??= 'paymentAbandoned')),
    refundPayment: () => (books.refunded = true),
    orderConfirmed: () => undefined,
    orderCancelled: () => undefined,
  };
  const hear = (happening: Happening): void => {
    const step = CHECKOUT_SAGA[state][happening];
    if (step === IGNORED) return;
    state = step.to;
    carry(...step.send);
    if (state === 'rejected' && books.reserved && !books.released) {
      throw new Error(`seed ${seed}: rejected before its stock is back`);
    }
  };

  for (let turn = 0; onTheirWay.length > 0 || statusOf(state) === 'pending'; turn += 1) {
    if (turn === 10_000) throw new Error(`seed ${seed}: still ${state}`);
    const [next] = onTheirWay.splice(Math.floor(random() * onTheirWay.length), 1);
    // A refund, and the release of a cancelled order, are in the outbox and their queue until they are taken: they may be
    // late, and come twice, but they come. The release of a rejected order is asked for again like all else.
    const mayBeLost = next !== 'refundPayment' && (next !== 'releaseStock' || state === 'releasing');
    if (next === undefined) hear(choose('silence', 'silence', 'silence', 'longSilence'));
    else if (mayBeLost && random() < fate.lost) continue;
    else if (next in receivers) receivers[next as Sending]();
    else hear(next as Happening);
    if (next !== undefined && random() < fate.doubled) carry(next);
    if (fate.cancels && random() < 0.2) hear('customerCancels');
  }
  return { state, books };
};

describe('a checkout amid faults', () => {
  it('always comes to an end at which stock and money agree', () => {
    const ends = new Set<string>();
    for (let seed = 1; seed <= 5_000; seed += 1) {
      const { state, books } = runAmidFaults(seed);
      agree(state, books);
      ends.add(state);
    }
    expect([...ends].sort()).toEqual(['cancelled', 'confirmed', 'rejected']);
  });

  it.each<[string, CheckoutState, Happening, Partial<Step>]>([
    ['nothing were released', 'charging', 'paymentDeclined', { to: 'rejected', send: [] }],
    ['nobody waited for the release', 'charging', 'paymentDeclined', { to: 'rejected' }],
    ['nothing were given back', 'confirmed', 'customerCancels', { send: [] }],
  ])('would not, if %s: %s, %s', (_, state, happening, change) => {
    const intact = CHECKOUT_SAGA[state][happening] as Step;
    CHECKOUT_SAGA[state][happening] = { ...intact, ...change };
    try {
      expect(() => {
        for (let seed = 1; seed <= 200; seed += 1) {
          const end = runAmidFaults(seed);
          agree(end.state, end.books);
        }
      }).toThrow();
    } finally {
      CHECKOUT_SAGA[state][happening] = intact;
    }
  });
});
