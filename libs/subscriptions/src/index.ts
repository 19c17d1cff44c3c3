export { subscriptions, type Queue } from './subscriptions.ts';
