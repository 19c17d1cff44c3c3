import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATABASE_URL_FILE } from '@twinshop/topologies';
import { handOut } from '../src/containers/hand-out.ts';
import { recipients } from '../src/containers/recipients.ts';
import { Vault } from '../src/containers/vault.ts';

let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'twinshop-secrets-'));
  await handOut(new Vault(dir), dir);
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
  it.each(recipients)(
    'give $name those that its environment names, but for its database’s',
    ({ name, secrets }) => {
      const wanted = secrets.filter((file) => file !== DATABASE_URL_FILE);
      const found = existsSync(path.join(dir, name)) ? readdirSync(path.join(dir, name)) : [];
      expect(found.sort()).toEqual([...wanted].sort());
    },
  );

  it('let nobody but who signs have a private key', () => {
    const holders = (file: string) =>
      recipients.filter(({ name }) => existsSync(path.join(dir, name, file))).map(({ name }) => name);
    expect(holders('customers-private.json').sort()).toEqual(['monolith', 'order']);
    expect(holders('admin-password').sort()).toEqual(['monolith', 'order']);
    expect(holders('payment-seal.json').sort()).toEqual(['order', 'payment']);
    expect(textOf('catalog', 'service-private.json')).not.toBe(textOf('order', 'service-private.json'));
  });

  it('can be read by whoever a container runs as, and are kept from others in a closed vault', () => {
    expect(statSync(path.join(dir, 'order', 'customers-private.json')).mode & 0o777).toBe(0o444);
    expect(statSync(path.join(dir, 'vault')).mode & 0o777).toBe(0o700);
  });

  it('stay what they are when they are handed out again', async () => {
    const before = everything();
    await handOut(new Vault(dir), dir);
    expect(everything()).toEqual(before);
  });
});
