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

  it('gives a reason for each rejection, and for nothing else', () => {
    for (const { state, step } of steps) {
      expect(step.failure !== undefined).toBe(step.to === 'rejected' && state !== 'rejected');
    }
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
    for (const order of permutations([...answers, ...answers])) {
      let state: CheckoutState = ACCEPTED.to;
      const sent: Sending[] = [];
      for (const happening of order) {
        const step: Step | typeof IGNORED = CHECKOUT_SAGA[state][happening];
        if (step === IGNORED) continue;
        state = step.to;
        sent.push(...step.send);
      }
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
  let state: CheckoutState = ACCEPTED.to;
  let stock: Happening | undefined;
  let payment: Happening | undefined;
  const books: Books = { reserved: false, released: false, captured: false, refunded: false };
  const onTheirWay: (Sending | Happening)[] = [...ACCEPTED.send];
  const carry = (...messages: (Sending | Happening)[]) => onTheirWay.push(...messages);

  const receivers: Record<Sending, () => void> = {
    reserveStock() {
      stock ??= books.released ? 'outOfStock' : fate.stock;
      books.reserved = stock === 'stockReserved';
      carry(stock);
    },
    releaseStock: () => (books.released = true),
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
  };

  for (let turn = 0; onTheirWay.length > 0 || statusOf(state) === 'pending'; turn += 1) {
    if (turn === 10_000) throw new Error(`seed ${seed}: still ${state}`);
    const [next] = onTheirWay.splice(Math.floor(random() * onTheirWay.length), 1);
    // A compensation is in the outbox and its queue until it is taken: it may be late, and come twice, but it comes.
    const mayBeLost = next !== 'releaseStock' && next !== 'refundPayment';
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

  it.each<[CheckoutState, Happening]>([
    ['charging', 'paymentDeclined'],
    ['confirmed', 'customerCancels'],
  ])('would not, if nothing were given back: %s, %s', (state, happening) => {
    const intact = CHECKOUT_SAGA[state][happening] as Step;
    CHECKOUT_SAGA[state][happening] = { ...intact, send: [] };
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
