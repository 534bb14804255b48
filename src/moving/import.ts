import type { Imported } from './file/imported.ts';
import { importPagerDuty } from './pagerduty/import.ts';
import type { SourceDocument } from './source.ts';

/** Reads the export of a system. Pure: the moment decides what is past. */
export type Importer = (documents: readonly SourceDocument[], now: Date) => Imported;

/** Every system there is an importer for, by the name that the command line knows. */
export const importers = {
  pagerduty: { name: 'PagerDuty', read: importPagerDuty },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly read: Importer }>>;

export type SystemName = keyof typeof importers;
