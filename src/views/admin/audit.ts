import { oneLine } from '../../lib/text.ts';
import type { AuditEntry } from '../../ports/audit.ts';
import type { Message } from '../../ports/message.ts';
import { nameOf, viaLabel } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

/** The filters of the audit records. */
export interface AuditFilter {
  readonly person?: string | undefined;
  readonly incident?: number | undefined;
}

/** Returns audit records, a line each, the latest first. */
export function auditView(entries: readonly AuditEntry[], { person, incident }: AuditFilter, reader: Reader): Message {
  const { t, language } = reader;
  if (entries.length === 0) return { text: t('audit.none') };
  const title = [
    t('audit.title', { count: entries.length }),
    ...(person === undefined ? [] : [t('audit.person', { name: nameOf(person, reader) })]),
    ...(incident === undefined ? [] : [`#${incident}`]),
  ].join(' · ');
  const body = entries.map((entry) => lineOf(entry, reader)).join('\n');
  return { text: title, title, body, tone: 'neutral', language };
}

function lineOf({ at, by, via, account, act, args, incident, outcome }: AuditEntry, reader: Reader): string {
  const { t } = reader;
  const who = by === undefined ? t('audit.unknown') : nameOf(by, reader);
  const where = via === 'file' ? t('audit.file') : via === 'command-line' ? t('audit.command-line') : viaLabel(via, t);
  const as = account === undefined || account === by ? where : t('audit.account', { via: where, account });
  const what = [act, ...Object.entries(args).map(([name, value]) => `${name}:${oneLine(value)}`)].join(' ');
  const about = incident === undefined || args.incident !== undefined ? [] : [`#${incident}`];
  return [moment(at, reader), who, as, what, ...about, outcome].join(' · ');
}
