import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** So that another way of sealing can be told apart from this one. */
const VERSION = 'v1';

/**
 * Encrypts what must not be readable where messages rest, for whoever holds the same key. What is sealed is bound to a
 * subject and opens for no other, so that it can't be moved from one message to another.
 * (AES-256-GCM, NIST SP 800-38D: a random nonce of 96 bits, good for 2^32 seals a key.)
 */
export class Sealer {
  private readonly key: Buffer;

  private constructor(key: Buffer) {
    this.key = key;
  }

  /** @throws when it is not the base64 of 32 bytes; the key is not repeated in the error */
  static from(base64Key: string): Sealer {
    const key = Buffer.from(base64Key, 'base64');
    if (key.length !== KEY_BYTES) throw new Error(`A sealing key is the base64 of ${KEY_BYTES} bytes.`);
    return new Sealer(key);
  }

  /** @param boundTo the id of what the text belongs to; `open` asks for the same */
  seal(text: string, boundTo: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(boundTo));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${sealed.toString('base64url')}`;
  }

  /** @throws when it was sealed with another key or for another subject, or changed since */
  open(sealed: string, boundTo: string): string {
    const [version, body = ''] = sealed.split('.', 2);
    const bytes = Buffer.from(body, 'base64url');
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES)
      throw new Error('This was not sealed.');
    const decipher = createDecipheriv(ALGORITHM, this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(boundTo));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  }
}
