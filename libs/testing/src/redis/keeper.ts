import { startRedis } from '@twinshop/redis';
import { keepUntilReleased } from '../keep-until-released.ts';
import { redisDatabases } from './databases.ts';

void keepUntilReleased((folder) =>
  startRedis({ dir: folder, appendonly: false, settings: { databases: String(redisDatabases) } }),
);
