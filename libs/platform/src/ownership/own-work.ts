import { Logger, type INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Ownership } from './ownership.ts';

/** What a process does of its own accord with the data that it owns, such as a schedule, a relay or a queue’s worker. */
export interface OwnWork {
  /** Begins nothing any more, until it is taken up again; resolves when what was under way has ended. */
  layDown(): Promise<void>;
  /** Goes on. Not asked of a process that ends. */
  takeUp(): void;
}

/**
 * Has the work of an application, which has begun, laid down for as long as its data is written elsewhere. It could write
 * nothing; but a worker would go on taking messages that are for the owner, and each would be late by the time that it rests
 * after a refusal.
 * @returns what ends this, and waits for what is being laid down
 */
export function leaveWorkToOwner(app: INestApplicationContext, ownership: Ownership): () => Promise<void> {
  const followers = ownWorkOf(app).map((work) => new Follower(work, ownership));
  const turn = (): void => followers.forEach((follower) => follower.turn());
  ownership.onTurn(turn);
  turn();
  return async () => void (await Promise.all(followers.map((follower) => follower.end())));
}

/** Each by itself: what is long at rest does not wait for what has yet to end. */
class Follower {
  private readonly work: OwnWork;
  private readonly ownership: Ownership;
  private readonly log: Logger;
  private isDown = false;
  private hasEnded = false;
  private last: Promise<void> = Promise.resolve();

  constructor(work: OwnWork, ownership: Ownership) {
    this.work = work;
    this.ownership = ownership;
    this.log = new Logger(work.constructor.name);
  }

  turn(): void {
    this.last = this.last.then(() => this.follow());
  }

  end(): Promise<void> {
    this.hasEnded = true;
    return this.last;
  }

  private async follow(): Promise<void> {
    if (this.hasEnded || this.isDown === !this.ownership.isOpen) return;
    this.isDown = !this.ownership.isOpen;
    if (!this.isDown) return this.work.takeUp();
    try {
      await this.work.layDown();
    } catch (error) {
      this.log.warn(`it ended badly when it was laid down: ${(error as Error).message}`);
    }
  }
}

/** Found as Nest finds those with a hook: by what they can do. */
function ownWorkOf(app: INestApplicationContext): OwnWork[] {
  const instances = [...app.get(ModulesContainer).values()].flatMap(({ providers }) =>
    [...providers.values()].map(({ instance }) => instance as unknown),
  );
  return [...new Set(instances)].filter(isOwnWork);
}

function isOwnWork(instance: unknown): instance is OwnWork {
  const { layDown, takeUp } = (instance ?? {}) as Partial<OwnWork>;
  return typeof layDown === 'function' && typeof takeUp === 'function';
}
