import path from 'node:path';

/** The checkout's root. */
export const workspaceRoot = path.resolve(import.meta.dirname, '../../..');

export const workspaceFile = (...parts: string[]): string => path.join(workspaceRoot, ...parts);
