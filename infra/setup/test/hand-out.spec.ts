import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { handOut } from '../src/containers/hand-out.ts';
import { recipients } from '../src/containers/recipients.ts';
import { Vault } from '../src/containers/vault.ts';

let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'twinshop-secrets-'));
  await handOut(new Vault(dir), dir, 'postgres');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const textOf = (container: string, file: string): string =>
  readFileSync(path.join(dir, container, file), 'utf8');
const everything = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(dir, file), readFileSync(file, 'utf8')]),
  );

describe('secrets of containers', () => {
  it.each(recipients)('give $folder those that its environment names', ({ folder, secrets }) => {
    const found = readdirSync(path.join(dir, folder), { withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(found.map(({ name }) => name).sort()).toEqual(secrets.toSorted());
  });

  it('let nobody but who signs have a private key', () => {
    const holders = (file: string) =>
      recipients.filter(({ folder }) => existsSync(path.join(dir, folder, file))).map(({ folder }) => folder);
    const withOrders = ['monolith', 'order', ...[2, 4, 5].map((step) => `step-${step}/monolith`)];
    expect(holders('customers-private.json').sort()).toEqual(withOrders.toSorted());
    expect(holders('admin-password').sort()).toEqual(withOrders.toSorted());
    expect(holders('payment-seal.json').sort()).toEqual(
      ['payment', ...withOrders.filter((folder) => folder !== 'monolith')].toSorted(),
    );
    expect(textOf('catalog', 'service-private.json')).not.toBe(textOf('order', 'service-private.json'));
  });

  it('tell the modules of one process each how to connect as its own', () => {
    expect(textOf('step-2/monolith', 'order-database-url')).toMatch(
      /^postgres:\/\/order:.+@postgres:5432\/shop$/,
    );
    expect(textOf('payment', 'database-url')).toMatch(/^postgres:\/\/payment:.+@postgres:5432\/payment$/);
  });

  it('can be read by whoever a container runs as, and are kept from others in a closed vault', () => {
    expect(statSync(path.join(dir, 'order', 'customers-private.json')).mode & 0o777).toBe(0o444);
    expect(statSync(path.join(dir, 'vault')).mode & 0o777).toBe(0o700);
  });

  it('stay what they are when they are handed out again', async () => {
    const before = everything();
    await handOut(new Vault(dir), dir, 'postgres');
    expect(everything()).toEqual(before);
  });
});
