import { cancelOverrideOf, overrideShift, previewOverride } from '../../src/application/on-call/overrides.ts';
import { awayUntil } from '../../src/domain/absence.ts';
import { dutyAt } from '../../src/domain/on-call/final.ts';
import type { Person, PersonId } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import type { OverrideRequest } from '../../src/domain/runtime-changes/override.ts';
import { isUnderstoodFreely, pressOf } from '../../src/ports/commands/press.ts';
import type { Message } from '../../src/ports/message.ts';
import { cancelledView, overriddenView, overridesView } from '../../src/views/on-call/cover.ts';
import { overrideQuestion } from '../../src/views/on-call/rota-questions.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { overrideWords } from '../typed/read/read-rota.ts';
import { periodIn } from '../typed/times/moments.ts';
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
    option('cancel', 'text', 'option.override.cancel', { maxLength: 40, onlyByName: true }),
  ],
  async confirm(call) {
    const { cancel } = call.args;
    if (!isUnderstoodFreely(call.invocation.args) || cancel || !hasPeriod(call)) return undefined;
    const { schedule, request } = await requestIn(call);
    const { added, relieved } = await previewOverride(call.context, schedule, request);
    return overrideQuestion(added, schedule, relieved, call.reader);
  },
  async run(call) {
    const { context, args } = call;
    if (args.cancel) return cancelled(call, args.cancel);
    if (!hasPeriod(call)) return coming(call);
    const { schedule, request } = await requestIn(call);
    const { added, relieved } = await overrideShift(context, schedule, request);
    return overriddenView(added, schedule, relieved, call.reader);
  },
});

function hasPeriod({ args: { from, to, instead } }: Call): boolean {
  return (from ?? to ?? instead) !== undefined;
}

async function requestIn(call: Call): Promise<{ readonly schedule: string; readonly request: OverrideRequest }> {
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
  return { schedule, request: { ...request, ...(instead !== undefined && { instead }) } };
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
