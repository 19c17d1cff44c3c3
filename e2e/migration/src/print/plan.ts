import { steps } from '@twinshop/topologies';
import pc from 'picocolors';
import { actionsOf } from '../engine/actions-of.ts';
import type { MigrationState } from '../state/migration-state.ts';
import { transitionBetween } from '../steps/transitions.ts';

/** What will happen, and what can be undone until when. */
export function planInWords(at: number, to: number, begun: MigrationState | undefined): string {
  const interrupted =
    begun?.underWay === undefined ? [] : [pc.yellow(`${interruptedInWords(at, to, begun.underWay)}\n`)];
  if (at === to && begun?.underWay === undefined)
    return `The shop is at step ${at} already: ${steps[at]!.summary}.`;
  const way = Array.from({ length: Math.abs(to - at) }, (_, nth) => at + nth * Math.sign(to - at));
  return [...interrupted, ...way.map((from) => stepInWords(from, from + Math.sign(to - at))), UNDO].join(
    '\n',
  );
}

function interruptedInWords(
  at: number,
  to: number,
  { to: next, isRollback }: NonNullable<MigrationState['underWay']>,
): string {
  const was = `A migration was interrupted on its way from step ${at} to step ${next}`;
  const isOnward = next === at + Math.sign(to - at);
  if (isRollback) return `${was}, as it was being undone: that is brought to its end.`;
  return isOnward ? `${was}: it goes on from there.` : `${was}: that is undone first.`;
}

function stepInWords(from: number, to: number): string {
  const transition = transitionBetween(from, to);
  const title = to > from ? transition.title : transition.back;
  const lines = actionsOf(from, to).map(({ phase, says }) => `  ${pc.cyan(phase.padEnd(9))} ${says}`);
  return [
    pc.bold(`Step ${from} → ${to}: ${title}`),
    pc.dim(`  ${transition.pattern.name}: ${transition.pattern.source}`),
    ...lines,
    '',
  ].join('\n');
}

const UNDO = `What can be undone until when: before a cut-over, nothing that customers use has changed. A cut-over that can't
close the old place within a second, or whose last changes don't arrive within two more, takes itself back. After it the old
place is kept up to date, so ./shop migrate --to a lower step goes back with every order that was taken meanwhile. What is
kept for that is deleted when the next step begins; whoever goes back further waits for a new copy.`;
