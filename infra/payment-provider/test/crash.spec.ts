import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '../src/main.ts');

describe('the payment provider as a process', () => {
  let directory: string;
  let ledgerFile: string;
  let url: string;
  let port: number;
  let child: ChildProcess;
  let output: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'provider-'));
    ledgerFile = join(directory, 'ledger.jsonl');
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    await stop('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });

  function launch(): void {
    output = '';
    child = spawn(process.execPath, ['--conditions=@twinshop/source', MAIN], {
      env: { PATH: process.env['PATH'], PORT: String(port), LEDGER_FILE: ledgerFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout!.on('data', (data) => (output += data));
    child.stderr!.on('data', (data) => (output += data));
  }

  async function start(): Promise<void> {
    launch();
    const deadline = Date.now() + 15_000;
    while (
      !(await fetch(`${url}/health`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`the provider never became healthy:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }

  async function charge(key: string): Promise<string> {
    const answer = await fetch(`${url}/v1/charges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ amount: 1299, currency: 'GBP', source: 'tok_visa', reference: key }),
    });
    return ((await answer.json()) as { id: string }).id;
  }

  async function ledger(): Promise<{ id: string; reference: string }[]> {
    const answer = await fetch(`${url}/v1/ledger`);
    return ((await answer.json()) as { items: { id: string; reference: string }[] }).items;
  }

  it('has every answered charge after SIGKILL amid charges, and charges the others once when they are repeated', async () => {
    await start();
    const answered = new Map<string, string>();
    const asked = new Set<string>();
    let killed: Promise<unknown> | undefined;
    await Promise.all(
      Array.from({ length: 16 }, async (_, worker) => {
        for (let count = 0; killed === undefined; count += 1) {
          const key = `worker-${worker}-${count}`;
          asked.add(key);
          try {
            answered.set(key, await charge(key));
          } catch (error) {
            if (killed === undefined) throw error;
          }
          if (answered.size >= 300) killed ??= stop('SIGKILL');
        }
      }),
    );
    await killed;

    await start();
    const idByReference = new Map((await ledger()).map(({ id, reference }) => [reference, id]));
    for (const [key, id] of answered) expect([key, idByReference.get(key)]).toEqual([key, id]);
    for (const key of asked)
      expect(await charge(key)).toEqual(answered.get(key) ?? expect.stringMatching(/^ch_/));
    const references = (await ledger()).map(({ reference }) => reference);
    expect(new Set(references)).toEqual(asked);
    expect(references).toHaveLength(asked.size);
  });

  it('cuts off what a crash left unfinished, and says so in its log', async () => {
    await start();
    const id = await charge('whole-charge');
    await stop('SIGKILL');
    await appendFile(ledgerFile, '{"type":"charge","amou');
    await start();
    expect((await ledger()).map((entry) => entry.id)).toEqual([id]);
    expect(output).toContain('"tornBytes":22');
  });

  it('refuses to start on a damaged ledger, naming file and line', async () => {
    await start();
    await charge('first-charge');
    await charge('second-charge');
    await stop('SIGTERM');
    const lines = (await readFile(ledgerFile, 'utf8')).split('\n');
    await writeFile(ledgerFile, ['{"type":"char', ...lines.slice(1)].join('\n'));
    launch();
    await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(output).toContain(`${ledgerFile}:1: `);
  });

  it('answers what is under way at SIGTERM, and ends by itself', async () => {
    await start();
    await fetch(`${url}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latencyMs: 300 }),
    });
    const underWay = charge('under-way-at-stop');
    // Health answers on another connection only after the charge was taken in.
    await fetch(`${url}/health`);
    expect(await stop('SIGTERM')).toBe(0);
    expect(await underWay).toMatch(/^ch_/);
    expect(await readFile(ledgerFile, 'utf8')).toContain('under-way-at-stop');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
