/** How many spec files can have a Redis database of their own in one Jest run; number 0 counts them. */
export const redisDatabases = 1024;
