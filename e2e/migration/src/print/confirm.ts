import { createInterface } from 'node:readline/promises';

/** Asks whoever sits at the terminal. @throws where nobody does */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error('Nobody is there to be asked: --yes does without.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
