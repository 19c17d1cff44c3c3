import { request } from 'undici';

const DEADLINE_MS = 10_000;

/** @throws when the shop answers anything but 2xx */
export const call = async <Answer>(
  url: string,
  options: { method?: 'GET' | 'POST'; body?: object; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const { statusCode, body } = await request(url, {
    method: options.method ?? 'GET',
    headers: {
      ...options.headers,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (statusCode >= 300) throw new Error(`${url} answered ${statusCode}: ${await body.text()}`);
  return (await body.json()) as Answer;
};

/** An access token for somebody who has an account. */
export const signIn = async (
  shopUrl: string,
  credentials: { email: string; password: string },
): Promise<string> =>
  (await call<{ accessToken: string }>(`${shopUrl}/api/sessions`, { method: 'POST', body: credentials }))
    .accessToken;

/** Ids of the newest products, at most 100. */
export const productIds = async (shopUrl: string): Promise<string[]> =>
  (await call<{ items: { id: string }[] }>(`${shopUrl}/api/products?limit=100`)).items.map(({ id }) => id);
