import type { Imported } from './file/imported.ts';
import { unreadFiles } from './file/unread.ts';
import { importGoalert } from './goalert/import.ts';
import { importGrafanaOnCall } from './grafana-oncall/import.ts';
import { importOpsgenie } from './opsgenie/import.ts';
import { importPagerDuty } from './pagerduty/import.ts';
import type { SourceDocument } from './source.ts';

/** Reads the export of a system. Pure: `now` decides which times are in the past. */
export type Importer = (documents: readonly SourceDocument[], now: Date) => Imported;

interface System {
  readonly name: string;
  readonly read: Importer;
  /** The lists and entries that the importer reads, by their names in the data or in the path of a file. */
  readonly reads: readonly string[];
}

/** All importers, by the name of the system on the command line. */
export const importers = {
  opsgenie: {
    name: 'Opsgenie',
    read: importOpsgenie,
    reads: [
      ...['users', 'user', 'teams', 'team', 'schedules', 'schedule', 'overrides', 'escalations'],
      ...['integrations', 'integration', '_parent'],
    ],
  },
  'grafana-oncall': {
    name: 'Grafana OnCall',
    read: importGrafanaOnCall,
    reads: [
      ...['users', 'teams', 'schedules', 'on_call_shifts', 'escalation_chains', 'escalation_policies'],
      ...['integrations', 'routes'],
    ],
  },
  goalert: {
    name: 'GoAlert',
    read: importGoalert,
    reads: ['users', 'rotations', 'schedules', 'userOverrides', 'escalationPolicies', 'services'],
  },
  pagerduty: {
    name: 'PagerDuty',
    read: importPagerDuty,
    reads: [
      ...['users', 'schedules', 'schedule', 'overrides', 'escalation_policies', 'services', 'integrations'],
      'maintenance_windows',
    ],
  },
} as const satisfies Readonly<Record<string, System>>;

export type SystemName = keyof typeof importers;

/** Reads the export of a system. Adds a line for each file of which nothing is read. */
export function importFrom(system: SystemName, documents: readonly SourceDocument[], now: Date): Imported {
  const { read, reads } = importers[system];
  const imported = read(documents, now);
  return { ...imported, lines: [...imported.lines, ...unreadFiles(documents, reads)] };
}
