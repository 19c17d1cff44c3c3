import { describe, expect, it } from '@jest/globals';
import { messageViolations } from './message-violations.ts';
import type { Sent, Taken } from './messages.ts';
import type { Snapshot } from './snapshot.ts';

const message = (id: string, type: string, sender: string, cause = 'a request'): Sent => ({
  id,
  type,
  sender,
  cause,
  published: true,
});
const note = (id: string, receiver: string, consumer: string): Taken => ({
  id,
  receiver,
  consumer,
  recent: true,
});

const wish = message('wish', 'catalog.reserve-stock.v1', 'order');
const answer = message('answer', 'catalog.stock-reserved.v1', 'catalog', 'wish');
const charge = message('charge', 'payment.charge.v1', 'order', 'answer');
const wishTaken = note('wish', 'catalog', 'catalog.reserve-stock');
const answerTaken = note('answer', 'order', 'order.checkout');

const drained: Pick<Snapshot, 'sent' | 'taken' | 'waiting'> = {
  sent: [wish, answer, charge],
  taken: [wishTaken, answerTaken],
  waiting: [],
};

describe('messages', () => {
  it('are as they should be when each is taken once', () => expect(messageViolations(drained)).toEqual([]));

  it('may be forgotten by their outbox when they were taken long ago', () => {
    const taken = [...drained.taken, { ...note('old', 'order', 'order.checkout'), recent: false }];
    expect(messageViolations({ ...drained, taken })).toEqual([]);
  });

  it('may come of one cause, one to each who is to know', () => {
    const release = message('release', 'payment.refund.v1', 'order', 'answer');
    expect(messageViolations({ ...drained, sent: [...drained.sent, release] })).toEqual([]);
  });

  it('may come of one request, many of a kind', () => {
    const offers = ['one', 'two'].map((id) => message(id, 'catalog.offer-changed.v1', 'catalog'));
    const taken = offers.map(({ id }) => note(id, 'order', 'order.offers'));
    expect(
      messageViolations({
        sent: [...drained.sent, ...offers],
        taken: [...drained.taken, ...taken],
        waiting: [],
      }),
    ).toEqual([]);
  });

  it.each<[string, Partial<typeof drained>, RegExp]>([
    [
      'one has not left its outbox',
      { sent: [wish, answer, { ...charge, published: false }] },
      /charge .* has not left the outbox of order/,
    ],
    [
      'one is still in its queue',
      { waiting: [{ queue: 'payment', state: 'active', count: 2 }] },
      /2 jobs of the queue payment are active/,
    ],
    ['one is lost', { taken: [wishTaken] }, /answer .* is lost to order/],
    [
      'one was taken that nobody sent',
      { taken: [...drained.taken, note('ghost', 'catalog', 'catalog.release-stock')] },
      /ghost was taken by catalog, and nobody sent it/,
    ],
    [
      'one was taken by somebody who does not hear of it',
      { taken: [...drained.taken, note('charge', 'order', 'order.checkout')] },
      /charge .* was taken by order, who does not hear of it/,
    ],
    [
      'one was taken twice',
      { taken: [...drained.taken, note('answer', 'order', 'order.offers')] },
      /answer was taken 2 times by order/,
    ],
    [
      'one had its effect twice',
      {
        sent: [...drained.sent, { ...answer, id: 'again' }],
        taken: [...drained.taken, note('again', 'order', 'order.checkout')],
      },
      /wish .* took effect 2 times: catalog.stock-reserved.v1/,
    ],
  ])('are found out when %s', (_, change, said) => {
    expect(messageViolations({ ...drained, ...change })).toEqual([expect.stringMatching(said)]);
  });
});
