// A stand-in for a shop's process: says who it is, and relays what it learns of those that it is linked to.
import { createServer } from 'node:http';
import pg from 'pg';

const { PORT, INSTANCE, NAME, BACK_URL, DATABASE_URL } = process.env;
const WITHIN_MS = 2_000;

async function learn(path: string): Promise<string> {
  if (path === '/back') {
    const response = await fetch(BACK_URL!, { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  }
  if (path === '/database') {
    const client = new pg.Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: WITHIN_MS });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
      return rows[0]!.name;
    } finally {
      await client.end();
    }
  }
  return JSON.stringify({ items: [{ name: `${NAME} ${INSTANCE}` }] });
}

createServer((request, response) => {
  learn(request.url!).then(
    (text) => response.writeHead(request.method === 'POST' ? 201 : 200).end(text),
    (error: Error) => response.writeHead(502).end(error.message),
  );
}).listen(Number(PORT), '127.0.0.1');

process.once('SIGTERM', () => process.exit());
