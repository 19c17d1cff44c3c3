import { badge, count, counted, duration, html, table, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';

/** Whether everything that must be true of a shop was true of it when it had come to rest. */
export const checker = ({ check }: MigrationRecord): Section | undefined =>
  check && {
    id: 'checker',
    title: 'What the checker found',
    lead: `At rest ${duration(check.drainedAfterMs)} after the last answer, its databases, queues and the payment provider’s ledger were read, and held against all that customers had been told.`,
    body: html`
      ${table({
        caption: 'Invariants',
        captionHidden: true,
        columns: [
          { head: 'Invariant', cell: ({ number, says }) => `${number}. ${says}` },
          {
            head: 'Looked at',
            cell: ({ checked }) =>
              checked ? `${count(checked.count)} ${checked.what}` : 'nothing of the kind',
          },
          {
            head: 'Result',
            cell: ({ checked, findings }) =>
              findings.length > 0
                ? badge('failed', counted(findings.length, 'violation'))
                : checked
                  ? badge('passed', 'holds')
                  : badge('neutral', 'not applicable'),
          },
        ],
        rows: check.invariants,
        marked: ({ findings }) => findings.length > 0,
      })}
      <ul>
        ${check.invariants.flatMap(({ number, findings }) =>
          findings.slice(0, MOST_TOLD).map(({ says }) => html`<li>${number}. ${says}</li>`),
        )}
      </ul>
    `,
  };

const MOST_TOLD = 8;
