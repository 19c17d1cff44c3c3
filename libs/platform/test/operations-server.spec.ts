import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Counter, Registry } from 'prom-client';
import { OperationsServer, type ReadinessDetails } from '../src/operations/index.ts';

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
};

describe('the operations port', () => {
  let operations: OperationsServer;
  let url: string;
  let database: () => Promise<ReadinessDetails | void>;

  beforeEach(async () => {
    database = async () => undefined;
    operations = new OperationsServer(
      new Registry(),
      [{ name: 'database', check: () => database() }],
      [(server) => void server.get('/letters', () => ['a letter'])],
    );
    const port = await freePort();
    await operations.listen('127.0.0.1', port);
    url = `http://127.0.0.1:${port}`;
  });
  afterEach(() => operations.close());

  const readiness = async () => {
    const answer = await fetch(`${url}/health/ready`);
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  it('is live and ready while all is well', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await readiness()).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: { ready: true } } },
    });
  });

  it('is live but not ready, and says why, while something is missing', async () => {
    database = () => Promise.reject(new Error('connection refused'));
    expect(await readiness()).toEqual({
      status: 503,
      body: { status: 'not ready', checks: { database: { ready: false, reason: 'connection refused' } } },
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('is not ready from the moment it drains, though nothing is missing', async () => {
    operations.drain();
    expect(await readiness()).toMatchObject({ status: 503, body: { status: 'draining' } });
  });

  it('shows the metrics of several registries in one place, each by its label', async () => {
    const [one, other] = ['one', 'other'].map((module) => {
      const registry = new Registry();
      registry.setDefaultLabels({ module });
      new Counter({ name: 'things_total', help: 'Things', registers: [registry] }).inc();
      return registry;
    });
    const both = new OperationsServer([one!, other!], []);
    const port = await freePort();
    await both.listen('127.0.0.1', port);
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await both.close();
    expect(text.match(/^# TYPE things_total/gm)).toHaveLength(1);
    expect(text.match(/^things_total\{.*/gm)).toEqual([
      'things_total{module="one"} 1',
      'things_total{module="other"} 1',
    ]);
  });

  it('shows what a check has to tell, ready all the same', async () => {
    database = async () => ({ catalog: 'open' });
    expect(await readiness()).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: { ready: true, details: { catalog: 'open' } } } },
    });
  });

  it('shows what it was given to show beside', async () => {
    expect(await (await fetch(`${url}/letters`)).json()).toEqual(['a letter']);
  });

  it('has metrics for Prometheus', async () => {
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toContain('process_cpu_seconds_total');
  });
});
