import type { Directory } from '../../domain/directory.ts';
import { finalShifts } from '../../domain/on-call/final.ts';
import { isEqual } from '../../domain/on-call/kept-rota.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import { followFileChange, type RotaChanges } from '../../domain/runtime-changes/rota.ts';
import { amendSchedule, type ScheduleChanges } from '../../domain/runtime-changes.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { FileComparison } from '../../ports/api.ts';
import { nameIn, type World } from '../world.ts';

const lookAheadDays = 14;
const dayMs = 86_400_000;
const mostShifts = 20;

/** Reads a configuration file as a start would: a directory, or sentences that say what is wrong with it. */
export type ReadFileText = (text: string, now: Date) => { directory: Directory } | { mistakes: readonly string[] };

/** Says in plain words what a file would change of the running configuration. Changes nothing. */
export async function compareFile(
  { amended, runtimeChanges, clock }: Pick<World, 'amended' | 'runtimeChanges' | 'clock'>,
  text: string,
  readFile: ReadFileText,
): Promise<FileComparison> {
  const now = clock.now();
  const read = readFile(text, now);
  if ('mistakes' in read) return { mistakes: read.mistakes, changes: [] };
  const [running, next] = [amended.file(), read.directory];
  const { schedules } = await runtimeChanges.all();
  const known = new Map(schedules.map((one) => [one.schedule, one]));
  const changes = [
    ...entryChanges('people', running.people, next.people),
    ...entryChanges('teams', running.teams, next.teams),
    ...entryChanges('policies', running.policies, next.policies),
    ...entryChanges('services', running.services, next.services),
    ...entryChanges('schedules', running.schedules, next.schedules),
    ...[...next.schedules.values()].flatMap((schedule) => {
      const before = running.schedules.get(schedule.id);
      const kept = known.get(schedule.id) ?? { schedule: schedule.id, overrides: [], covers: [], version: 0 };
      return before ? scheduleChanges({ before, after: schedule }, kept, { running, next, now }) : [];
    }),
  ];
  return { mistakes: [], changes };
}

function entryChanges(kind: string, before: ReadonlyMap<string, object>, after: ReadonlyMap<string, object>): string[] {
  const added = [...after.keys()].filter((id) => !before.has(id)).map((id) => `+ ${kind}.${id}: added`);
  const gone = [...before.keys()].filter((id) => !after.has(id)).map((id) => `- ${kind}.${id}: taken out`);
  const changed = [...after].flatMap(([id, entry]) => {
    const known = before.get(id);
    const keys = known ? changedKeys(known, entry) : [];
    return keys.length > 0 ? [`~ ${kind}.${id}: ${keys.join(', ')} changed`] : [];
  });
  return [...gone, ...added, ...changed];
}

function changedKeys(before: object, after: object): string[] {
  const [one, other] = [before, after] as Record<string, unknown>[];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isEqual(one![key], other![key]),
  );
}

interface Files {
  readonly running: Directory;
  readonly next: Directory;
  readonly now: Date;
}

/** Who is on call when, where it differs, and what becomes of overrides. */
function scheduleChanges(
  { before, after }: { before: Schedule; after: Schedule },
  kept: ScheduleChanges,
  { running, next, now }: Files,
): string[] {
  // What is running counts as kept, also before its process has kept it.
  const standing = followFileChange(kept, before, (person) => running.people.has(person), now).next;
  const { next: revised, effects } = followFileChange(standing, after, (person) => next.people.has(person), now);
  const name = (person: string) => next.people.get(person)?.name ?? nameIn(running, person);
  const moment = (at: Date) => formatMoment(at, after.timezone, now);
  const old = amendSchedule(before, standing, running);
  return [
    ...shiftLines(old, amendSchedule(after, revised, next), now, name).map((line) => `  ${after.id}: ${line}`),
    ...overrideLines(effects, name, moment).map((line) => `  ${after.id}: ${line}`),
  ];
}

function shiftLines(before: Schedule, after: Schedule, now: Date, name: (person: string) => string): string[] {
  const end = new Date(now.getTime() + lookAheadDays * dayMs);
  const [old, fresh] = [before, after].map((schedule) => finalShifts(schedule, now, end));
  const edges = [...old!, ...fresh!].flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  const moments = [...new Set([now.getTime(), ...edges, end.getTime()])].sort((a, b) => a - b);
  const at = (shifts: typeof old, time: number) => {
    const shift = shifts!.find(({ from, to }) => from.getTime() <= time && time < to.getTime());
    return shift ? name(shift.person) : 'nobody';
  };
  const lines = moments.slice(0, -1).flatMap((from, index) => {
    const [was, is] = [at(old, from), at(fresh, from)];
    if (was === is) return [];
    const [begins, ends] = [from, moments[index + 1]!].map((time) => formatMoment(new Date(time), after.timezone, now));
    return [`from ${begins} to ${ends}: ${is}, before: ${was}`];
  });
  const more = lines.length - mostShifts;
  return more > 0 ? [...lines.slice(0, mostShifts), `… ${more} more in ${lookAheadDays} days`] : lines;
}

function overrideLines(
  { overrides, requests, ended }: RotaChanges,
  name: (person: string) => string,
  moment: (at: Date) => string,
): string[] {
  const period = ({ from, to }: { from: Date; to: Date }) => `from ${moment(from)} to ${moment(to)}`;
  return [
    ...ended.map(({ override }) => `${name(override.person)} leaves, so the override ${period(override)} falls away`),
    ...overrides.map(({ of }) => `the shift under the override of ${name(of.person)} ${period(of)} changes`),
    ...requests.map(({ of }) => `the shift for which ${name(of.requester)} asks cover ${period(of)} changes`),
  ];
}
