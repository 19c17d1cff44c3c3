import autocannon from 'autocannon';

export interface Load {
  url: string;
  connections: number;
  seconds: number;
  requests: autocannon.Request[];
}

export interface Measured {
  requestsPerSecond: number;
  /** milliseconds */
  p50: number;
  p99: number;
}

/** Bad answers are not fast answers: a run that has any measures nothing. */
class UselessRun extends Error {}

/**
 * As many requests as a number of connections can make, one after another on each.
 * @throws UselessRun when anything but a 2xx came back
 */
export const load = async ({ url, connections, seconds, requests }: Load): Promise<Measured> => {
  const result = await autocannon({ url, connections, duration: seconds, requests, timeout: 10 });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new UselessRun(`${url}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  }
  const elapsed = (result.finish.getTime() - result.start.getTime()) / 1000;
  return {
    requestsPerSecond: result['2xx'] / elapsed,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
};
