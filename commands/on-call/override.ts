import { type MeantShift, previewCover, requestCoverOf } from '../../src/application/on-call/cover-shift.ts';
import { cancelOverrideOf, overrideShifts, previewOverrides } from '../../src/application/on-call/overrides.ts';
import { awayUntil } from '../../src/domain/absence.ts';
import { dutyAt, finalShifts, personShifts } from '../../src/domain/on-call/final.ts';
import type { Person, PersonId } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import type { OverrideRequest } from '../../src/domain/runtime-changes/override.ts';
import { isUnderstoodFreely, pressOf } from '../../src/ports/commands/press.ts';
import type { Message } from '../../src/ports/message.ts';
import { cancelledView, coverAskedView, overriddenView, overridesView } from '../../src/views/on-call/cover.ts';
import { consentQuestion, overrideQuestion, swapQuestion } from '../../src/views/on-call/rota-questions.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { overrideWords } from '../typed/read/read-rota.ts';
import { periodIn } from '../typed/times/moments.ts';
import { splitPeriod } from '../typed/times/period.ts';
import { whichSchedule } from './which-schedule.ts';

/** In characters: enough of the cause to be unique, short enough to type. */
const idLength = 12;

export const override = defineCommand({
  name: 'override',
  group: 'on-call',
  summary: 'command.override',
  example: 'override primary person:carol from:2026-12-24T09:00 to:2026-12-26T09:00',
  needs: 'responder',
  onlyInChat: true,
  fromWords: overrideWords,
  options: [
    option('schedule', 'schedule', 'option.override.schedule'),
    option('person', 'person', 'option.override.person'),
    option('from', 'time', 'option.override.from'),
    option('to', 'time', 'option.override.to'),
    option('instead', 'person', 'option.override.instead', { onlyByName: true }),
    option('return', 'text', 'option.override.return', { maxLength: 100, onlyByName: true }),
    option('cancel', 'text', 'option.override.cancel', { maxLength: 40, onlyByName: true }),
  ],
  async confirm(call) {
    const { cancel } = call.args;
    if (!isUnderstoodFreely(call.invocation.args) || cancel || !hasPeriod(call)) return undefined;
    const asking = await consentNeeded(call);
    if (asking) return consentQuestion(await previewCover(call.context, asking), asking.schedule, call.reader);
    const { schedule, requests } = await requestsIn(call);
    const [first, second] = await previewOverrides(call.context, schedule, requests);
    return second
      ? swapQuestion([first!, second], schedule, call.reader)
      : overrideQuestion(first!.added, schedule, first!.relieved, call.reader);
  },
  async run(call) {
    const { context, args } = call;
    if (args.cancel) return cancelled(call, args.cancel);
    if (!hasPeriod(call)) return coming(call);
    const asking = await consentNeeded(call);
    if (asking) {
      const { cover } = await requestCoverOf(context, call.cause.slice(0, idLength), asking);
      return coverAskedView(cover, asking.schedule, call.reader);
    }
    const { schedule, requests } = await requestsIn(call);
    const done = await overrideShifts(context, schedule, requests);
    return overriddenView(done, schedule, call.reader);
  },
});

function hasPeriod({ args: { from, to, instead } }: Call): boolean {
  return (from ?? to ?? instead) !== undefined;
}

/**
 * Returns what to ask the other person where somebody gives them a shift of their own or swaps with them, and is no manager,
 * who may do it at once. Undefined: nobody is asked.
 */
async function consentNeeded(call: Call): Promise<MeantShift | undefined> {
  const { args, person, context } = call;
  const { instead = person.id, person: other } = args;
  if (other === undefined || other === person.id || instead !== person.id || (await mayOverrideOthers(call)))
    return undefined;
  const now = context.clock.now();
  const directory = context.directory();
  const { from = now, to } = periodIn(call, args);
  const schedule = whichSchedule(directory, args.schedule, now, person.id);
  const standing = directory.schedules.get(schedule);
  if (!to || !standing || to <= from) return undefined;
  if (args.return === undefined) {
    // Whoever is not on call then gives away nothing.
    const [own] = personShifts([standing], person.id, from, to);
    return own && { schedule, requester: person.id, of: other, from: own.from, to: own.to };
  }
  const back = periodIn(call, splitPeriod(args.return));
  if (!back.from || !back.to) throw refusedBy('end-missing', { option: 'return' });
  const given = shiftWithin(call, schedule, person.id, { from, to });
  const taken = shiftWithin(call, schedule, other, { from: back.from, to: back.to });
  return { schedule, requester: person.id, of: other, ...given, back: taken };
}

interface Requests {
  readonly schedule: string;
  /** One, or the two of a swap. */
  readonly requests: readonly OverrideRequest[];
}

async function requestsIn(call: Call): Promise<Requests> {
  const { args, person } = call;
  if (args.return === undefined || args.person === undefined) return requestIn(call);
  const giver = call.context.directory().people.get(args.instead ?? person.id) ?? person;
  const { from = call.context.clock.now(), to } = periodIn(call, args);
  if (!to) throw refusedBy('end-missing', { option: 'to' });
  const back = periodIn(call, splitPeriod(args.return));
  if (!back.from || !back.to) throw refusedBy('end-missing', { option: 'return' });
  const taker = await whoTakes(call, call.context.directory().people.get(args.person) ?? person);
  await whoTakes(call, giver);
  const schedule = whichSchedule(call.context.directory(), args.schedule, call.context.clock.now(), giver.id);
  const half = (id: string, takes: PersonId, gives: PersonId, period: { from: Date; to: Date }): OverrideRequest => ({
    id,
    person: takes,
    instead: gives,
    by: person.id,
    ...shiftWithin(call, schedule, gives, period),
  });
  return {
    schedule,
    requests: [
      half(call.cause.slice(0, idLength), taker.id, giver.id, { from, to }),
      half(call.cause.slice(idLength, 2 * idLength), giver.id, taker.id, { from: back.from, to: back.to }),
    ],
  };
}

/** Returns the part of a period in which somebody is on call: “my monday” is what they have of it. */
function shiftWithin({ context }: Call, id: string, person: PersonId, period: { from: Date; to: Date }) {
  const schedule = context.directory().schedules.get(id);
  const shifts = schedule ? finalShifts(schedule, period.from, period.to) : [];
  const first = shifts.findIndex((shift) => shift.person === person);
  const last = shifts.findIndex((shift, at) => at > first && shift.person !== person);
  const theirs = first === -1 ? [] : shifts.slice(first, last === -1 ? shifts.length : last);
  // Of an empty part, the domain says that it is not theirs.
  const from = theirs[0]?.from ?? period.from;
  const to = theirs.at(-1)?.to ?? period.to;
  return { from: from < period.from ? period.from : from, to: to > period.to ? period.to : to };
}

async function requestIn(call: Call): Promise<Requests> {
  const { context, person, args, cause } = call;
  const directory = context.directory();
  const period = periodIn(call, args);
  const from = period.from ?? context.clock.now();
  const { takes: whom = person.id, instead } = exchanged(call, from);
  const takes = await whoTakes(call, directory.people.get(whom) ?? person);
  const schedule = whichSchedule(directory, args.schedule, context.clock.now(), instead ?? takes.id);
  const to = period.to ?? (instead === undefined ? undefined : endInstead(call, schedule, instead, from));
  if (!to) {
    throw refusedBy('end-missing', { option: 'to' });
  }
  const request = { id: cause.slice(0, idLength), person: takes.id, from, to, by: person.id };
  return { schedule, requests: [{ ...request, ...(instead !== undefined && { instead }) }] };
}

/** Of two people who swap, the one who is not on call then stands in, in whichever order a free line names them. */
function exchanged({ args, invocation, context }: Call, from: Date) {
  const { person: takes, instead } = args;
  if (!takes || !instead || !isUnderstoodFreely(invocation.args)) return { takes, instead };
  const id = whichSchedule(context.directory(), args.schedule, context.clock.now(), instead);
  const schedule = context.directory().schedules.get(id);
  const isOnCall = schedule && dutyAt(schedule, from)?.person === takes;
  return isOnCall ? { takes: instead, instead: takes } : { takes, instead };
}

/** Returns when this person's shift ends, or when they are back from time off before that. */
function endInstead({ context, invocation }: Call, id: string, instead: PersonId, from: Date): Date | undefined {
  const { schedules, people } = context.directory();
  const schedule = schedules.get(id);
  const duty = schedule && dutyAt(schedule, from);
  const person = people.get(instead);
  if (!person || duty?.person !== instead) {
    throw refusedBy('not-theirs-now', { name: person?.name ?? instead });
  }
  const back = awayUntil(person, from);
  // The button of a hand-over stays in the room after its person is back, also in their next shifts.
  if (!back && pressOf(invocation.args)) throw refusedBy('not-away-now', { name: person.name });
  return back && (!duty.until || back < duty.until) ? back : duty.until;
}

function mayOverrideOthers({ context, person }: Call): Promise<boolean> {
  return context.permissions.may(person, 'manager');
}

/** Checks who may put whom on call: people themselves, and a manager anybody who may acknowledge. */
async function whoTakes(call: Call, takes: Person): Promise<Person> {
  const { person, context } = call;
  if (takes.id !== person.id && !(await mayOverrideOthers(call))) {
    throw refusedBy('override-yourself-only', { role: await context.permissions.roleOf(person), name: takes.name });
  }
  if (!(await context.permissions.may(takes, 'responder'))) {
    throw refusedBy('cannot-respond', { role: takes.role, name: takes.name });
  }
  return takes;
}

function coming(call: Call): Promise<Message> {
  const { context, args } = call;
  const isOfSchedule = ({ id }: { id: string }) => !args.schedule || id === args.schedule;
  const theirs = ({ person }: { person: string }) => !args.person || person === args.person;
  return context.runtimeChanges.all().then(({ schedules }) => {
    const standing = [...context.directory().schedules.values()]
      .filter(isOfSchedule)
      .map((schedule) => ({ ...schedule, overrides: schedule.overrides.filter(theirs) }));
    return overridesView(standing, schedules, call.reader);
  });
}

async function cancelled(call: Call, id: string): Promise<Message> {
  const { context, person } = call;
  const mayAll = await mayOverrideOthers(call);
  return cancelledView(await cancelOverrideOf(context, { id, by: person.id, mayAll }), call.reader);
}
