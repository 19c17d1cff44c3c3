import { Logger, type INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Ownership } from './ownership.ts';

/** What a process does of its own accord with the data that it owns, such as a schedule, a relay or a queue’s worker. */
export interface OwnWork {
  /** Begins nothing any more, until it is taken up again; resolves when what was under way has ended. */
  layDown(): Promise<void>;
  /** Goes on. Does nothing once the process ends. */
  takeUp(): void;
}

/**
 * Has the work of an application, which has begun, laid down for as long as its data is written elsewhere. It could write
 * nothing; but a worker would go on taking messages that are for the owner, and each would be late by the time that it rests
 * after a refusal.
 * @returns what ends this, and waits for what is being laid down
 */
export function leaveWorkToOwner(app: INestApplicationContext, ownership: Ownership): () => Promise<void> {
  const works = ownWorkOf(app);
  const log = new Logger('own work');
  let isDown = false;
  let hasEnded = false;
  let last: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    if (hasEnded || isDown === !ownership.isOpen) return;
    isDown = !ownership.isOpen;
    log.log(isDown ? 'laid down: the data is written elsewhere' : 'taken up again');
    if (isDown) await Promise.all(works.map((work) => work.layDown()));
    else for (const work of works) work.takeUp();
  };
  const turn = (): void => {
    last = last.then(follow).catch((error: Error) => log.warn(`it was not laid down: ${error.message}`));
  };
  ownership.onTurn(turn);
  turn();
  return () => {
    hasEnded = true;
    return last;
  };
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
