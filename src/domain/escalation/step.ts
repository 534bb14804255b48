import type { IncidentEvent } from '../incident/events.ts';
import type { Escalation } from '../incident/incident.ts';
import type { Facts } from '../incident/intent.ts';
import type { PersonId } from '../people.ts';
import type { Severity } from '../severity.ts';

/** Where to begin looking for somebody to page: a level (from 0) of a round (from 0). */
export interface Rung {
  readonly level: number;
  readonly round: number;
}

/** What a step needs to know of its incident. */
export interface Climber extends Pick<Escalation, 'policy'> {
  readonly number: number;
  readonly severity: Severity;
  /** What an alert began, and nobody was paged for: it waits while this service is in maintenance. */
  readonly alerted?: { readonly service?: string };
}

export const firstRung: Rung = { level: 0, round: 0 };

/**
 * Pages the first level, from this rung on, that has anybody in it. Levels with nobody are passed over at once and said
 * so: an empty slot must never mean that nobody is paged (GoAlert issue 3511).
 *
 * @param by the person who asked for it; absent when the clock did
 * @returns the events: levels passed over, then the page; `nobody-there` when a later round may find somebody, else
 *   `exhausted`
 */
export function climb({ policy, number, severity }: Climber, from: Rung, facts: Facts, by?: PersonId): IncidentEvent[] {
  const events: IncidentEvent[] = [];
  let rung: Rung | undefined = from;
  let last = from;
  // One whole pass over the levels without finding anybody is enough for now: a further one would find the same nobody.
  for (let passed = 0; rung && passed < policy.levels.length; passed += 1) {
    const { level, round }: Rung = rung;
    last = rung;
    const { page, escalateAfterMs, only, roundRobin } = policy.levels[level]!;
    rung = nextRung({ policy }, rung);
    if (only && !only.includes(severity)) continue;

    const everybody = [...new Set(page.flatMap((target) => facts.onCall(target)))];
    // Turns are counted by the incident's number: no counter that could be lost or raced for.
    const turn = (number + round) % Math.max(1, everybody.length);
    const people = roundRobin ? [...everybody.slice(turn), ...everybody.slice(0, turn)] : everybody;
    const reachable = people.filter((person) => facts.reach(person).length > 0);
    const paged = roundRobin ? reachable.slice(0, 1) : reachable;
    const channels = page.flatMap((target) => ('channel' in target ? [target.channel] : []));
    for (const person of roundRobin ? [] : people) {
      if (!reachable.includes(person)) events.push({ type: 'unreachable', at: facts.now, person });
    }
    if (paged.length > 0 || channels.length > 0) {
      const dueAt = new Date(facts.now.getTime() + escalateAfterMs);
      events.push(
        { type: 'escalated', at: facts.now, level, round, dueAt, ...(by && { by }) },
        {
          type: 'paged',
          at: facts.now,
          people: paged,
          level,
          ...(channels.length > 0 && { channels }),
          ...(by && { by }),
        },
      );
      return events;
    }
    events.push({ type: 'level-empty', at: facts.now, level, round });
  }
  if (!rung) return [...events, { type: 'exhausted', at: facts.now, nobody: true }];
  // A shift may begin before the next round: it looks again, as late as the first level would have waited.
  const dueAt = new Date(facts.now.getTime() + (policy.levels[0]?.escalateAfterMs ?? 0));
  return [...events, { type: 'nobody-there', at: facts.now, ...last, dueAt }];
}

/** The rung after this one; undefined after the last level of the last round. */
export function nextRung({ policy }: Pick<Escalation, 'policy'>, { level, round }: Rung): Rung | undefined {
  if (level + 1 < policy.levels.length) return { level: level + 1, round };
  if (round < policy.repeat) return { level: 0, round: round + 1 };
  return undefined;
}
