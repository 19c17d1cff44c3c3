export { BullClient } from './bull.client.ts';
export { BullContext, BullServer } from './bull.server.ts';
export { connectMessaging } from './connect-messaging.ts';
export { Inbox, type Effect } from './inbox.ts';
export { MessagingModule, type MessagingOptions } from './messaging.module.ts';
export { messagingMigrations } from './migrations.ts';
export { insertOutbox, Outbox, type NewMessage } from './outbox.ts';
export { RelayBell } from './relay-bell.ts';
