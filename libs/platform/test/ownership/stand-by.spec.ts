import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Injectable, Module, Post, type OnApplicationBootstrap } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { Database, DatabaseModule, sql } from '../../src/database/index.ts';
import { createHttpApp } from '../../src/http/index.ts';
import { createLogger } from '../../src/logging/index.ts';
import { HttpMetrics } from '../../src/operations/index.ts';
import {
  buildFence,
  closeFence,
  fenceTable,
  OWNER_ONLY_HEADER,
  standBy,
  type OwnWork,
} from '../../src/ownership/index.ts';

const COUNT = sql('count-things', 'SELECT count(*)::int AS things FROM thing');
const ADD = sql('add-thing', 'INSERT INTO thing DEFAULT VALUES');

@Controller('things')
class ThingsController {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  @Get()
  async count() {
    return (await this.database.query(COUNT))[0];
  }

  @Post()
  async add(): Promise<void> {
    await this.database.query(ADD);
  }
}

/** As schedules, relays and queues do. */
@Injectable()
class Work implements OnApplicationBootstrap, OwnWork {
  begun = 0;
  isAtIt = false;

  onApplicationBootstrap(): void {
    this.begun += 1;
    this.takeUp();
  }

  takeUp(): void {
    this.isAtIt = true;
  }

  async layDown(): Promise<void> {
    this.isAtIt = false;
  }
}

describe('an application that stands by', () => {
  let shop: TestDatabase;
  let app: NestFastifyApplication | undefined;

  beforeEach(async () => {
    shop = await testDatabase();
    await shop.pool.query('CREATE TABLE thing (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY)');
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await shop.drop();
  });

  const fence = async (state: 'open' | 'closed'): Promise<void> => {
    await shop.pool.query(buildFence(state));
    await shop.pool.query(fenceTable('thing'));
  };
  const say = (state: string) => shop.pool.query('UPDATE ownership SET state = $1', [state]);
  /** With a thing that was written elsewhere before, so that an answer from before can be told. */
  const openWithAThing = () =>
    shop.pool.query(`BEGIN; UPDATE ownership SET state = 'open'; INSERT INTO thing DEFAULT VALUES; COMMIT`);

  /** Resolves when the application has read what the fence says now. */
  const looked = async (): Promise<void> => {
    const { rows } = await shop.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    await eventually(
      async () =>
        (
          await shop.pool.query(
            `SELECT FROM pg_stat_activity WHERE application_name = 'stands-by' AND datname = current_database()
               AND query LIKE 'SELECT state FROM ownership' AND state = 'idle' AND query_start > $1`,
            [rows[0]!.now],
          )
        ).rowCount! > 0,
      { describe: 'it looked at the fence' },
    );
    await turnOfTheLoop();
  };
  const start = async (holdMs?: number): Promise<NestFastifyApplication> => {
    @Module({
      imports: [
        DatabaseModule.forRoot({
          url: shop.url,
          applicationName: 'stands-by',
          poolSize: 5,
          entities: [],
          migrations: [],
          onPoolError: () => undefined,
        }),
      ],
      controllers: [ThingsController],
      providers: [Work],
    })
    class Things {}
    app = await createHttpApp(Things, {
      app: 'things',
      instance: '1',
      log: createLogger({ level: 'silent', app: 'things', instance: '1' }),
      metrics: new HttpMetrics(new Registry()),
    });
    await standBy(app, holdMs);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  };
  const call = async (method: 'GET' | 'POST', said: Record<string, string> = {}) => {
    const { statusCode, headers, body } = await app!.inject({ method, url: '/things', headers: said });
    return {
      status: statusCode,
      retryAfter: headers['retry-after'],
      body: body ? JSON.parse(body) : undefined,
    };
  };
  const forOwner = { [OWNER_ONLY_HEADER]: '1' };
  const work = () => app!.get(Work).begun;

  it('begins and answers as any other where there is no fence', async () => {
    await start();
    expect(work()).toBe(1);
    expect((await call('POST')).status).toBe(201);
  });

  it('begins at once where the data is its own', async () => {
    await fence('open');
    await start();
    expect(work()).toBe(1);
    expect((await call('POST')).status).toBe(201);
  });

  it('answers from the copy, and says of what it can’t write that it moved', async () => {
    await fence('closed');
    await start();
    expect(await call('GET')).toMatchObject({ status: 200, body: { things: 0 } });
    expect(await call('POST')).toMatchObject({ status: 421, body: { code: 'moved' } });
  });

  it('begins its own work when it is handed over, once, and not before', async () => {
    await fence('closed');
    await start();
    await call('GET');
    expect(work()).toBe(0);
    await say('open');
    await eventually(() => expect(work()).toBe(1), { describe: 'its own work began' });
    expect((await call('POST')).status).toBe(201);
    await say('closed');
    await say('open');
    expect((await call('POST')).status).toBe(201);
    expect(work()).toBe(1);
  });

  it('holds what comes from the moment when it is about to be handed over, and then answers as the owner', async () => {
    await fence('closed');
    await start();
    await say('opening');
    const replies = Promise.all([call('GET'), call('POST')]);
    await openWithAThing();
    const [read, written] = await replies;
    expect(read.body.things).toBeGreaterThanOrEqual(1);
    expect(written.status).toBe(201);
  });

  it('goes on as a copy where it is not handed over after all', async () => {
    await fence('closed');
    await start();
    await say('opening');
    await looked();
    const replies = Promise.all([call('GET'), call('POST')]);
    await turnOfTheLoop();
    await say('closed');
    const [read, written] = await replies;
    // The copy may be behind: that may be why.
    expect([read.status, written.status, work()]).toEqual([421, 421, 0]);
    expect((await call('GET')).status).toBe(200);
  });

  it('holds nobody for longer than it may', async () => {
    await fence('closed');
    await start(50);
    await say('opening');
    expect(await call('GET')).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'unavailable' } });
  });

  it('lays its own work down while the data is elsewhere, and takes it up where that comes back', async () => {
    const isAtIt = (expected: boolean) =>
      eventually(() => app!.get(Work).isAtIt === expected, {
        describe: `its own work is ${expected ? 'taken up' : 'laid down'}`,
      });
    await fence('open');
    await start();
    expect(app!.get(Work).isAtIt).toBe(true);
    await shop.pool.query(`BEGIN; ${closeFence(1)} COMMIT`);
    await isAtIt(false);
    await say('open');
    await isAtIt(true);
    expect(work()).toBe(1);
  });

  it('lays down what it was given and lost again', async () => {
    await fence('closed');
    await start();
    await say('open');
    await eventually(() => app!.get(Work).isAtIt, { describe: 'its own work began' });
    await say('closed');
    await eventually(() => !app!.get(Work).isAtIt, { describe: 'its own work is laid down' });
  });

  it('says that it moved of what was its own until now', async () => {
    await fence('open');
    await start();
    await shop.pool.query(`BEGIN; ${closeFence(1)} COMMIT`);
    expect(await call('POST')).toMatchObject({ status: 421, body: { code: 'moved' } });
    expect((await call('GET')).status).toBe(200);
  });

  it('says so also of what is only read, at once, where the owner is asked for', async () => {
    await fence('open');
    await start();
    expect((await call('GET', forOwner)).status).toBe(200);
    await shop.pool.query(`BEGIN; ${closeFence(1)} COMMIT`);
    expect(await call('GET', forOwner)).toMatchObject({ status: 421, body: { code: 'moved' } });
    await say('open');
    expect((await call('GET', forOwner)).status).toBe(200);
  });

  it('says neither where it can’t be looked up who that is', async () => {
    await fence('closed');
    await start();
    await shop.pool.query('ALTER TABLE ownership RENAME COLUMN state TO says');
    expect(await call('GET', forOwner)).toMatchObject({ status: 503, retryAfter: '1' });
    expect((await call('GET')).status).toBe(200);
  });

  it('ends while it still stands by', async () => {
    await fence('closed');
    await start();
    await app!.close();
    app = undefined;
    await say('open');
    await eventually(
      async () =>
        (
          await shop.pool.query(
            `SELECT FROM pg_stat_activity WHERE application_name = 'stands-by' AND datname = current_database()`,
          )
        ).rowCount === 0,
      { describe: 'all of its connections have ended' },
    );
  });
});
