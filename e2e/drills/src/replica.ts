/** The process that a replica is one of: `catalog` of `catalog-2`. */
export const processOf = (replica: string): string => replica.replace(/-\d+$/, '');

/** The name of one replica as the runner has it, from 1; of the process where none is told. */
export const ofReplica = (process: string, replica = 1): string =>
  replica === 1 ? process : `${process}-${replica}`;
