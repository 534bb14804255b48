import type { Directory } from '../../domain/directory.ts';
import type { Level, Target } from '../../domain/escalation/policy.ts';
import { runningAndComing } from '../../domain/maintenance/maintenance-at.ts';
import type { Occurrence } from '../../domain/maintenance/window.ts';
import { nextWindow } from '../../domain/on-call/restrictions.ts';
import { quietUntil } from '../../domain/paging.ts';
import type { Person, PersonId } from '../../domain/people.ts';
import { severities } from '../../domain/severity.ts';
import type {
  PlannedLevel,
  PlannedMaintenance,
  PlannedPage,
  PlannedPolicy,
  PlannedTarget,
} from '../../ports/on-call/on-call-page.ts';
import { factsNow, type World } from '../world.ts';

/** What the services page now, and when that changes next by itself. */
export interface PlannedPaging {
  readonly policies: readonly PlannedPolicy[];
  readonly maintenance: readonly PlannedMaintenance[];
  readonly changes: readonly Date[];
}

const mostWindows = 20;

type Parts = Pick<World, 'directory' | 'clock' | 'platforms' | 'everybodyOnWeb'>;

/**
 * Returns whom incidents of the services page at this moment, by policy, and the maintenance until `aheadMs` from now.
 * Policies without services are left out.
 */
export function plannedPaging(parts: Parts, aheadMs: number): PlannedPaging {
  const facts = factsNow(parts);
  const directory = parts.directory();
  const pages = new Map<PersonId, PlannedPage>();
  const changes: Date[] = [];

  function page(id: PersonId): PlannedPage {
    const known = pages.get(id) ?? pageOf(id);
    pages.set(id, known);
    return known;
  }

  function pageOf(id: PersonId): PlannedPage {
    const person = directory.people.get(id);
    const awayUntil = facts.awayUntil(id);
    const quiet = person && quietNow(person, facts.now);
    const quietFrom = person?.quietHours && nextWindow([person.quietHours], person.timezone, facts.now)?.from;
    changes.push(...(person?.away ?? []).flatMap(({ from, to }) => [from, to]));
    if (quiet) changes.push(quiet.until);
    if (quietFrom !== undefined) changes.push(new Date(quietFrom));
    return {
      person: id,
      ...(awayUntil && { awayUntil }),
      ...(facts.reach(id).length === 0 && { isUnreachable: true }),
      ...(quiet && { quiet }),
    };
  }

  function level({ page: targets, escalateAfterMs, only, roundRobin }: Level): PlannedLevel {
    return {
      targets: targets.map((target): PlannedTarget => ({ ...nameOf(target), people: facts.onCall(target).map(page) })),
      escalateAfterMs,
      ...(only && { only }),
      ...(roundRobin && { roundRobin: true }),
    };
  }

  const services = servicesByPolicy(directory);
  const policies = [...directory.policies.values()].flatMap(({ id, levels, repeat }): PlannedPolicy[] => {
    const names = services.get(id);
    return names ? [{ id, services: names, levels: levels.map(level), repeat }] : [];
  });
  const maintenance = runningAndComing(directory.maintenance?.values() ?? [], facts.now, aheadMs).slice(0, mostWindows);
  changes.push(...maintenance.flatMap(({ from, until }) => [from, until]));
  return { policies, maintenance: maintenance.map((one) => planned(one, directory, facts.now)), changes };
}

function quietNow(person: Person, now: Date): PlannedPage['quiet'] {
  const deferred = severities.filter((severity) => !person.quietHours?.except.includes(severity));
  const until = deferred[0] && quietUntil(person, deferred[0], now);
  return until && { until, severities: deferred };
}

function planned({ window, from, until }: Occurrence, { services }: Directory, now: Date): PlannedMaintenance {
  const { services: ids, reason } = window;
  return {
    ...(ids && { services: ids.map((id) => services.get(id)?.name ?? id) }),
    from,
    until,
    isRunning: from <= now,
    ...(reason !== undefined && { reason }),
  };
}

function servicesByPolicy({ services }: Directory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, policy } of services.values()) found.set(policy, [...(found.get(policy) ?? []), name]);
  return found;
}

function nameOf(target: Target): Pick<PlannedTarget, 'kind' | 'name'> {
  if ('person' in target) return { kind: 'person', name: target.person };
  if ('schedule' in target) return { kind: 'schedule', name: target.schedule };
  if ('team' in target) return { kind: 'team', name: target.team };
  return { kind: 'channel', name: target.channel.platform };
}
