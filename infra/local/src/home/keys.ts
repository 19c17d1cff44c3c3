import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

/** The pair that access tokens are signed and checked with: one private Ed25519 JWK, and a set of public ones. */
export async function ensureKeys(files: { privateKeyFile: string; publicKeysFile: string }): Promise<void> {
  if (existsSync(files.privateKeyFile) && existsSync(files.publicKeysFile)) return;
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const facts = { kid: await calculateJwkThumbprint(publicKey), alg: 'EdDSA', use: 'sig' };
  const write = (file: string, value: unknown): Promise<void> =>
    writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await write(files.publicKeysFile, { keys: [{ ...publicKey, ...facts }] });
  await write(files.privateKeyFile, { ...(await exportJWK(pair.privateKey)), ...facts });
}
