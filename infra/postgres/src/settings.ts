/**
 * How PostgreSQL is tuned: for a shop that is developed and measured on a small machine (2 cores, a few GB) that
 * it shares with the shop's own processes. Every value can be overridden through `settings` of `startPostgres`.
 */
export const shopSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  // Ten replicas of each of three services, with 20 connections and one that listens each.
  max_connections: '650',
  shared_buffers: '512MB',
  effective_cache_size: '2GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  // Short queries only: compiling one costs more than it saves.
  jit: 'off',
  max_parallel_workers_per_gather: '1',
  log_checkpoints: 'off',
  log_lock_waits: 'on',
  idle_in_transaction_session_timeout: '60s',
  // Modules that move are copied by logical replication, within the cluster. Three of them, in both directions, are six
  // subscriptions: each has a slot, a sender and a worker, and three times as many while it copies tables.
  wal_level: 'logical',
  max_wal_senders: '20',
  max_replication_slots: '20',
  max_logical_replication_workers: '18',
  // Those, the one that launches them, and as many for parallel queries as there are by default.
  max_worker_processes: '27',
};

/** For data that is thrown away after the run: nothing waits for the disk. A crash of the machine loses everything. */
export const throwAwaySettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '128MB',
};
