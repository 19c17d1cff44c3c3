import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { Pool } from 'undici';
import { config } from './config.ts';
import { placeOrder } from './place-order.ts';
import { readPage, readProduct } from './read-products.ts';

/**
 * The bare limit: the same answers from the same database by `node:http` and `pg` alone. No framework, no validation,
 * no token, no idempotency, no metrics: what is left when everything that a shop needs is taken away.
 */
const pool = new pg.Pool({ connectionString: config.DATABASE_URL, max: config.POOL });
const provider = new Pool(config.PAYMENT_PROVIDER_URL, { connections: 32 });

const send = (response: ServerResponse, body: unknown, status = 200): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const PRODUCTS = '/api/products';
const PRODUCT = `${PRODUCTS}/`;

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = request.url ?? '';
  if (url.startsWith(PRODUCT)) send(response, await readProduct(pool, url.slice(PRODUCT.length)));
  else if (url.startsWith(PRODUCTS))
    send(response, await readPage(pool, new URLSearchParams(url.slice(PRODUCTS.length + 1))));
  else
    send(
      response,
      await placeOrder(pool, provider, config.CUSTOMER_ID, JSON.parse(await readBody(request))),
      201,
    );
};

createServer((request, response) => {
  answer(request, response).catch((error: Error) => send(response, { error: error.message }, 500));
}).listen(config.PORT, '127.0.0.1');
