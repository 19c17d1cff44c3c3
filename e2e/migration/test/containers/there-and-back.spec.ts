import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { startShopInContainers, type ShopInContainers } from '@twinshop/local';
import { expectUnnoticed, journey } from '../journey.ts';

describe('a shop in containers that is taken from the monolith to the services and back, while customers order', () => {
  let shop: ShopInContainers;
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'twinshop-migration-'));
    const project = `twinshop-test-${randomBytes(4).toString('hex')}`;
    shop = await startShopInContainers({ topology: 'step-0', home, project, products: 200 });
  }, 900_000);
  afterAll(async () => {
    await shop?.stop();
    await rm(home, { recursive: true, force: true });
  }, 120_000);

  it.each([
    [0, 7],
    [7, 0],
  ])(
    'notices nothing from step %i to step %i',
    async (from, to) => expectUnnoticed(await journey(home, home, from, to), home, to),
    900_000,
  );
});
