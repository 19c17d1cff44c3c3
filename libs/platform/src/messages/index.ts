export { messageType, type DataOf, type Message, type MessageOf, type MessageType } from './message.ts';
