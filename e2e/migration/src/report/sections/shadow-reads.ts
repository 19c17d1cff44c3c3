import { count, table, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';

/** Answers of the old place and the new one beside each other. */
export const shadowReads = ({ shadowReads: reads }: MigrationRecord): Section | undefined =>
  reads.length === 0
    ? undefined
    : {
        id: 'shadow-reads',
        title: 'Read on both sides',
        lead: 'Before a module was handed over, both places were asked the same, and their answers were compared field by field. A copy is some milliseconds behind: what differs is asked again.',
        body: table({
          caption: 'Answers compared, by module',
          captionHidden: true,
          columns: [
            { head: 'Module', cell: ({ module }) => module },
            { head: 'Compared', cell: ({ compared }) => count(compared), numeric: true },
            { head: 'Equal at once', cell: ({ equal }) => count(equal), numeric: true },
            { head: 'Equal when asked again', cell: ({ late }) => count(late), numeric: true },
            { head: 'Different', cell: ({ unexplained }) => count(unexplained), numeric: true },
          ],
          rows: reads,
          marked: ({ unexplained }) => unexplained > 0,
        }),
      };
