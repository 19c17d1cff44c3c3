import type { CompareRecord } from './compare-record.ts';

/**
 * Several runs of the same comparison as one: where two have a figure, that of the later one in the list counts.
 * @throws where they are not of the same arms, held to the same
 */
export function together(records: readonly [CompareRecord, ...CompareRecord[]]): CompareRecord {
  const [first, ...others] = records;
  const last = records.at(-1)!;
  for (const other of others)
    if (heldTo(other) !== heldTo(first))
      throw new Error(
        `"${first.command}" and "${other.command}" did not measure the same on the same terms.`,
      );
  return {
    ...first,
    endedAt: last.endedAt,
    command: records.map(({ command }) => command).join('` and `'),
    comparisons: latest(records.flatMap(({ comparisons }) => comparisons)),
    sweeps: latest(records.flatMap(({ sweeps }) => sweeps)),
    refused: records.flatMap(({ refused }) => refused),
    leftOut: [...new Set(records.flatMap(({ leftOut = [] }) => leftOut))],
    isComplete: records.every(({ isComplete }) => isComplete),
  };
}

const heldTo = ({ arms, fence }: CompareRecord): string =>
  JSON.stringify([arms.map(({ topology }) => topology), fence.words]);

const latest = <Figure extends { id: string }>(figures: readonly Figure[]): Figure[] => [
  ...new Map(figures.map((figure) => [figure.id, figure])).values(),
];
