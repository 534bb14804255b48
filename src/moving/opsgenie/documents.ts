import { isRecord } from '../../lib/values/json.ts';
import { entriesOf, type Json, type SourceDocument } from '../source.ts';

/**
 * Returns the documents with every entry in a list of its kind: the backup tool writes a file for each entry, with related
 * entries beside it.
 */
export function inLists(documents: readonly SourceDocument[]): readonly SourceDocument[] {
  return documents.map(({ path, data }) => {
    if (!isRecord(data)) return { path, data };
    const { user, team, schedule, integration } = data;
    if (isRecord(user))
      return { path: '', data: { users: [{ ...user, notificationRules: data.notificationRuleList }] } };
    if (isRecord(team)) return { path: '', data: { teams: [{ ...team, routingRules: data.teamRoutingRules }] } };
    if (isRecord(schedule)) {
      return { path: '', data: { schedules: [{ ...schedule, overrides: data.scheduleOverrideList ?? [] }] } };
    }
    if (isRecord(integration)) return { path: '', data: { integrations: [integration] } };
    const isEscalation = path.split('/').includes('escalations') && Array.isArray(data.rules);
    if (isEscalation) return { path: '', data: { escalations: [data] } };
    return { path, data: unwrapped(data) };
  });
}

/** Returns the entry under `data`: `GET /v2/schedules/:id` and similar requests answer so. */
function unwrapped(data: Json): Json {
  const { data: entry } = data;
  if (!isRecord(entry) || typeof entry.id !== 'string') return data;
  const name = Array.isArray(entry.rotations)
    ? 'schedules'
    : Array.isArray(entry.rules)
      ? 'escalations'
      : Array.isArray(entry.members)
        ? 'teams'
        : 'username' in entry
          ? 'users'
          : 'integrations';
  return { [name]: [entry] };
}

/** Returns overrides from separate answers; `_parent` or the file's name says to which schedule they belong. */
export function overridesIn(
  documents: readonly SourceDocument[],
  schedule: { id: string; name: string },
): readonly Json[] {
  return documents.flatMap((document) => {
    const isNamed = [schedule.id, schedule.name].some((one) => document.path.includes(`${one}.json`));
    const entries = entriesOf([document], 'overrides');
    return entries.filter((one) => isNamed || (isRecord(one._parent) && one._parent.id === schedule.id));
  });
}
