import { awayUntil } from '../domain/absence.ts';
import type { Directory } from '../domain/directory.ts';
import { peopleBehind } from '../domain/escalation/people-behind.ts';
import type { Policy } from '../domain/escalation/policy.ts';
import { reasonsFor } from '../domain/escalation/reasons.ts';
import { policyNamed } from '../domain/escalation/which-policy.ts';
import { nameOfPerson } from '../domain/former-people.ts';
import type { Facts } from '../domain/incident/intent.ts';
import { languages } from '../domain/languages.ts';
import { maintenanceAt } from '../domain/maintenance/maintenance-at.ts';
import { quietUntil, workingWays } from '../domain/paging.ts';
import type { PersonId, Platform } from '../domain/people.ts';
import { translatorFor } from '../locales/translate.ts';
import type { IncidentStore, RoundRobin } from '../ports/incidents.ts';
import type { Clock, Log, Scheduler } from '../ports/runtime.ts';
import type { RuntimeChangeStore } from '../ports/runtime-changes.ts';
import type { Metrics } from '../ports/telemetry/metrics.ts';
import type { Tracing } from '../ports/telemetry/tracing.ts';
import type { AmendedDirectory } from './access/amend-directory.ts';
import type { Permissions } from './access/permissions.ts';
import type { WritePressure } from './alerts/write-pressure.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { Processes } from './runtime/process-liveness.ts';

/** What the verbs work with. Plain objects, put together in src/app or by a test. */
export interface World {
  readonly store: IncidentStore;
  /** Whose turn it is on levels that page one person at a time. */
  readonly roundRobin: RoundRobin;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: Log;
  /** Where what happens is counted. */
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** As the configuration file says at this moment, with what people changed in chat over it. */
  directory(): Directory;
  /** What people change in chat: kept, and laid over the file. */
  readonly runtimeChanges: RuntimeChangeStore;
  readonly amended: Pick<AmendedDirectory, 'file' | 'refresh'>;
  /** Who may do what. */
  readonly permissions: Permissions;
  /** What is to be sent, and what sends it. */
  readonly outbox: Outbox;
  /** The platforms that are set up, whether they are connected at the moment or not. */
  readonly platforms: readonly Platform[];
  /** Nobody has another chat, so the web chat is a way to page everybody; as in the demo. */
  readonly everybodyOnWeb: boolean;
  /** Names of the event sinks outside the chats that hear of every event, at this moment. */
  sinks(): readonly string[];
  /** How long a line of an incident's room waits for those that follow at once. Absent: about a second. */
  readonly gatherLinesMs?: number;
  /** The name of this process, and which others live. */
  readonly processes: Processes;
  /** Knows whether much waits to be kept. */
  readonly writePressure: WritePressure;
}

/** What the rules may know of the world at this moment. */
export function factsNow(world: Pick<World, 'clock' | 'directory' | 'platforms' | 'everybodyOnWeb'>): Facts {
  const directory = world.directory();
  const now = world.clock.now();
  return {
    now,
    onCall: (target) => peopleBehind(target, directory, now),
    reasons: (targets, person) => reasonsFor(targets, person, now, directory),
    reach: (id) => {
      const person = directory.people.get(id);
      return person ? workingWays(person, world.platforms, world.everybodyOnWeb) : [];
    },
    quietUntil: (id, severity) => {
      const person = directory.people.get(id);
      return person && quietUntil(person, severity, now);
    },
    awayUntil: (id) => awayUntil(directory.people.get(id) ?? {}, now),
    nameOf: (person) => nameIn(directory, person),
    isKnown: (person) => directory.people.has(person),
    isInFile: (target) => {
      if ('person' in target) return directory.people.has(target.person);
      if ('team' in target) return directory.teams.has(target.team);
      return 'channel' in target || directory.schedules.has(target.schedule);
    },
    policy: (id, service) => presentPolicy(directory, id, service),
    maintenance: (service) => {
      const on = maintenanceAt(directory.maintenance?.values() ?? [], service, now);
      if (!on) return undefined;
      const { window, until } = on;
      return { window: window.id, until, ...(window.reason !== undefined && { reason: window.reason }) };
    },
  };
}

/** Returns the policy that the file has now for incidents of this service: its service's, unless a route names the one that it had. */
function presentPolicy(directory: Directory, id: string, service: string | undefined): Policy | undefined {
  const { policies, services, routes = [] } = directory;
  const known = service === undefined ? undefined : services.get(service);
  const ofService = known && policyNamed(known.policy, directory);
  const isOfRoute = routes.some((route) => !route.ignore && route.policy === id);
  return (isOfRoute ? policies.get(id) : undefined) ?? ofService ?? policies.get(id);
}

/** Returns the person as people know them, in the language of the file where they have no name any more. */
export function nameIn(directory: Directory, person: PersonId): string {
  const t = translatorFor(directory.language ?? languages[0]);
  return nameOfPerson(person, directory.people, (code) => t('person.former', { code }));
}
