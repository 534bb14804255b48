import { createBuilder } from '../file/builder.ts';
import type { Imported } from '../file/imported.ts';
import { readEntries } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { inLists } from './documents.ts';
import { addOpsgeniePeople } from './people.ts';
import { addEscalations } from './policies.ts';
import { addOpsgenieSchedules } from './schedules.ts';
import { addOpsgenieIntegrations, addTeamServices } from './services.ts';
import { escalation, integration, schedule, teamShape, user } from './shapes.ts';

/** Reads the folder of Opsgenie's configuration backup tool, or answers of its API v2. */
export function importOpsgenie(documents: readonly SourceDocument[], now: Date): Imported {
  const builder = createBuilder(now);
  const { lines } = builder;
  const lists = inLists(documents);
  const teams = readEntries(lists, 'teams', 'team', teamShape, lines);
  addOpsgeniePeople(builder, readEntries(lists, 'users', 'person', user, lines), teams);
  const schedules = addOpsgenieSchedules(
    builder,
    readEntries(lists, 'schedules', 'schedule', schedule, lines),
    documents,
  );
  addEscalations(builder, readEntries(lists, 'escalations', 'escalation', escalation, lines), schedules);
  addTeamServices(builder, teams, schedules);
  addOpsgenieIntegrations(builder, readEntries(lists, 'integrations', 'integration', integration, lines));
  return builder.imported();
}
