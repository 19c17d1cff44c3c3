import { InvalidArgumentError } from 'commander';

const MOST = 1_000_000;

/** A number of products. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST.toLocaleString('en')}.`);
  return count;
}
