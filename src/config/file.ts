import type { z } from 'zod';
import type { Directory } from '../domain/directory.ts';
import { languages } from '../domain/languages.ts';
import { type Platform, platformNames } from '../domain/people.ts';
import type { Webhook } from '../domain/webhook.ts';
import { isRecord } from '../lib/values/json.ts';
import { idMistake } from './ids.ts';
import { issuesOf, type Mistake, type Path, shown, spellPath } from './mistakes.ts';
import { type SecretSource, systemSecrets } from './secret-source.ts';
import { correlationSchema } from './sections/correlate.ts';
import { type KnownIds, type Named, oneOf, unknownKey, yesNo } from './sections/fields.ts';
import { guestsSchema, guestsWordSchema } from './sections/guests.ts';
import { type Holidays, holidaysSchema, pastHolidays } from './sections/holidays.ts';
import { integrationSchema } from './sections/integrations.ts';
import { reportSchema } from './sections/jobs/reports.ts';
import { maintenanceSchema } from './sections/maintenance.ts';
import { checkSchema, heartbeatSchema } from './sections/monitors.ts';
import { personSchema, teamSchema } from './sections/people.ts';
import { policySchema } from './sections/policies.ts';
import { retentionSchema } from './sections/retention.ts';
import { rolesSchema } from './sections/roles.ts';
import { roomsSchema } from './sections/rooms.ts';
import { scheduleSchema } from './sections/schedules.ts';
import { routeSchema, serviceSchema } from './sections/services.ts';
import { statusSchema } from './sections/status.ts';
import { webhookSchema } from './sections/webhooks.ts';
import { warningsAbout } from './warnings.ts';
import { readYaml } from './yaml/source.ts';

/** The result of reading the file: a directory when the file has no mistake, else all mistakes. */
export type FileReading =
  | {
      readonly directory: Directory;
      readonly webhooks: readonly Webhook[];
      readonly warnings: readonly string[];
      readonly mistakes: readonly [];
    }
  | { readonly directory?: undefined; readonly mistakes: readonly Mistake[] };

type Found = { path: Path; what: string }[];
type Group = Readonly<Record<string, unknown>>;

const kinds = {
  people: 'person',
  teams: 'team',
  holidays: 'list of holidays',
  schedules: 'schedule',
  policies: 'policy',
  services: 'service',
  integrations: 'integration',
  heartbeats: 'heartbeat',
  checks: 'check',
  maintenance: 'maintenance window',
  webhooks: 'webhook',
  reports: 'report',
} as const;
const sections = [
  ...(Object.keys(kinds) as (keyof typeof kinds)[]),
  'roles',
  'routes',
  'correlate',
  'rooms',
  'status',
  'language',
  'guests',
  'matchByEmail',
  'retention',
];

/** `now` decides which gaps of the schedules are near enough for a warning; `secrets` reads the secrets outside the file. */
export function readFileText(text: string, now: Date, secrets: SecretSource = systemSecrets): FileReading {
  const source = readYaml(text);
  if (source.mistakes.length > 0) return { mistakes: source.mistakes };
  const data = source.data ?? {};
  if (!isRecord(data)) {
    return { mistakes: [{ where: '', what: `the file is ${shown(data)}; expected groups of keys, such as people:` }] };
  }
  const found: Found = [];
  const directory = readDirectory(data, found);
  const webhooks = readEntries(data.webhooks, 'webhooks', webhookSchema(secrets), found);
  if (found.length === 0) {
    return {
      directory,
      webhooks: [...webhooks.values()],
      warnings: [...warningsAbout(directory, now), ...pastHolidays(directory, now)],
      mistakes: [],
    };
  }
  return {
    mistakes: found.map(({ path, what }): Mistake => {
      const line = source.lineOf(path);
      return { where: spellPath(path), what, ...(line !== undefined && { line }) };
    }),
  };
}

/** Reads the directory. If `found` has mistakes afterwards, the directory must not be used. */
function readDirectory(file: Group, found: Found): Directory {
  for (const key of Object.keys(file)) {
    if (!sections.includes(key)) found.push({ path: [key], what: unknownKey(key, sections) });
  }
  const ids = (section: string) => new Set(Object.keys(isRecord(file[section]) ? file[section] : {}));
  const known: KnownIds = {
    people: ids('people'),
    teams: ids('teams'),
    schedules: ids('schedules'),
    policies: ids('policies'),
    services: ids('services'),
    integrations: ids('integrations'),
  };
  if (known.people.size === 0 && (file.people === undefined || isRecord(file.people))) {
    const what = 'there is nobody in the file; expected at least one person; add for example alice: { email: … }';
    found.push({ path: ['people'], what });
  }
  const entries = <T>(section: keyof typeof kinds, schema: z.ZodType<Named<T>>) =>
    readEntries(file[section], section, schema, found);
  const people = entries('people', personSchema());
  const holidays: Holidays = entries('holidays', holidaysSchema());
  // A list with a mistake is known all the same.
  const named: Holidays = new Map([...ids('holidays')].map((id) => [id, holidays.get(id) ?? []]));
  findSharedAccounts(file.people, found);
  const status = file.status === undefined ? undefined : read(statusSchema(), file.status, ['status'], found);
  const retention =
    file.retention === undefined ? undefined : read(retentionSchema(), file.retention, ['retention'], found);
  const language = file.language === undefined ? undefined : read(oneOf(languages), file.language, ['language'], found);
  const guests = readGuests(file.guests, found);
  const matchByEmail =
    file.matchByEmail === undefined ? true : read(yesNo(), file.matchByEmail, ['matchByEmail'], found);
  return {
    people,
    teams: entries('teams', teamSchema(known)),
    ...(holidays.size > 0 && { holidays }),
    schedules: entries('schedules', scheduleSchema(known, named)),
    policies: entries('policies', policySchema(known, named)),
    services: entries('services', serviceSchema(known)),
    integrations: entries('integrations', integrationSchema(known)),
    heartbeats: entries('heartbeats', heartbeatSchema(known)),
    checks: entries('checks', checkSchema(known)),
    maintenance: entries('maintenance', maintenanceSchema(known)),
    reports: entries('reports', reportSchema(known)),
    roles: read(rolesSchema(), file.roles ?? {}, ['roles'], found) ?? {},
    routes: readList(file.routes, 'routes', routeSchema(known), found),
    ...(file.correlate !== undefined && {
      correlations: readList(file.correlate, 'correlate', correlationSchema(), found),
    }),
    rooms: read(roomsSchema(), file.rooms ?? {}, ['rooms'], found) ?? { announce: {}, open: {} },
    ...(status && { status }),
    ...(retention && { retention }),
    ...(language && { language }),
    ...guests,
    ...(matchByEmail === false && { matchByEmail }),
  };
}

function readGuests(raw: unknown, found: Found) {
  if (raw === undefined) return {};
  return isRecord(raw)
    ? read(guestsSchema(), raw, ['guests'], found)
    : read(guestsWordSchema(), raw, ['guests'], found);
}

/** Reads each entry separately, so that a mistake in one hides none in the others. */
function readEntries<T>(
  raw: unknown,
  section: keyof typeof kinds,
  schema: z.ZodType<Named<T>>,
  found: Found,
): ReadonlyMap<string, T> {
  const entries = new Map<string, T>();
  if (raw === undefined) return entries;
  if (!isRecord(raw)) {
    found.push({
      path: [section],
      what: `is ${shown(raw)}; expected the ids of each ${kinds[section]}, with its keys`,
    });
    return entries;
  }
  for (const [id, entry] of Object.entries(raw)) {
    const wrongId = idMistake(id, kinds[section]);
    if (wrongId) found.push({ path: [section, id], what: wrongId });
    const named = read(schema, entry, [section, id], found);
    if (named) entries.set(id, named(id));
  }
  return entries;
}

/** Sections that are lists, with an example of each. */
const lists = {
  routes: '[ { match: { team: payments }, service: checkout } ]',
  correlate: '[ { labels: [cluster, region], within: 10m } ]',
} as const;

function readList<T>(raw: unknown, section: keyof typeof lists, schema: z.ZodType<T>, found: Found): T[] {
  if (raw === undefined || (isRecord(raw) && Object.keys(raw).length === 0)) return [];
  if (!Array.isArray(raw)) {
    found.push({ path: [section], what: `is ${shown(raw)}; expected a list such as ${lists[section]}` });
    return [];
  }
  return raw.flatMap((entry, index) => read(schema, entry, [section, index], found) ?? []);
}

function read<T>(schema: z.ZodType<T>, value: unknown, at: Path, found: Found): T | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  found.push(...issuesOf(result.error, at));
  return undefined;
}

/** Searches the written data, so that a person with another mistake is still checked for shared accounts. */
function findSharedAccounts(people: unknown, found: Found): void {
  const owners = new Map<string, string>();
  for (const [id, person] of Object.entries(isRecord(people) ? people : {})) {
    const accounts = isRecord(person) && isRecord(person.accounts) ? person.accounts : {};
    for (const [platform, account] of Object.entries(accounts)) {
      if (!Object.hasOwn(platformNames, platform)) continue;
      const key = `${platform}|${String(account).trim()}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? id);
      if (owner === undefined) continue;
      const name = platformNames[platform as Platform];
      const what = `${owner} has this ${name} account too; expected an account to be one person’s; correct one of them`;
      found.push({ path: ['people', id, 'accounts', platform], what });
    }
  }
}
