import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { ShopStub } from '../test/shop-stub.ts';
import { runLoad } from './run-load.ts';

const generator = path.join(import.meta.dirname, 'generator/generator.process.ts');

describe('a load', () => {
  it('is played by a process of its own, which tells what it needed', async () => {
    await using stub = await ShopStub.open();
    const plan = stub.plan({ loop: { kind: 'open', perSecond: 40 }, scenario: 'search' });
    const { all, generator } = await runLoad(plan, { pinnedTo: 0, prefix: ['env', 'SEEN=yes'] });
    expect(all).toMatchObject({ failed: 0 });
    expect(all.requests).toBeGreaterThan(0);
    expect(generator.cpuMs).toBeGreaterThan(0);
    expect(generator.loopBusy).toBeLessThanOrEqual(1);
  });

  it('is refused when tokens would end before it does', async () => {
    await using stub = await ShopStub.open();
    const plan = stub.plan({});
    const market = { ...plan.market, tokensEndAtMs: Date.now() + 1_000 };
    await expect(runLoad({ ...plan, market })).rejects.toThrow(/tokens/);
  });

  it('ends when nobody waits for its result any more', async () => {
    await using stub = await ShopStub.open();
    const words = ['--conditions=@twinshop/source', '--disable-warning=ExperimentalWarning', generator];
    const input = `${JSON.stringify(stub.plan({ seconds: 60 }))}\n`;
    const { exitCode, timedOut } = await execa(process.execPath, words, {
      input,
      reject: false,
      timeout: 30_000,
    });
    expect({ exitCode, timedOut }).toEqual({ exitCode: 1, timedOut: false });
  });
});
