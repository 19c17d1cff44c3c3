export {
  messageType,
  type Cause,
  type DataOf,
  type Message,
  type MessageOf,
  type MessageType,
} from './message.ts';
