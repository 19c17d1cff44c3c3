import { duration, table, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';

/** Everything that was done, in order. */
export const actions = ({ stretches }: MigrationRecord): Section => ({
  id: 'actions',
  title: 'What was done',
  body: table({
    caption: 'Actions in order',
    captionHidden: true,
    columns: [
      { head: 'Step', cell: ({ from, to }) => (from === to ? String(to) : `${from} → ${to}`) },
      { head: 'Phase', cell: ({ phase }) => phase },
      { head: 'What', cell: ({ says }) => says },
      { head: 'Took', cell: ({ fromMs, toMs }) => duration(toMs - fromMs), numeric: true },
    ],
    rows: stretches,
  }),
});
