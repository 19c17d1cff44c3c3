import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault as LinkFault, FaultProxy } from '@twinshop/fault-proxy';
import { eventually } from '@twinshop/testing';
import type { Stage } from '../faults/stage.ts';
import { Player, type PlayingFault } from './player.ts';
import type { ScheduledFault, Strike } from './schedule.ts';

/** What happens on the stage and is told, in order. */
let story: string[];
let accepted: number;
let off: AbortController;
const clock = { nowMs: 0 };

/** A stage whose lines only say what is done to them. */
const stage = {
  linksAt: (place: { before: string }) => [
    {
      set: async ({ kind }: { kind: string }) => void story.push(`${place.before} ${kind}`),
      heal: async () => void story.push(`${place.before} healed`),
    } as unknown as FaultProxy,
  ],
} as unknown as Stage;

const line = (before: string, fault: LinkFault, forMs: number, afterMs = 0): ScheduledFault => ({
  kind: 'line',
  fault: { kind: 'link', before, fault },
  forMs,
  afterMs,
});
const strike = (afterOrders: number, ...faults: ScheduledFault[]): Strike => ({ afterOrders, faults });
const player = (...schedule: Strike[]): Player =>
  new Player(stage, schedule, {
    fault: ({ number }: PlayingFault) => story.push(`told of ${number}`),
    healed: ({ number }: PlayingFault) => story.push(`told that ${number} is healed`),
  });

beforeEach(() => {
  story = [];
  accepted = 1_000;
  off = new AbortController();
});

describe('A player', () => {
  it('breaks and heals one thing after the other', async () => {
    const one = player(
      strike(1, line('order', { kind: 'reset' }, 1)),
      strike(2, line('catalog', { kind: 'refuse' }, 1)),
    );
    await one.play(() => accepted, clock, off.signal);
    expect(story).toEqual([
      'told of 1',
      'order reset',
      'order healed',
      'told that 1 is healed',
      'told of 2',
      'catalog refuse',
      'catalog healed',
      'told that 2 is healed',
    ]);
    expect(one.played.map(({ says }) => says)).toEqual([
      'The way to order resets connections',
      'The way to catalog refuses connections',
    ]);
  });

  it('waits for the orders that are to come before', async () => {
    accepted = 0;
    const playing = player(strike(1, line('order', { kind: 'reset' }, 1))).play(
      () => accepted,
      clock,
      off.signal,
    );
    await new Promise(setImmediate);
    expect(story).toEqual([]);
    accepted = 1;
    await playing;
    expect(story).toContain('order reset');
  });

  it('has two faults of one strike at once', async () => {
    const both = strike(1, line('order', { kind: 'reset' }, 60), line('catalog', { kind: 'reset' }, 1, 1));
    await player(both).play(() => accepted, clock, off.signal);
    expect(story.indexOf('catalog healed')).toBeLessThan(story.indexOf('order healed'));
    expect(story.indexOf('catalog healed')).toBeGreaterThan(story.indexOf('order reset'));
  });

  it('heals what it has broken where it is called off, and breaks nothing more', async () => {
    const long = player(
      strike(1, line('order', { kind: 'reset' }, 3_600_000)),
      strike(1, line('catalog', { kind: 'reset' }, 1)),
    );
    const playing = long.play(() => accepted, clock, off.signal);
    await eventually(() => story.includes('order reset'), { describe: 'the first is broken' });
    off.abort();
    await expect(playing).rejects.toThrow('aborted');
    expect(story).toEqual(['told of 1', 'order reset', 'order healed', 'told that 1 is healed']);
  });

  it('does not begin what was to overlap where it is called off', async () => {
    const both = player(
      strike(
        1,
        line('order', { kind: 'reset' }, 3_600_000),
        line('catalog', { kind: 'reset' }, 1, 3_600_000),
      ),
    );
    const playing = both.play(() => accepted, clock, off.signal);
    await eventually(() => story.includes('order reset'), { describe: 'the first is broken' });
    off.abort();
    await expect(playing).rejects.toThrow('aborted');
    expect(story).not.toContain('catalog reset');
  });

  it('knows which parts were made to end, and that broken lines end nobody', async () => {
    const one = player(strike(1, line('order', { kind: 'reset' }, 1)));
    await one.play(() => accepted, clock, off.signal);
    expect(one.endedSince(0)).toEqual([]);
  });
});
