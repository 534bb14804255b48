import type { Directory } from '../../domain/directory.ts';
import type { Level, Target } from '../../domain/escalation/policy.ts';
import type { PersonId } from '../../domain/people.ts';
import type { PlannedLevel, PlannedPage, PlannedPolicy, PlannedTarget } from '../../ports/on-call/on-call-page.ts';
import { factsNow, type World } from '../world.ts';

type Parts = Pick<World, 'directory' | 'clock' | 'platforms' | 'everybodyOnWeb'>;

/** Returns whom incidents of the services page at this moment, by policy. Policies without services are left out. */
export function plannedPolicies(parts: Parts): readonly PlannedPolicy[] {
  const facts = factsNow(parts);
  const directory = parts.directory();

  function page(person: PersonId): PlannedPage {
    const away = facts.awayUntil(person);
    return {
      person,
      ...(away && { awayUntil: away }),
      ...(facts.reach(person).length === 0 && { isUnreachable: true }),
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
  return [...directory.policies.values()].flatMap(({ id, levels, repeat }): PlannedPolicy[] => {
    const names = services.get(id);
    return names ? [{ id, services: names, levels: levels.map(level), repeat }] : [];
  });
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
