import type { Fault } from '../faults/fault.ts';
import { ofReplica } from '../replica.ts';

/** More replicas than any process has. */
const ALL = [1, 2, 3, 4] as const;

/** What a fault takes hold of. Two that take hold of the same must not be at once: one would undo, or hide, the other. */
export function touches(fault: Fault): string[] {
  switch (fault.kind) {
    case 'kill':
    case 'pause':
      return [fault.part];
    case 'roll':
      return ALL.map((replica) => ofReplica(fault.process, replica));
    case 'reload':
      return ['gateway'];
    case 'failpoint':
      return fault.replica === undefined
        ? ALL.map((replica) => ofReplica(fault.process, replica))
        : [ofReplica(fault.process, fault.replica)];
    case 'link':
      return ['before' in fault ? `way to ${fault.before}` : `way from ${fault.between.join(' to ')}`];
    case 'provider':
      return ['payment-provider'];
    case 'flush':
    case 'poison':
      return ['redis'];
    case 'lock':
      return ['postgres'];
    case 'full-log':
      return [fault.process];
  }
}
