import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule, getDataSourceToken } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, type DatabaseOptions } from './data-source.ts';
import { Database } from './database.ts';
import { migrate } from './migrate.ts';

/** The process's one pool: as a TypeORM `DataSource` for entities, and as `Database` for the hot paths. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // Who starts the process restarts it; trying again here would only hide the reason.
          useFactory: () => ({ retryAttempts: 0 }),
          dataSourceFactory: async () => {
            await migrate(options);
            return createDataSource(options).initialize();
          },
        }),
      ],
      providers: [{ provide: Database, inject: [getDataSourceToken()], useFactory: databaseOn }],
      exports: [Database],
    };
  }
}

/** TypeORM keeps its pg pool in `driver.master`, which its types leave out. */
const databaseOn = (source: DataSource): Database =>
  new Database((source.driver as unknown as { master: Pool }).master);
