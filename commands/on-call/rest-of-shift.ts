import { dutyAt } from '../../src/domain/on-call/final.ts';
import { spellMoment } from '../../src/domain/on-call/moments.ts';
import { understoodFreely } from '../../src/ports/commands/press.ts';
import type { Call } from '../command.ts';
import { questionOf } from '../confirm-first.ts';
import { Question } from '../meant-incident.ts';
import { override } from './override.ts';

/**
 * Returns the question whether another person takes the rest of the asker's shift, for `hand over to carol` while no incident
 * is open; undefined when the asker is not on call.
 */
export async function restOfShift(call: Call): Promise<Question | undefined> {
  const { context, person, reader, invocation } = call;
  const now = context.clock.now();
  const duties = [...context.directory().schedules.values()].map((one) => ({ schedule: one.id, ...dutyAt(one, now) }));
  const own = duties.find((duty) => duty.person === person.id);
  if (!own?.until || call.args.person === undefined || call.args.person === person.id) return undefined;
  const args = { schedule: own.schedule, person: call.args.person, to: spellMoment(own.until, reader.zone) };
  const meant = { ...call, args, invocation: { ...invocation, ...understoodFreely({ command: override.name, args }) } };
  const question = await override.confirm?.(meant, false);
  return question && new Question('asked-first', questionOf(question, override, meant));
}
