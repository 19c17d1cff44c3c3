export { Inbox, type Effect } from './inbox.ts';
export { messagingMigrations } from './migrations.ts';
export { insertOutbox, Outbox, type NewMessage } from './outbox.ts';
