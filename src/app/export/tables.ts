import { type Cell, csvLines } from '../../lib/tables/csv.ts';
import type { ExportRecord } from '../../schemas/export.ts';

/** A file of the CSV export. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

type Row = { readonly table: Table; readonly values: readonly Cell[] };

function table(name: string, columns: string): Table {
  return { name, columns: columns.split(' ') };
}

const incidents = table(
  'incidents',
  'number title state severity service declared_at declared_by acknowledged_at acknowledged_by resolved_at resolved_by summary',
);
const timeline = table('timeline', 'incident seq time type text');
const alerts = table('alerts', 'incident title status key source integration since changed_at count labels');
const overrides = table('overrides', 'schedule person from to by');
const covers = table('covers', 'schedule person from to taken_by withdrawn_at');
const audit = table('audit', 'time by via account act incident outcome args');
const statistics = table('statistics', 'day kind name count');

/** All files of the export, including empty ones. */
export const tables: readonly Table[] = [incidents, timeline, alerts, overrides, covers, audit, statistics];

/** Returns the line with the names of the columns. */
export function headLine({ columns }: Table): string {
  return csvLines([columns]);
}

/** Returns the lines of a record, each with its file; none for a record that is no table, such as a postmortem. */
export function linesOf(record: ExportRecord): readonly { readonly table: Table; readonly line: string }[] {
  return rowsOf(record).map(({ table: of, values }) => ({ table: of, line: csvLines([values]) }));
}

function rowsOf(record: ExportRecord): readonly Row[] {
  switch (record.type) {
    case 'incident':
      return [{ table: incidents, values: incidentValues(record.incident) }];
    case 'timeline': {
      const { seq, time, type, text } = record.entry as { seq: number; time: string; type: string; text: string };
      return [{ table: timeline, values: [record.incident, seq, time, type, text] }];
    }
    case 'alert': {
      const { title, status, key, source, integration, since, changedAt, count, labels } = record.alert;
      const spelled = labels.map(({ name, value }) => `${name}=${value}`).join(' ');
      const values = [record.incident, title, status, key, source, integration, since, changedAt, count, spelled];
      return [{ table: alerts, values }];
    }
    case 'override':
      return [{ table: overrides, values: [record.schedule, record.person, record.from, record.to, record.by] }];
    case 'cover': {
      const { schedule, person, from, to, takenBy, withdrawnAt } = record;
      return [{ table: covers, values: [schedule, person, from, to, takenBy, withdrawnAt] }];
    }
    case 'audit': {
      const { time, by, via, account, act, incident, outcome, args } = record.entry;
      return [{ table: audit, values: [time, by, via, account, act, incident, outcome, JSON.stringify(args)] }];
    }
    case 'statistics':
      return (['severity', 'service', 'paged'] as const).flatMap((kind) =>
        Object.entries(record[kind]).map(([name, count]) => ({
          table: statistics,
          values: [record.day, kind, name, count],
        })),
      );
    case 'postmortem':
    case 'person':
    case 'account':
    case 'maintenance':
      return [];
    default:
      return record satisfies never;
  }
}

function incidentValues(incident: Extract<ExportRecord, { type: 'incident' }>['incident']): readonly Cell[] {
  const { number, title, state, severity, service, declared, acknowledged, resolved } = incident;
  const who = [declared.at, declared.by, acknowledged?.at, acknowledged?.by, resolved?.at, resolved?.by];
  return [number, title, state, severity, service, ...who, resolved?.summary];
}
