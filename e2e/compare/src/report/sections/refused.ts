import { counted, html, type Section, table } from '@twinshop/report';
import type { CompareRecord, Refused } from '../../record/compare-record.ts';
import { titleOf } from '../words/names.ts';

/** What does not count, and why. */
export const refused = ({ refused: runs, arms }: CompareRecord): Section => ({
  id: 'refused',
  title: 'Runs that were refused',
  lead:
    runs.length === 0
      ? 'None: every run could be counted.'
      : `${counted(runs.length, 'run')} did not count, and no figure here holds anything of ${runs.length === 1 ? 'it' : 'them'}.`,
  body:
    runs.length > 0 &&
    html`${table<Refused>({
      caption: 'Refused runs',
      captionHidden: true,
      columns: [
        { head: 'Experiment', cell: ({ experiment }) => experiment },
        { head: 'Side', cell: ({ arm }) => (arm === undefined ? 'both' : titleOf(arms, arm)) },
        { head: 'Because', cell: ({ because }) => because },
      ],
      rows: runs,
    })}`,
});
