import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { expectUnnoticed, journey } from './journey.ts';

describe('a shop that is taken from the monolith to the services and back, while customers order', () => {
  let shop: StartedShop;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinshop-migration-'));
    shop = await startShop({ topology: 'step-0', products: 200, control: true });
  }, 120_000);
  afterAll(async () => {
    await shop?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [0, 7],
    [7, 0],
  ])(
    'notices nothing from step %i to step %i',
    async (from, to) => expectUnnoticed(await journey(shop.home, folder, from, to), shop.home, to),
    400_000,
  );
});
