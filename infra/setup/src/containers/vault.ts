import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureCredentials, type Credentials } from '../credentials.ts';
import { ensureKeys, type KeyFiles } from '../keys.ts';

/** Every secret of a shop in containers. Made once and kept, so that what runs already stays right. */
export class Vault {
  readonly #dir: string;
  readonly keys: KeyFiles;

  /** @param secretsDir the folder of all secrets: the vault is one below it */
  constructor(secretsDir: string) {
    this.#dir = path.join(secretsDir, 'vault');
    const at = (name: string): string => path.join(this.#dir, `${name}.json`);
    this.keys = {
      privateKeyFile: at('customers-private'),
      publicKeysFile: at('customers-public'),
      servicePublicKeysFile: at('services-public'),
      paymentSealFile: at('payment-seal'),
      serviceKeyFile: (process) => at(`service-${process}`),
    };
  }

  /** @param signers processes that get a key of their own */
  async fill(signers: readonly string[]): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    await ensureKeys(this.keys, signers);
  }

  credentials(): Promise<Credentials> {
    return ensureCredentials(path.join(this.#dir, 'credentials.json'));
  }

  /** @param role of PostgreSQL */
  async passwordOf(role: string): Promise<string> {
    const file = path.join(this.#dir, `${role}.password`);
    await writeFile(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
    return readFile(file, 'utf8');
  }
}
