import type { Builder } from '../file/builder.ts';
import type { ImportedTarget } from '../file/imported.ts';
import { personOf } from '../people.ts';
import { addPolicy, type ForeignLevel } from '../policies.ts';
import { named } from '../read.ts';
import type { EscalationStep } from './shapes.ts';

const usualWaitSeconds = 300;
/** How often OnCall repeats a chain. */
const repeats = 5;

/** Adds each chain: the steps between two waits become one level. */
export function addChains(
  builder: Builder,
  chains: readonly { readonly id: string; readonly name: string }[],
  steps: readonly EscalationStep[],
  schedules: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { id, name } of chains) {
    const subject = named('escalation chain', name);
    const own = steps
      .filter((step) => step.escalation_chain_id === id)
      .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    const levels: ForeignLevel[] = [];
    let page: ImportedTarget[] = [];
    let roundRobin = false;
    const close = (seconds: number) => {
      if (page.length > 0) levels.push({ page, seconds, roundRobin });
      [page, roundRobin] = [[], false];
    };
    for (const step of own) {
      if (step.type === 'wait') waited(builder, levels, page, step.duration ?? usualWaitSeconds, subject, close);
      else if (step.type === 'notify_person_next_each_time') {
        close(usualWaitSeconds);
        page = [...targetsOf(builder, step, schedules, subject)];
        roundRobin = true;
      } else page.push(...targetsOf(builder, step, schedules, subject));
    }
    close(usualWaitSeconds);
    const repeat = own.some(({ type }) => type === 'repeat_escalation') ? repeats : 0;
    addPolicy(builder, builder.ids.policies.idFor(id, name), levels, repeat, subject);
  }
}

function waited(
  builder: Builder,
  levels: ForeignLevel[],
  page: readonly ImportedTarget[],
  seconds: number,
  subject: string,
  close: (seconds: number) => void,
): void {
  const before = levels.at(-1);
  if (page.length > 0) close(seconds);
  else if (before) levels[levels.length - 1] = { ...before, seconds: before.seconds + seconds };
  else
    builder.lines.approximated(
      subject,
      `it waits ${seconds} s before anybody is notified; here the first level is paged at once`,
    );
}

function targetsOf(
  builder: Builder,
  step: EscalationStep,
  schedules: ReadonlyMap<string, readonly string[]>,
  subject: string,
): readonly ImportedTarget[] {
  const { type, team_to_notify: team } = step;
  if (type === 'repeat_escalation') return [];
  if (type === 'notify_persons' || type === 'notify_person_next_each_time') {
    const people = step.persons_to_notify?.length
      ? step.persons_to_notify
      : (step.persons_to_notify_next_each_time ?? []);
    return people.flatMap((id) => {
      const person = personOf(builder, id, undefined, subject);
      return person ? [{ person }] : [];
    });
  }
  const { notify_on_call_from_schedule: schedule } = step;
  if (type === 'notify_on_call_from_schedule' && schedule) {
    const found = schedules.get(schedule) ?? [];
    if (found.length > 0) return found.map((one) => ({ schedule: one }));
  }
  const known = type === 'notify_team_members' && team ? builder.ids.teams.known(team) : undefined;
  if (known && builder.has('teams', known)) return [{ team: known }];
  builder.lines.leftOut(subject, `a step “${type}”${schedule ? ` of schedule ${schedule}` : ''}`);
  return [];
}
