import { moment, table, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';

/** What customers were told who were not answered as they should be. */
export const failures = ({ failures: found, stretches }: MigrationRecord): Section | undefined =>
  found.length === 0
    ? undefined
    : {
        id: 'failures',
        title: 'What went wrong for customers',
        lead: 'Requests that were not answered with a success, and what was done meanwhile.',
        body: table({
          caption: 'Requests that failed, the first hundred',
          captionHidden: true,
          columns: [
            { head: 'When', cell: ({ atMs }) => moment(atMs) },
            { head: 'Asked for', cell: ({ what }) => what },
            { head: 'Answer', cell: ({ says }) => says },
            {
              head: 'Meanwhile',
              cell: ({ atMs }) => stretches.findLast(({ fromMs }) => fromMs <= atMs)?.says ?? 'nothing',
            },
          ],
          rows: found,
        }),
      };
