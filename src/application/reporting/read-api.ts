import type { Listed, UnreadableIncident } from '../../domain/incident/listed.ts';
import type { Person, Role } from '../../domain/people.ts';
import { actingBy } from '../../domain/permissions.ts';
import { type ApiActor, type ApiReads, type ApiVerb, BadField, type ListQuery } from '../../ports/api.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { IncidentPage } from '../../ports/incidents.ts';
import { inOrder } from '../../views/incident/alerts.ts';
import { eventSentence } from '../../views/incident/events.ts';
import { houseReader } from '../../views/reader.ts';
import { readAuditLog } from '../audit/read-audit-log.ts';
import { atField } from '../incidents/at-field.ts';
import { incidentByNumber } from '../incidents/find-incident.ts';
import { idOf } from '../incidents/known-names.ts';
import { postmortemOf } from '../incidents/postmortem.ts';
import type { World } from '../world.ts';
import { compareFile, type ReadFileText } from './compare-file.ts';
import { readOnCall, readShifts } from './on-call-reads.ts';

export interface ApiParts extends World {
  readonly auditLog: AuditLog;
  /** Reads a configuration file. Absent: none can be compared. */
  readonly readFile?: ReadFileText;
  /** What the command of this name needs: it is said there, and nowhere else. */
  needs(verb: ApiVerb): Role;
}

/** A severity is looked for on so many pages of the store before the caller is asked to go on. */
const pagesLookedAt = 5;
const storePage = 100;

/** What programs read: the same use cases, with the same roles, on behalf of a person. */
export function createApiReads(parts: ApiParts): ApiReads {
  const { store, directory, clock } = parts;

  /** Reading needs nobody; but who is named, is checked. */
  async function reader(verb: ApiVerb, by: string | undefined): Promise<Person | undefined> {
    return by === undefined ? undefined : whoMay(parts, { by }, verb);
  }

  return {
    async list(query, by) {
      await reader('list', by);
      const { services } = directory();
      const { service } = query;
      const known = service && atField('service', () => idOf('service', service, [...services.values()]));
      return listed(parts, { ...query, ...(known && { service: known }) });
    },
    async show(number, by) {
      await reader('show', by);
      return incidentByNumber(store, String(number));
    },
    async timeline(number, { limit, after = 0 }, by) {
      await reader('timeline', by);
      const { id } = await incidentByNumber(store, String(number));
      const later = await store.timeline(id, { after, limit: limit + 1 });
      const items = later.slice(0, limit).map(({ seq, event }) => ({
        incident: id,
        seq,
        event,
        text: eventSentence(event, houseReader(directory(), clock.now())),
      }));
      const last = items.at(-1);
      return { items, ...(later.length > limit && last && { next: last.seq }) };
    },
    async alerts(number, page, by) {
      await reader('alerts', by);
      const { id } = await incidentByNumber(store, String(number));
      const { items, next } = await store.alertPage(id, page);
      return { items: inOrder(items), ...(next !== undefined && { next }) };
    },
    async postmortem(number, by) {
      const person = await reader('postmortem', by);
      return postmortemOf(parts, await incidentByNumber(store, String(number)), person?.timezone ?? 'UTC');
    },
    async onCall(asked, by) {
      const person = await reader('oncall', by);
      return readOnCall(parts, asked, person);
    },
    async shifts(asked, by) {
      return readShifts(parts, asked, await reader('oncall', by));
    },
    async compareFile(text) {
      if (!parts.readFile) throw new BadField('file', 'This process cannot read configuration files.');
      return compareFile(parts, text, parts.readFile);
    },
    async audit(asked, actor) {
      await whoMay(parts, actor, 'audit');
      return readAuditLog(parts, asked);
    },
  };
}

/** @throws BadField when nobody is called that, Refused when their role is not enough */
async function whoMay(
  { directory, permissions, needs }: ApiParts,
  { by, tokenRole }: ApiActor,
  verb: ApiVerb,
): Promise<Person> {
  const { people } = directory();
  const id = atField('by', () => idOf('person', by, [...people.values()]));
  const person = people.get(id);
  if (!person) throw new BadField('by', `There is no person “${id}”.`);
  await permissions.permit(actingBy(person, tokenRole), { name: verb, needs: needs(verb) }, 'program');
  return person;
}

/** The store knows no filter by severity: a few of its pages are looked through, and then the caller goes on from there. */
async function listed({ store }: World, { severity, limit, ...query }: ListQuery): Promise<IncidentPage> {
  if (!severity) return store.list({ ...query, limit });
  const items: Listed[] = [];
  const unreadable: UnreadableIncident[] = [];
  const found = (next: number | undefined): IncidentPage => ({
    items,
    ...(next !== undefined && { next }),
    ...(unreadable.length > 0 && { unreadable }),
  });
  let { after } = query;
  for (let looked = 0; looked < pagesLookedAt; looked += 1) {
    const page = await store.list({ ...query, limit: storePage, ...(after !== undefined && { after }) });
    const alike = page.items.filter((incident) => incident.severity === severity);
    items.push(...alike.slice(0, limit - items.length));
    const full = items.length === limit ? items.at(-1) : undefined;
    // Those further down belong to the caller's next page.
    const lowest = full?.number ?? 0;
    unreadable.push(
      ...(page.unreadable ?? []).filter(
        (one) => (one.severity ?? severity) === severity && (one.number ?? lowest) >= lowest,
      ),
    );
    if (full) return found(page.items.at(-1) !== full || page.next !== undefined ? full.number : undefined);
    if (page.next === undefined) return found(undefined);
    after = page.next;
  }
  return found(after);
}
