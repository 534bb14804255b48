import type { Imported } from './file/imported.ts';
import { importGoalert } from './goalert/import.ts';
import { importGrafanaOnCall } from './grafana-oncall/import.ts';
import { importOpsgenie } from './opsgenie/import.ts';
import { importPagerDuty } from './pagerduty/import.ts';
import type { SourceDocument } from './source.ts';

/** Reads the export of a system. Pure: the moment decides what is past. */
export type Importer = (documents: readonly SourceDocument[], now: Date) => Imported;

/** Every system there is an importer for, by the name that the command line knows. */
export const importers = {
  opsgenie: { name: 'Opsgenie', read: importOpsgenie },
  'grafana-oncall': { name: 'Grafana OnCall', read: importGrafanaOnCall },
  goalert: { name: 'GoAlert', read: importGoalert },
  pagerduty: { name: 'PagerDuty', read: importPagerDuty },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly read: Importer }>>;

export type SystemName = keyof typeof importers;
