import { describe, expect, it } from '@jest/globals';
import { healAll } from './heal-all.ts';

describe('Faults', () => {
  it('are healed in the reverse of their order, each once', async () => {
    const healed: string[] = [];
    const heals = ['first', 'second'].map((name) => async () => void healed.push(name));
    await healAll(heals);
    await healAll(heals);
    expect(healed).toEqual(['second', 'first']);
  });

  it('are all healed where one can’t be, and that is told', async () => {
    const healed: string[] = [];
    const heals = [
      async () => void healed.push('first'),
      () => Promise.reject(new Error('it is gone')),
      async () => void healed.push('third'),
    ];
    await expect(healAll(heals)).rejects.toThrow('Not healed: it is gone');
    expect(healed).toEqual(['third', 'first']);
  });
});
