import { describe, expect, it } from '@jest/globals';
import { microservices } from '@twinshop/topologies';
import type { Messages, Sent, Taken } from '../reading/messages.ts';
import { judgeMessages } from './messages.ts';

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

const drained: Messages = {
  sent: [wish, answer, charge],
  taken: [wishTaken, answerTaken],
  heard: { catalog: microservices.queues['catalog']!, order: microservices.queues['order']! },
};
const judge = (changed: Partial<Messages> = {}) => judgeMessages({ ...drained, ...changed }).findings;

describe('messages', () => {
  it('are as they should be when each is taken once', () => expect(judge()).toEqual([]));

  it('are none where modules call each other', () => {
    expect(judgeMessages(undefined)).toMatchObject({ checked: undefined, findings: [] });
  });

  it('are not lost as long as they have not left', () => {
    expect(judge({ sent: [{ ...wish, published: false }], taken: [] })).toEqual([]);
  });

  it('may be forgotten by their outbox when they were sent long ago', () => {
    const taken = [...drained.taken, { ...note('old', 'order', 'order.checkout'), recent: false }];
    expect(judge({ taken })).toEqual([]);
  });

  it('may come of one cause, one to each who is to know', () => {
    const release = message('release', 'payment.refund.v1', 'order', 'answer');
    expect(judge({ sent: [...drained.sent, release] })).toEqual([]);
  });

  it('may come of one request, many of a kind', () => {
    const offers = ['one', 'two'].map((id) => message(id, 'catalog.offer-changed.v1', 'catalog'));
    const taken = offers.map(({ id }) => note(id, 'order', 'order.offers'));
    expect(judge({ sent: [...drained.sent, ...offers], taken: [...drained.taken, ...taken] })).toEqual([]);
  });

  it.each<[string, Partial<Messages>, string, string, RegExp]>([
    ['one is lost', { taken: [wishTaken] }, 'lost', 'answer', /answer .* is lost to order/],
    [
      'one was taken that nobody sent',
      { taken: [...drained.taken, note('ghost', 'catalog', 'catalog.release-stock')] },
      'unexpected',
      'ghost',
      /ghost was taken by catalog, and nobody sent it/,
    ],
    [
      'one was taken by somebody who does not hear of it',
      { taken: [...drained.taken, note('charge', 'order', 'order.checkout')] },
      'unexpected',
      'charge',
      /charge .* was taken by order, who does not hear of it/,
    ],
    [
      'one was taken twice',
      { taken: [...drained.taken, note('answer', 'order', 'order.offers')] },
      'duplicated',
      'answer',
      /answer was taken 2 times by order/,
    ],
    [
      'one had its effect twice',
      {
        sent: [...drained.sent, { ...answer, id: 'again' }],
        taken: [...drained.taken, note('again', 'order', 'order.checkout')],
      },
      'duplicated',
      'wish',
      /wish .* took effect 2 times: catalog.stock-reserved.v1/,
    ],
  ])('are found out when %s', (_, changed, word, id, says) => {
    expect(judge(changed)).toEqual([
      { invariant: 5, word, subject: { kind: 'message', id }, says: expect.stringMatching(says) },
    ]);
  });
});
