import type { IncidentEvent } from '../incident/events.ts';
import type { Escalation } from '../incident/incident.ts';
import type { Facts } from '../incident/intent.ts';
import type { PersonId } from '../people.ts';
import type { Severity } from '../severity.ts';
import type { Level } from './policy.ts';
import { recordedReasons } from './reasons.ts';

/** Where a step begins: a level, and a repeat of the levels (both from 0). */
export interface EscalationPosition {
  readonly level: number;
  readonly round: number;
}

/** What a step needs to know of its incident. */
export interface Escalating extends Pick<Escalation, 'policy'> {
  readonly number: number;
  readonly severity: Severity;
  /** The people with a deferred page, and until when. Absent: none. */
  readonly deferred?: ReadonlyMap<PersonId, Date>;
  /**
   * Set for an incident that an alert began and that has paged nobody: it waits while this service is in maintenance.
   */
  readonly alerted?: { readonly service?: string };
}

export const firstPosition: EscalationPosition = { level: 0, round: 0 };

/** The people of one level at this moment. */
interface Found {
  readonly paged: readonly PersonId[];
  readonly asleep: readonly { readonly person: PersonId; readonly until: Date }[];
  readonly unreachable: readonly PersonId[];
  readonly away: readonly { readonly person: PersonId; readonly until: Date }[];
}

/**
 * Pages the first level, from this position on, that has somebody who is not in quiet hours. Empty levels are skipped at
 * once, with an event: a gap in a schedule must never mean that nobody is paged (GoAlert issue 3511). People who are away are
 * skipped too, unless nobody else is left. Pages of people in quiet hours are deferred; a level with only such people is
 * skipped as well.
 *
 * @param by the person who escalates, which pages people in quiet hours too; absent for the clock
 * @returns the events: skipped levels, then the page; `nobody-awake` when everybody is in quiet hours; `nobody-there` when a
 *   later repeat may find somebody, else `exhausted`
 */
export function nextSteps(
  escalating: Escalating,
  from: EscalationPosition,
  facts: Facts,
  by?: PersonId,
): IncidentEvent[] {
  const events = stepsFrom(escalating, from, facts, by);
  if (!isNobodyLeft(events) || !events.some((event) => event.type === 'unreachable' && event.awayUntil)) return events;
  // Only people who are away are left. A page that reaches nobody is worse than one on a day off.
  return stepsFrom(escalating, from, { ...facts, awayUntil: () => undefined }, by);
}

/** Returns whether no level had anybody. */
export function isNobodyLeft(events: readonly IncidentEvent[]): boolean {
  const last = events.at(-1);
  return last?.type === 'nobody-there' || (last?.type === 'exhausted' && last.nobody === true);
}

function stepsFrom(escalating: Escalating, from: EscalationPosition, facts: Facts, by?: PersonId): IncidentEvent[] {
  const { policy, severity } = escalating;
  const { now: at } = facts;
  const events: IncidentEvent[] = [];
  const asleep = new Map<PersonId, Date>();
  const away = new Set<PersonId>();
  let position: EscalationPosition | undefined = from;
  let last = from;
  // After one pass over all levels without anybody, another pass would find nobody either.
  let passed = 0;
  for (; position && passed < policy.levels.length; passed += 1) {
    const { level, round }: EscalationPosition = position;
    last = position;
    const asked = policy.levels[level]!;
    position = nextPosition({ policy }, position);
    if (asked.only && !asked.only.includes(severity)) continue;

    const found = lookAt(asked, escalating, { level, round }, facts, by);
    for (const person of found.unreachable) events.push({ type: 'unreachable', at, person });
    for (const { person, until } of found.away) {
      if (away.has(person)) continue;
      events.push({ type: 'unreachable', at, person, awayUntil: until });
      away.add(person);
    }
    for (const { person, until } of found.asleep) {
      const isKnown = asleep.has(person) || escalating.deferred?.get(person)?.getTime() === until.getTime();
      if (!isKnown) events.push({ type: 'deferred', at, person, until, level });
      asleep.set(person, until);
    }
    const channels = asked.page.flatMap((target) => ('channel' in target ? [target.channel] : []));
    const speaks = { ...(channels.length > 0 && { channels }), ...(by && { by }) };
    if (found.paged.length > 0 || channels.length > 0) {
      const dueAt = new Date(at.getTime() + asked.escalateAfterMs);
      events.push({ type: 'escalated', at, level, round, dueAt, ...(by && { by }) });
      const why = recordedReasons(found.paged, asked.page, facts);
      events.push({ type: 'paged', at, people: found.paged, level, ...speaks, ...why });
      return events;
    }
    if (found.asleep.length === 0) events.push({ type: 'level-empty', at, level, round });
  }
  if (asleep.size > 0 && passed < policy.levels.length) {
    // The people of the earlier levels were paged, and are awake.
    const resumesAt = new Date(Math.min(...[...asleep.values(), ...(escalating.deferred?.values() ?? [])].map(Number)));
    return [...events, { type: 'exhausted', at, resumesAt }];
  }
  if (asleep.size > 0) {
    const first = [...asleep].sort(([, one], [, other]) => one.getTime() - other.getTime());
    return [...events, { type: 'nobody-awake', at, people: first.map(([person]) => person), until: first[0]![1] }];
  }
  if (!position) return [...events, { type: 'exhausted', at, nobody: true }];
  // A shift may begin before the next repeat, so the next step looks again, when the first level would have ended.
  const dueAt = new Date(at.getTime() + (policy.levels[0]?.escalateAfterMs ?? 0));
  return [...events, { type: 'nobody-there', at, ...last, dueAt }];
}

function lookAt(
  asked: Level,
  { number, severity, policy }: Escalating,
  { level, round }: EscalationPosition,
  facts: Facts,
  by?: PersonId,
): Found {
  const { page, roundRobin } = asked;
  const people = [...new Set(page.flatMap((target) => facts.onCall(target)))];
  const away = by ? [] : people.flatMap((person) => absence(person, facts.awayUntil(person)));
  const present = people.filter((person) => !away.some((one) => one.person === person));
  const reachable = present.filter((person) => facts.reach(person).length > 0);
  const unreachable = present.filter((person) => !reachable.includes(person));
  const quiet = reachable.map((person) => ({ person, until: by ? undefined : facts.quietUntil(person, severity) }));
  const paged = quiet.flatMap(({ person, until }) => (until ? [] : [person]));
  const asleep = quiet.flatMap(({ person, until }) => (until ? [{ person, until }] : []));
  if (!roundRobin) return { paged, asleep, unreachable, away };
  const nextOf = (able: readonly PersonId[]) =>
    facts.roundRobin?.(policy.id, level, round, { people, able }) ?? able[(number + round) % able.length];
  // One person is paged. People who were skipped are reported only when nobody is paged.
  if (paged.length > 0) return { paged: [nextOf(paged)!], asleep: [], unreachable: [], away: [] };
  if (asleep.length === 0) return { paged, asleep, unreachable, away };
  const next = nextOf(asleep.map(({ person }) => person));
  return { paged, asleep: asleep.filter(({ person }) => person === next), unreachable: [], away: [] };
}

function absence(person: PersonId, until: Date | undefined) {
  return until ? [{ person, until }] : [];
}

/** Returns the next position; undefined after the last level of the last repeat. */
export function nextPosition(
  { policy }: Pick<Escalation, 'policy'>,
  { level, round }: EscalationPosition,
): EscalationPosition | undefined {
  if (level + 1 < policy.levels.length) return { level: level + 1, round };
  if (round < policy.repeat) return { level: 0, round: round + 1 };
  return undefined;
}
