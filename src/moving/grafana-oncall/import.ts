import { createBuilder } from '../file/builder.ts';
import type { Imported } from '../file/imported.ts';
import { addPeople } from '../people.ts';
import { named, readEntries } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { addChains } from './policies.ts';
import { addOnCallSchedules } from './schedules.ts';
import { addIntegrations } from './services.ts';
import { escalationChain, escalationStep, integration, route, schedule, shift, team, user } from './shapes.ts';

/** Reads the lists of Grafana OnCall's public API. */
export function importGrafanaOnCall(documents: readonly SourceDocument[], now: Date): Imported {
  const builder = createBuilder(now);
  const { lines, ids } = builder;
  const users = readEntries(documents, 'users', 'person', user, lines);
  addPeople(
    builder,
    users.map(({ id, email, username, role, timezone, slack }) => {
      const account = (Array.isArray(slack) ? slack[0] : slack)?.user_id;
      return {
        key: id,
        name: username,
        email,
        zone: timezone,
        ...(role === 'admin' && { role }),
        ...(account && /^[UW][A-Z0-9]+$/.test(account) && { accounts: { slack: account } }),
      };
    }),
  );
  for (const { id, name } of readEntries(documents, 'teams', 'team', team, lines)) {
    const members = users.flatMap((one) => (one.teams?.includes(id) ? (ids.people.known(one.id) ?? []) : []));
    if (members.length > 0) builder.add('teams', ids.teams.idFor(id, name), { members }, named('team', name));
    else lines.leftOut(named('team', name), 'it has no members');
  }
  const shifts = readEntries(documents, 'on_call_shifts', 'shift', shift, lines);
  const schedules = addOnCallSchedules(
    builder,
    readEntries(documents, 'schedules', 'schedule', schedule, lines),
    new Map(shifts.map((one) => [one.id, one])),
  );
  const chains = readEntries(documents, 'escalation_chains', 'escalation chain', escalationChain, lines);
  addChains(
    builder,
    chains,
    readEntries(documents, 'escalation_policies', 'escalation step', escalationStep, lines),
    schedules,
  );
  addIntegrations(
    builder,
    chains,
    readEntries(documents, 'integrations', 'integration', integration, lines),
    readEntries(documents, 'routes', 'route', route, lines),
  );
  return builder.imported();
}
