import type { Directory } from '../../domain/directory.ts';
import { viaNames } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import type { Message } from '../../ports/message.ts';

export interface AuditReader {
  readonly directory: Directory;
  /** IANA zone in which times are shown. */
  readonly zone: string;
  readonly now: Date;
}

/** What people did, the latest first, a line each. */
export function auditView(entries: readonly AuditEntry[], about: string, reader: AuditReader): Message {
  if (entries.length === 0) return { text: `Nothing is written down${about}.` };
  const text = `The latest ${entries.length === 1 ? 'entry' : `${entries.length} entries`} of the audit log${about}`;
  return {
    text,
    title: text,
    body: entries.map((entry) => lineOf(entry, reader)).join('\n'),
    tone: 'neutral',
  };
}

function lineOf({ at, by, via, account, act, args, incident, outcome }: AuditEntry, reader: AuditReader): string {
  const who = by === undefined ? 'nobody known' : (reader.directory.people.get(by)?.name ?? by);
  const where = via === 'file' ? 'the configuration file' : viaNames[via];
  const as = account === undefined || account === by ? where : `${where} as ${account}`;
  const what = [act, ...Object.entries(args).map(([name, value]) => `${name}:${oneLine(value)}`)].join(' ');
  const about = incident === undefined || args.incident !== undefined ? '' : ` on #${incident}`;
  return `${formatMoment(at, reader.zone, reader.now)} · ${who}, ${as} · ${what}${about} · ${outcome}`;
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ');
}
