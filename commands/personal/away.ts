import { changePerson } from '../../src/application/access/change-person.ts';
import { emptyPoliciesAlarms, emptyWhile } from '../../src/application/on-call/left-without-anybody.ts';
import { notificationsTo } from '../../src/application/on-call/overrides.ts';
import { comingAbsences, withEarlyEnd } from '../../src/domain/absence.ts';
import type { EmptyPolicy } from '../../src/domain/escalation/everybody-away.ts';
import type { Absence, Person, PersonId } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { addAbsence, endAbsences } from '../../src/domain/runtime-changes/absence.ts';
import { shortHash } from '../../src/lib/values/digest.ts';
import { isUnderstoodFreely, pressOf } from '../../src/ports/commands/press.ts';
import type { Message } from '../../src/ports/message.ts';
import {
  absentView,
  awayEndedView,
  awayEndQuestion,
  awayQuestion,
  awayView,
  everybodyAwayView,
  markedAwayView,
} from '../../src/views/on-call/away.ts';
import type { Reader } from '../../src/views/reader.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { awayWords } from '../typed/read/read-rota.ts';
import { periodIn } from '../typed/times/moments.ts';

export const away = defineCommand({
  name: 'away',
  group: 'me',
  summary: 'command.away',
  example: 'away from:2026-12-24T09:00 to:2026-12-28T09:00',
  needs: 'responder',
  onlyInChat: true,
  fromWords: awayWords,
  options: [
    option('action', 'choice', 'option.away.action', { choices: ['show', 'off', 'who'].map((value) => ({ value })) }),
    option('from', 'time', 'option.away.from'),
    option('to', 'time', 'option.away.to'),
    option('person', 'person', 'option.away.person', { onlyByName: true }),
  ],
  /** Time off that leaves a policy without anybody else is asked about, however exactly it is spelt. */
  isExact({ action, from, to }, call) {
    if (action !== undefined) return true;
    return (from ?? to) !== undefined && emptyIn(call).length === 0;
  },
  repeatsQuestion: true,
  async confirm(call) {
    const { args, invocation, reader } = call;
    const isPressed = pressOf(invocation.args) !== undefined;
    if (args.action === 'off' && (isPressed || isUnderstoodFreely(invocation.args))) {
      const whose = await whoIsAway(call);
      const ended = await endedIn(call, whose);
      const question = awayEndQuestion(ended, { person: whose, own: whose.id === call.person.id }, reader);
      // The agreement covers the periods that the question names.
      return (
        question && { ...question, covers: shortHash(ended.map(({ from, to }) => `${+from}-${+to}`).join(' '), 8) }
      );
    }
    if (args.action || isPressed) return undefined;
    const absence = absenceIn(call);
    if (!absence) return undefined;
    const person = await whoIsAway(call);
    return awayQuestion(person, { absence, own: person.id === call.person.id, empty: emptyIn(call) }, reader);
  },
  async run(call) {
    const { context, reader, args } = call;
    if (args.action === 'who') return everybodyAwayView(reader);
    const person = await whoIsAway(call);
    const own = person.id === call.person.id;
    const absence = absenceIn(call);
    const now = context.clock.now();
    if (args.action === 'off') {
      if (absence) throw refusedBy('one-at-a-time', { command: 'away', action: 'off' });
      const ended = await endedIn(call, person);
      const ofFile = absencesInFile(call, person.id);
      const back = await changePerson(context, person.id, (changes) => endAbsences(changes, ofFile, now));
      const last = ended.at(-1);
      if (!own && last) await tell(call, back, last, (them) => awayEndedView(ended, call.person.id, them));
      return awayView(back, { own, fromFile: true, done: ended.length > 0 }, reader);
    }
    if (!absence) return awayView(person, { own, fromFile: await isFromFile(call, person.id) }, reader);
    const empty = emptyIn(call);
    let before: readonly Absence[] = [];
    const absent = await changePerson(context, person.id, (changes, known) => {
      before = comingAbsences(known, now);
      return addAbsence(changes, absence, now);
    });
    if (!own) await tell(call, absent, absence, (them) => markedAwayView(absent, absence, call.person.id, them));
    await context.outbox.notify(emptyPoliciesAlarms(context, { person: absent, absence, empty }, call.cause));
    return absentView(absent, { absence, before, own }, reader);
  },
});

/** Returns the absences that "away off" ends or removes. */
async function endedIn(call: Call, { id, away = [] }: Person): Promise<readonly Absence[]> {
  const now = call.context.clock.now();
  const ofFile = absencesInFile(call, id);
  const changes = endAbsences(await call.context.runtimeChanges.ofPerson(id), ofFile, now);
  const kept = comingAbsences({ away: [...withEarlyEnd(ofFile, changes.awayEndedAt), ...(changes.away ?? [])] }, now);
  return comingAbsences({ away }, now).filter(({ from }) => !kept.some((one) => one.from.getTime() === from.getTime()));
}

function absencesInFile({ context }: Call, id: PersonId): readonly Absence[] {
  return context.amended.file().people.get(id)?.away ?? [];
}

/** Returns whether none of the person's time off to come was entered in chat. */
async function isFromFile({ context }: Call, id: PersonId): Promise<boolean> {
  const { away } = await context.runtimeChanges.ofPerson(id);
  return comingAbsences({ ...(away && { away }) }, context.clock.now()).length === 0;
}

/** Returns the absence in the options, from now on where it has begun; undefined without a time. */
function absenceIn(call: Call): Absence | undefined {
  const { from, to } = periodIn(call, call.args);
  if (!(from ?? to)) return undefined;
  if (!to) throw refusedBy('return-missing');
  const now = call.context.clock.now();
  if (to <= now) throw refusedBy('over-already', { option: 'to' });
  return { from: from && from > now ? from : now, to };
}

/** Returns the times in which policies would have nobody left once the person in the options is away. */
function emptyIn(call: Call): readonly EmptyPolicy[] {
  const absence = absenceIn(call);
  return absence ? emptyWhile(call.context, call.args.person ?? call.person.id, absence) : [];
}

/** Returns the asker, or the person whom a manager names. */
async function whoIsAway({ context, person, args }: Call): Promise<Person> {
  const named = args.person === undefined ? undefined : context.directory().people.get(args.person);
  if (!named || named.id === person.id) return person;
  // Everybody may look: “oncall” tells it too.
  if ((args.from ?? args.to) === undefined && args.action !== 'off') return named;
  if (await context.permissions.may(person, 'manager')) return named;
  throw refusedBy('away-yourself-only', { role: await context.permissions.roleOf(person), name: named.name });
}

/** Tells the person what a manager changed, as long as it matters. */
async function tell(
  { context, cause }: Call,
  { id }: Person,
  { to }: Absence,
  view: (reader: Reader) => Message,
): Promise<void> {
  await context.outbox.notify(notificationsTo(context, id, `away-${cause}`, to, view));
}
