import pg from 'pg';
import { DataSource, type EntityTarget, type MigrationInterface, type ObjectLiteral } from 'typeorm';

const INT8 = 20;
// Counts and sums of minor units stay far below 2^53 (the contract bounds a price and an order's lines).
pg.types.setTypeParser(INT8, Number);

export interface DatabaseOptions {
  url: string;
  applicationName: string;
  poolSize: number;
  entities: EntityTarget<ObjectLiteral>[];
  migrations: (new () => MigrationInterface)[];
  /** Hears of an error outside of any query, such as a connection that PostgreSQL closed. */
  onPoolError: (error: Error) => void;
}

/** Milliseconds; the drivers' own defaults are for ever. */
const LIMITS = {
  query_timeout: 10_000,
  statement_timeout: 9_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
};

/** A TypeORM data source with every wait bounded. */
export const createDataSource = (options: DatabaseOptions): DataSource => dataSource(options, LIMITS);

/** The same without limits on a statement: building an index may take its time. */
export const createMigrationSource = (options: DatabaseOptions): DataSource =>
  dataSource({ ...options, applicationName: `${options.applicationName}-migrations`, poolSize: 2 }, {});

const dataSource = (options: DatabaseOptions, limits: Partial<typeof LIMITS>): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities as never,
    migrations: options.migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: options.poolSize,
    poolErrorHandler: options.onPoolError,
    connectTimeoutMS: 3_000,
    extra: { ...limits, keepAlive: true, onConnect: survive },
  });

/**
 * pg-pool listens to a connection while it is idle, and its borrower from a moment after it is lent. An error that comes in
 * between is read in one piece with the words that the connection is ready: a PostgreSQL that dies then would take the
 * process along. Nobody has to be told here: the borrower's first query fails.
 */
const survive = (client: pg.Client): void => void client.on('error', () => undefined);
