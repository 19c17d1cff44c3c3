import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';

/** Where each of them is kept. */
export interface KeyFiles {
  privateKeyFile: string;
  publicKeysFile: string;
  servicePublicKeysFile: string;
  paymentSealFile: string;
  serviceKeyFile(process: string): string;
}

const publicKeys = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

/**
 * Makes the keys that are not there yet, each in a file that only its owner can read: the pair for customers' tokens, a
 * pair for each process that signs its calls to others, and the key that card tokens are sealed with.
 */
export async function ensureKeys(files: KeyFiles, signers: readonly string[]): Promise<void> {
  if (!existsSync(files.privateKeyFile) || !existsSync(files.publicKeysFile)) {
    const pair = await newPair();
    await write(files.publicKeysFile, { keys: [pair.publicKey] });
    await write(files.privateKeyFile, pair.privateKey);
  }
  if (!existsSync(files.paymentSealFile))
    await write(files.paymentSealFile, { key: randomBytes(32).toString('base64') });
  await ensureServiceKeys(files, signers);
}

async function ensureServiceKeys(files: KeyFiles, signers: readonly string[]): Promise<void> {
  const { keys } = existsSync(files.servicePublicKeysFile)
    ? publicKeys.parse(JSON.parse(await readFile(files.servicePublicKeysFile, 'utf8')))
    : { keys: [] };
  const known = (name: string): boolean =>
    existsSync(files.serviceKeyFile(name)) && keys.some(({ kid }) => kid === name);
  const missing = signers.filter((name) => !known(name));
  if (missing.length === 0 && existsSync(files.servicePublicKeysFile)) return;
  const kept = keys.filter(({ kid }) => !missing.includes(kid));
  const made = await Promise.all(missing.map(async (name) => ({ name, pair: await newPair(name) })));
  await write(files.servicePublicKeysFile, { keys: [...kept, ...made.map(({ pair }) => pair.publicKey)] });
  for (const { name, pair } of made) await write(files.serviceKeyFile(name), pair.privateKey);
}

/** @param name its key id, by default its thumbprint */
async function newPair(name?: string): Promise<{ publicKey: JWK; privateKey: JWK }> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const facts = { kid: name ?? (await calculateJwkThumbprint(publicKey)), alg: 'EdDSA', use: 'sig' };
  return {
    publicKey: { ...publicKey, ...facts },
    privateKey: { ...(await exportJWK(pair.privateKey)), ...facts },
  };
}

function write(file: string, value: unknown): Promise<void> {
  return writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}
