import { type Headline, readHeadline } from '../../../src/domain/alerts/headline.ts';
import { oneLine } from '../../../src/lib/text.ts';
import { isTexts, labelValue, record, severityOf, webUrl } from '../reading/fields.ts';
import type { IntakeNotes } from '../reading/notes.ts';
import { fieldName } from '../reading/parse.ts';
import { spelledPlainly, tagRecord } from '../reading/payload.ts';
import { readState, type State } from '../reading/statuses.ts';

const listed = (names: string): readonly string[] => names.split(' ');

/** How monitors name what Tocsin calls a title and so on, without capitals and `_`. The first that is there counts. */
const usual = {
  summary: listed(
    'title alertname alerttitle summary subject headline problemtitle problemname eventname incidentname alarmname alertrulename rulename triggername searchname eventdefinitiontitle issuetitle conditionname messagetitle',
  ),
  who: listed('monitorfriendlyname monitorname checkname displayname name label alias sensor detector'),
  message: listed(
    'message msg text messagebody description reason statusreason incidentreason newstatereason content body details detail error cause output problem event alert trigger',
  ),
  status: listed(
    'status state alertstatus alertstate currentstate currentstatus newstatus newstate newstatevalue monitorstatus alerttransition transition eventaction alerttype eventtype notificationtype statusextended trigger action type event',
  ),
  severity: listed('severity level priority urgency criticality importance alertseverity sev'),
  key: listed(
    'key fingerprint dedupkey deduplicationkey incidentkey alertkey alarmarn problemid incidentid alertid issueid monitorid checkid triggerid ruleid groupkey',
  ),
  url: listed(
    'url link permalink htmlurl weburl alerturl incidenturl issueurl problemurl monitorurl dashboardurl resultslink detailsurl detectorurl href',
  ),
} as const;
/** What says where it is: it stays the same from the beginning to the end. */
const scopes = listed(
  'host hostname instance node server device namespace pod container cluster region environment env team app application project job check monitor rule',
);
/** An `id` in these objects is that of the problem, not of the message. */
const identified = listed('alert incident issue problem monitor');
/** Objects about who and whose, in which a `name` is not that of what is wrong. */
const aside = new Set(
  listed(
    'user actor sender author owner creator assignee contact customer tenant account org organization installation repository',
  ),
);
const own = new Set(listed('title service severity key fingerprint status labels url image description startsat'));
const secret = /token|secret|passw|pwd|auth|credential|cookie|signature|key$/i;
const deepest = 3;

/**
 * Returns an object with the fields of Tocsin's own shape that it lacks, found under the names that other monitors use: `state` for
 * `status`, `incident.summary` for `title`. Notes where each was found. An object with a title is searched on its first level only,
 * and keeps what else it has.
 *
 * @param isOurAddress whether it came to Tocsin's own address: then inner objects are searched as well, and any words may be the title
 * @returns undefined for what neither begins nor ends anything, such as an acknowledgement; what is no object, or says nothing, as it is
 */
export function withUsualNames(
  body: unknown,
  at: readonly PropertyKey[],
  notes: IntakeNotes,
  isOurAddress: boolean,
): unknown {
  const given = record.safeParse(body).data;
  if (!given) return body;
  const isOurs = Object.keys(given).every((name) => own.has(name.toLowerCase()));
  const isOwn = isOurs || textOf(given.title) !== undefined;
  const search = new Search(given, isOwn || !isOurAddress ? 1 : deepest);
  const status = search.first('status', usual.status, readState) ?? search.first('status', usual.severity, readEnd);
  const key = search.first('key', usual.key, textOf, isKey) ?? search.first('key', ['id'], textOf, isIdentified);
  const labels = isOwn ? undefined : search.labels();
  const isEnough = isOurs || (key !== undefined && status === 'resolved');
  const read = isEnough ? {} : titleIn(search, status, labels, isOurAddress);
  if (!read) return body;
  if ((status ?? read.status) === 'silent') return undefined;
  // Jenkins tells of each build that begins as well.
  if (status === undefined && search.first('status', ['phase'], isBegun)) return undefined;
  const found: Readonly<Record<string, unknown>> = {
    title: read.title,
    status: status ?? read.status,
    severity: search.first('severity', usual.severity, severityOf) ?? read.severity,
    key: isPresent(given.fingerprint) ? undefined : (key ?? (isOwn && !read.hasState ? undefined : read.key)),
    url: search.first('url', usual.url, webUrl),
    description: search.first('description', usual.message, news),
    labels,
  };
  const added = Object.entries(found).filter(
    ([name, value]) => value !== undefined && !(isOwn && isPresent(given[name])),
  );
  const from = search.taken.filter(
    ({ field, path }) => added.some(([name]) => name === field) && fieldName(path) !== field,
  );
  for (const { field, path } of from) notes.readFrom({ field: fieldName([...at, field]), from: fieldName(path) });
  const kept = Object.entries(given).filter(([name]) =>
    isOwn ? !from.some(({ path }) => fieldName(path) === name) : own.has(name.toLowerCase()),
  );
  // fromEntries keeps `__proto__` as a property of its own, so that it is named as an unknown field.
  return Object.fromEntries([...kept, ...added]);
}

interface Found {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The fields of an object by their names in plain spelling, the outer ones first. */
class Search {
  /** Where what was found stands. */
  readonly taken: { readonly field: string; readonly path: readonly string[] }[] = [];
  private readonly fields = new Map<string, Found[]>();
  private readonly whole: Readonly<Record<string, unknown>>;

  constructor(whole: Readonly<Record<string, unknown>>, depth: number) {
    this.whole = whole;
    let level: readonly { readonly path: readonly string[]; readonly value: object }[] = [{ path: [], value: whole }];
    for (let deep = 0; deep < depth && level.length > 0; deep += 1) {
      const entries = level.flatMap(({ path, value }) =>
        Object.entries(value).map(([name, one]) => ({ path: [...path, name], value: one as unknown })),
      );
      for (const entry of entries) {
        const name = spelledPlainly(entry.path.at(-1)!);
        const known = this.fields.get(name);
        if (known) known.push(entry);
        else this.fields.set(name, [entry]);
      }
      level = entries.flatMap(({ path, value }) => {
        const inside = aside.has(spelledPlainly(path.at(-1)!)) ? undefined : record.safeParse(value).data;
        return inside ? [{ path, value: inside }] : [];
      });
    }
  }

  /** Returns what fits first, by the order of the names. */
  first<T>(
    field: string,
    names: readonly string[],
    fits: (value: unknown) => T | undefined,
    isMeant: (path: readonly string[]) => boolean = () => true,
  ): T | undefined {
    for (const name of names)
      for (const { path, value } of this.fields.get(name) ?? []) {
        const read = isMeant(path) ? fits(value) : undefined;
        if (read === undefined) continue;
        if (!this.taken.some((one) => one.field === field && one.path === path)) this.taken.push({ field, path });
        return read;
      }
    return undefined;
  }

  labels(): Readonly<Record<string, unknown>> {
    const where = scopes.flatMap((name) => {
      const value = this.fields
        .get(name)
        ?.map((one) => textOf(one.value))
        .find((text) => text);
      return value === undefined ? [] : [[name, value] as const];
    });
    const named = ['labels', 'tags'].flatMap((name) => {
      const [found] = this.fields.get(name) ?? [];
      const tags = isTexts(found?.value) ? found.value.map(String) : textOf(found?.value);
      return tags === undefined ? (record.safeParse(found?.value).data ?? {}) : tagRecord(tags);
    });
    return Object.assign({}, Object.fromEntries(where), ...named);
  }

  /** Whatever else it says in words, so that it can page; never what looks like a secret. */
  rest(): string | undefined {
    const texts = Object.entries(this.whole).flatMap(([name, value]) =>
      own.has(name.toLowerCase()) || secret.test(name) || sentence(value) === undefined ? [] : `${name}: ${value}`,
    );
    return texts.length > 0 ? texts.slice(0, 4).join(', ') : undefined;
  }
}

interface Title {
  readonly title?: string;
  readonly key?: string;
  readonly status?: State | undefined;
  readonly severity?: Headline['severity'];
  /** A word in the title says whether it is over. */
  readonly hasState?: boolean;
}

/** What is wrong, from what says it in a line, else from the name of what was looked at. */
function titleIn(search: Search, status: State | undefined, labels: unknown, isOurAddress: boolean): Title | undefined {
  const summary = search.first('title', usual.summary, sentence);
  const named = summary === undefined ? search.first('title', usual.who, textOf) : undefined;
  const who =
    named ?? (summary === undefined && isOurAddress ? search.first('title', ['url', 'checkurl'], webUrl) : undefined);
  const message = search.first(summary === undefined ? 'title' : 'description', usual.message, news);
  const text = summary ?? message ?? (isOurAddress && who === undefined ? search.rest() : undefined);
  const line = lineOf(text);
  if (line === '' && who === undefined) return undefined;
  const headline = readHeadline(line);
  const hasState = headline.bare !== line;
  const told = hasState || message === undefined ? headline : readHeadline(lineOf(message));
  const title = [who, line === '' ? status : headline.bare || line].filter((part) => part).join(': ');
  return {
    title,
    key: `${(who ?? headline.bare).toLowerCase()} ${JSON.stringify(labels ?? {})}`,
    status: status ?? (told.status === 'other' ? 'silent' : told.status),
    severity: headline.severity ?? told.severity,
    hasState,
  };
}

function lineOf(text: string | undefined): string {
  return oneLine(text?.split('\n', 1)[0] ?? '');
}

/** A severity says that it is over where a monitor has no other field for that: `level: OK`. */
function readEnd(value: unknown): State | undefined {
  return readState(value) === 'resolved' ? 'resolved' : undefined;
}

/** Inside something else, a `key` may be anything. */
function isKey(path: readonly string[]): boolean {
  return path.length === 1 || spelledPlainly(path.at(-1)!) !== 'key';
}

function isIdentified(path: readonly string[]): boolean {
  return path.length > 1 && identified.includes(spelledPlainly(path.at(-2)!));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : labelValue({ value }, 'value');
}

function sentence(value: unknown): string | undefined {
  const text = typeof value === 'string' ? textOf(value) : undefined;
  return text !== undefined && /\p{L}/u.test(text) && !webUrl(text) ? text : undefined;
}

/** A sentence that is more than a state: `event: monitor.down` is none. */
function news(value: unknown): string | undefined {
  const text = sentence(value);
  return text !== undefined && /^[\w-]+(?:[.:][\w-]+)+$/.test(text) && readState(text) !== undefined ? undefined : text;
}

function isBegun(value: unknown): true | undefined {
  return typeof value === 'string' && /^(?:queued|started)$/i.test(value) ? true : undefined;
}
