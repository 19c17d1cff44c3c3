/** The process that a replica is one of: `catalog` of `catalog-2`. */
export const processOf = (replica: string): string => replica.replace(/-\d+$/, '');
