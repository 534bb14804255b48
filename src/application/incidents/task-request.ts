import type { Change } from '../../domain/incident/intent.ts';
import type { PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';

/** The name that takes the owner off a task. */
export const nobody = 'nobody';

const about = { option: 'text' };

/** The options of the command `task`. */
export interface TaskRequest {
  readonly text?: string | undefined;
  readonly person?: PersonId | undefined;
  /** Numbers of tasks. */
  readonly done?: string | undefined;
  readonly reopen?: string | undefined;
  readonly edit?: string | undefined;
  readonly delete?: string | undefined;
}

/**
 * Returns the intent of a `task` command.
 *
 * @returns undefined when no option was given: the tasks are only shown
 * @throws Refused when it asks for two things at once, or cannot be understood
 */
export function taskIntent(request: TaskRequest): Change | undefined {
  const { text, person, done, reopen, edit, delete: deleted } = request;
  const which = [done, reopen, edit, deleted].filter((one) => one !== undefined);
  if (which.length > 1 || ((done ?? reopen ?? deleted) !== undefined && (text ?? person) !== undefined)) {
    throw refusedBy('two-task-wishes', about);
  }
  if (done !== undefined) return { type: 'tick-task', task: numberIn(done) };
  if (reopen !== undefined) return { type: 'reopen-task', task: numberIn(reopen) };
  if (deleted !== undefined) return { type: 'delete-task', task: numberIn(deleted) };
  const owner = person === nobody ? { ownerless: true as const } : person !== undefined ? { owner: person } : {};
  if (edit !== undefined) {
    if ((text ?? person) === undefined) {
      throw refusedBy('task-edit-empty', about);
    }
    return { type: 'change-task', task: numberIn(edit), ...(text !== undefined && { text }), ...owner };
  }
  if (text !== undefined) {
    return { type: 'add-task', text, ...('owner' in owner && owner) };
  }
  if (person === undefined) return undefined;
  throw refusedBy('task-empty', about);
}

function numberIn(typed: string): number {
  const digits = /^#?(\d{1,4})$/.exec(typed.trim())?.[1];
  if (digits) return Number(digits);
  throw refusedBy('no-task-number', { text: typed });
}
