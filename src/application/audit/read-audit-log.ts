import { type AuditAsked, BadField, type Page } from '../../ports/api.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit.ts';
import { atField } from '../incidents/at-field.ts';
import { idOf } from '../incidents/known-names.ts';
import type { World } from '../world.ts';

/** Returns a page of the audit log for a program. The caller has checked the permission. */
export async function readAuditLog(
  { auditLog, directory, store }: Pick<World, 'directory' | 'store'> & { readonly auditLog: AuditLog },
  { person, incident, limit, after }: AuditAsked,
): Promise<Page<AuditEntry, string>> {
  const by =
    person === undefined
      ? undefined
      : atField('person', () => idOf('person', person, [...directory().people.values()]));
  const before = after === undefined ? undefined : cursorOf(after);
  if (incident !== undefined && !(await store.byNumber(incident))) {
    throw new BadField('incident', `There is no incident #${incident}.`);
  }
  const found = await auditLog.latest({
    // One more than is shown, to know whether there is one.
    limit: limit + 1,
    ...(by !== undefined && { by }),
    ...(incident !== undefined && { incident }),
    ...(before && { before }),
  });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(found.length > limit && last && { next: `${last.at.getTime()}.${last.id}` }) };
}

/** Decodes `next` of the page before: its last entry. */
function cursorOf(after: string): Pick<AuditEntry, 'at' | 'id'> {
  const [, ms, id] = /^(\d{1,15})\.([\w-]{1,80})$/.exec(after) ?? [];
  if (ms === undefined || id === undefined) throw new BadField('after', 'It is to be the “next” of the page before.');
  return { at: new Date(Number(ms)), id };
}
