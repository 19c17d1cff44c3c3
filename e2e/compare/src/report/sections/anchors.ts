/** The address of a sweep in the page, which no section has. */
export const sweepAnchor = (id: string): string => `sweep-${id}`;
