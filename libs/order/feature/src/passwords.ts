import { hash, verify } from '@node-rs/argon2';

/** argon2id with the library's parameters (19 MiB, 2 passes), OWASP's recommendation. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Of a password that nobody has. */
const NOBODY = hashPassword(crypto.randomUUID());

/** Takes as long where there is no hash to compare with, so that an answer's time does not tell who has an account. */
export const passwordFits = async (passwordHash: string | undefined, password: string): Promise<boolean> => {
  const fits = await verify(passwordHash ?? (await NOBODY), password);
  return fits && passwordHash !== undefined;
};
