import type { Refused } from '../src/domain/refusal.ts';
import type { Rules } from '../src/domain/rules.ts';
import { doubtOf } from '../src/ports/commands/press.ts';
import type { Invocation } from '../src/ports/commands.ts';
import type { Question } from './meant-incident.ts';

/** Returns whether a line that is no command was probably said to other people. A problem that it tells may be declared. */
export function isTalkAside({ rule, data }: Refused): boolean {
  if (rule !== 'unknown-command') return false;
  const { near, as, reads } = data as Rules['unknown-command'];
  if (near !== undefined) return false;
  if (reads === 'talk') return true;
  return as === 'note' || (as === undefined && reads !== 'impossible' && reads !== 'condition');
}

/**
 * Returns whether a question about a doubtful line is better not asked: `done.` in a channel of no incident is about
 * something else.
 */
export function isAskedAside({ rule }: Question, { args, where }: Invocation): boolean {
  return rule === 'which-incident' && doubtOf(args) !== undefined && args.incident === undefined && !where.private;
}
