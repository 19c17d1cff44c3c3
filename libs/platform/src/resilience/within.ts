/**
 * What `work` comes to, if it does so in time. Work that comes too late goes on by itself; how it ends is nobody's
 * concern any more.
 *
 * @param milliseconds to wait at most
 * @throws TookTooLong, or what `work` rejects with in time
 */
export const within = async <Value>(milliseconds: number, work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, impatience]);
  } finally {
    clearTimeout(timer);
  }
};

export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${milliseconds} ms`);
  }
}
