import { describe, expect, it } from '@jest/globals';
import { subscriptions } from '@twinshop/subscriptions';
import { microservices } from '@twinshop/topologies';

/** A topology is data that tools read: it names the messages, and can't import them. */
describe('the queues of the microservices', () => {
  it('hold what the modules subscribe to, no more and no less', () => {
    const names = Object.entries(subscriptions).map(([queue, types]) => [
      queue,
      types.map(({ name }) => name).toSorted(),
    ]);
    const drawn = Object.entries(microservices.queues).map(([queue, types]) => [queue, types.toSorted()]);
    expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(names));
  });
});
