import type { Builder } from '../file/builder.ts';
import type { ImportedTarget } from '../file/imported.ts';
import { addPolicy, type ForeignLevel } from '../policies.ts';
import { named } from '../read.ts';
import { personCalled } from './people.ts';
import type { Escalation, Participant } from './shapes.ts';

const secondsPer: Readonly<Record<string, number>> = { minutes: 60, hours: 3600, days: 86_400, weeks: 604_800 };
const usualWaitSeconds = 300;

/** Adds each escalation as a policy. Opsgenie counts delays from the alert, Tocsin from the level before. */
export function addEscalations(
  builder: Builder,
  escalations: readonly Escalation[],
  schedules: ReadonlyMap<string, readonly string[]>,
): void {
  for (const { id, name, rules, repeat } of escalations) {
    const subject = named('escalation', name);
    const levels = levelsOf(builder, rules ?? [], repeat, schedules, subject);
    if (repeat?.closeAlertAfterAll) builder.lines.leftOut(subject, 'alerts are closed after the last repeat');
    const policy = builder.ids.policies.idFor(id, name);
    builder.ids.policies.alias(name, id);
    addPolicy(builder, policy, levels, repeat?.count ?? 0, subject);
  }
}

function levelsOf(
  builder: Builder,
  rules: NonNullable<Escalation['rules']>,
  repeat: Escalation['repeat'],
  schedules: ReadonlyMap<string, readonly string[]>,
  subject: string,
): readonly ForeignLevel[] {
  const byDelay = new Map<number, ImportedTarget[]>();
  for (const { condition, notifyType, recipient, delay } of rules) {
    const seconds = (delay?.timeAmount ?? 0) * (secondsPer[delay?.timeUnit?.toLowerCase() ?? 'minutes'] ?? 60);
    if (condition && condition !== 'if-not-acked')
      builder.lines.approximated(subject, `a rule counts “${condition}”; here an acknowledgement ends the escalation`);
    if (notifyType && !['default', 'all', 'users'].includes(notifyType))
      builder.lines.approximated(
        subject,
        `a rule notifies “${notifyType}” of a schedule or team; here it pages who is on call`,
      );
    byDelay.set(seconds, [...(byDelay.get(seconds) ?? []), ...targetsOf(builder, recipient, schedules, subject)]);
  }
  const delays = [...byDelay.keys()].sort((a, b) => a - b);
  if ((delays[0] ?? 0) > 0) {
    builder.lines.approximated(
      subject,
      `nobody is paged for the first ${(delays[0] ?? 0) / 60} minutes; here the first level is paged at once`,
    );
  }
  const wait = (repeat?.waitInterval ?? 0) * 60 || usualWaitSeconds;
  return delays.map((delay, index) => ({
    page: byDelay.get(delay) ?? [],
    seconds: index + 1 < delays.length ? delays[index + 1]! - delay : wait,
  }));
}

/** Returns the targets for a recipient of Opsgenie. Adds a line and returns none where Tocsin has no equivalent. */
export function targetsOf(
  builder: Builder,
  { type, id = '', name, username }: Participant,
  schedules: ReadonlyMap<string, readonly string[]>,
  subject: string,
): readonly ImportedTarget[] {
  if (type === 'user') {
    const person = personCalled(builder, id, username, subject);
    return person ? [{ person }] : [];
  }
  if (type === 'schedule') {
    const found = schedules.get(id) ?? schedules.get(name ?? '') ?? [];
    if (found.length > 0) return found.map((schedule) => ({ schedule }));
  }
  const team = type === 'team' ? (builder.ids.teams.known(id) ?? builder.ids.teams.known(name ?? '')) : undefined;
  if (team && builder.has('teams', team)) return [{ team }];
  builder.lines.leftOut(subject, `${type} “${name ?? id}” is not among what was carried`);
  return [];
}
