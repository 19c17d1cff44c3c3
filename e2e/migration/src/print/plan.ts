import pc from 'picocolors';
import type { Action } from '../engine/action.ts';
import { actionsOf } from '../engine/actions-of.ts';
import { leftoversOf } from '../engine/leftovers.ts';
import type { MigrationState } from '../state/migration-state.ts';
import { transitionBetween } from '../steps/transitions.ts';

/**
 * What will happen, and what can be undone until when.
 * @param finish whether what is kept for going back is taken away in the end
 * @returns undefined where there is nothing to be done
 */
export function planInWords(
  at: number,
  to: number,
  begun: MigrationState | undefined,
  finish: boolean,
): string | undefined {
  const interrupted =
    begun?.underWay === undefined ? [] : [pc.yellow(`${interruptedInWords(at, to, begun.underWay)}\n`)];
  const end = finish ? finishInWords(keptAt(at, to, begun)) : [];
  if (at === to && begun?.underWay === undefined) return end.length === 0 ? undefined : end.join('\n');
  const way = Array.from({ length: Math.abs(to - at) }, (_, nth) => at + nth * Math.sign(to - at));
  const taken = way.map((from) => stepInWords(from, from + Math.sign(to - at)));
  return [...interrupted, ...taken, ...end, UNDO].join('\n');
}

/** What is still there, for going back, when the shop has come to a step. */
function keptAt(at: number, to: number, begun: MigrationState | undefined): Action[] {
  if (at !== to) return leftoversOf(Math.max(to, to + Math.sign(at - to)), to > at ? 'forward' : 'back');
  const kept = begun?.underWay === undefined ? begun?.notCleanedUp : undefined;
  return kept === undefined ? [] : leftoversOf(kept, at >= kept ? 'forward' : 'back');
}

const finishInWords = (actions: readonly Action[]): string[] =>
  actions.length === 0
    ? []
    : [
        pc.bold('In the end, as --finish says, what is kept for going back is taken away'),
        ...actions.map(actionInWords),
        'Who goes back later waits for a new copy.\n',
      ];

const actionInWords = ({ phase, says }: Action): string => `  ${pc.cyan(phase.padEnd(9))} ${says}`;

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
  return [
    pc.bold(`Step ${from} → ${to}: ${title}`),
    pc.dim(`  ${transition.pattern.name}: ${transition.pattern.source}`),
    ...actionsOf(from, to).map(actionInWords),
    '',
  ].join('\n');
}

const UNDO = `What can be undone until when: before a cut-over, nothing that customers use has changed. A cut-over that can't
close the old place within a second, or whose last changes don't arrive within two more, takes itself back. After it the old
place is kept up to date, so ./shop migrate --to a lower step goes back with every order that was taken meanwhile. What is
kept for that is deleted when the next step begins; whoever goes back further waits for a new copy.`;
