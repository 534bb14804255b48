import type { Target } from '../../domain/escalation/policy.ts';
import { dutyAt, personShifts } from '../../domain/on-call/final.ts';
import type { PersonShift, Schedule } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Field, Message } from '../../ports/message.ts';
import { inWords, nameOf, platformName } from '../names.ts';
import type { Reader } from '../reader.ts';
import { nameAt, withAbsences } from './away.ts';
import { onCallView } from './on-call.ts';

const dayMs = 86_400_000;
const shiftsShown = 3;

/** Returns whom an incident of this service pages at a moment, level by level. */
export function serviceView(id: string, at: Date, reader: Reader): Message {
  const { directory, t } = reader;
  const service = directory.services.get(id);
  const levels = directory.policies.get(service?.policy ?? '')?.levels ?? [];
  const fields = levels.map(
    ({ page }, index): Field => ({
      label: t('typed.oncall.level', { level: index + 1 }),
      value: page.map((target) => targetLine(target, at, reader)).join('\n'),
    }),
  );
  const title = t('typed.oncall.service', { service: service?.name ?? id, when: moment(at, reader) });
  const first = fields[0]?.value.split('\n').join(', ') ?? t('typed.oncall.nobody');
  return { text: `${title}: ${first}`, title, fields, tone: 'neutral', zone: reader.zone };
}

/** Returns when a person is on call, who of a team is on call, or who has a schedule. */
export function targetView(target: Target, at: Date, reader: Reader): Message {
  const { directory, t, zone } = reader;
  if ('schedule' in target) {
    const schedule = directory.schedules.get(target.schedule);
    return onCallView(schedule ? [schedule] : [], at, reader);
  }
  if ('team' in target) {
    const members = directory.teams.get(target.team)?.members ?? [];
    const fields = members.map((person) => ({
      label: nameOf(person, reader),
      value: shiftLines(person, at, reader)[0]!,
    }));
    const title = t('typed.oncall.team', { team: target.team, when: moment(at, reader) });
    const lines = fields.map(({ label, value }) => `${label}: ${value}`);
    return { text: `${title}: ${lines.join('; ')}`, title, fields, tone: 'neutral', zone };
  }
  const person = 'person' in target ? target.person : '';
  const lines = shiftLines(person, at, reader);
  const name = nameOf(person, reader);
  return { text: `${name}: ${lines[0]}`, title: name, body: lines.join('\n'), tone: 'neutral', zone };
}

function targetLine(target: Target, at: Date, reader: Reader): string {
  const { directory, t, language } = reader;
  if ('person' in target) return nameAt(target.person, at, reader);
  if ('channel' in target) return t('event.paged.channel', { platform: platformName(target.channel.platform, t) });
  if ('team' in target) {
    const members = directory.teams.get(target.team)?.members ?? [];
    return `${target.team}: ${inWords(
      members.map((person) => nameAt(person, at, reader)),
      language,
    )}`;
  }
  const schedule = directory.schedules.get(target.schedule);
  const duty = schedule && dutyAt(schedule, at);
  if (!duty) return `${target.schedule}: ${t('typed.oncall.nobody')}`;
  const name = nameAt(duty.person, at, reader);
  const until = duty.until && moment(duty.until, reader);
  return `${target.schedule}: ${until ? t('typed.oncall.until', { name, until }) : name}`;
}

/** Returns the person's shifts from this moment on: the current one, then the next. */
function shiftLines(person: PersonId, at: Date, reader: Reader): readonly string[] {
  const { t } = reader;
  const shifts = comingShifts([...reader.directory.schedules.values()], person, at).slice(0, shiftsShown);
  if (shifts.length === 0) return [t('typed.oncall.no-shift')];
  return shifts.map(({ schedule, from, to }) => {
    const times = { schedule, from: moment(from, reader), to: moment(to, reader) };
    const line = from <= at ? t('typed.oncall.shift.now', times) : t('typed.oncall.shift.next', times);
    return withAbsences(line, person, { from, to }, reader);
  });
}

/** Looks at two months first, because a year of a large schedule takes long to calculate and is rarely needed. */
function comingShifts(schedules: readonly Schedule[], person: PersonId, at: Date): readonly PersonShift[] {
  for (const days of [62, 366]) {
    const shifts = personShifts(schedules, person, at, new Date(at.getTime() + days * dayMs));
    if (shifts.length > 0) return shifts;
  }
  return [];
}

function moment(at: Date, { zone, now, language }: Reader): string {
  return formatMoment(at, zone, now, language);
}
