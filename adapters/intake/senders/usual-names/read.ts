import { type Headline, headlineTitle, readHeadline, saysState } from '../../../../src/domain/alerts/headline.ts';
import { oneLine } from '../../../../src/lib/text.ts';
import { isGeneral, isSender } from '../../reading/chat/general.ts';
import { withoutMarkup } from '../../reading/chat/markup.ts';
import { record, severityOf, webUrl } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { fieldName } from '../../reading/parse.ts';
import { spelledPlainly } from '../../reading/payload.ts';
import { readState, readSwitch, type State } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';
import { anyLink, anySeverity, checks, machines, outcomes, own, usual, workNames } from './names.ts';
import { Search } from './search.ts';
import { sentence, textOf } from './texts.ts';

const deepest = 5;
/** Objects in which a sender says more of what the title tells. */
const around = ['fields', 'details', 'data', 'metadata', 'context'];
/** Kinds of what happened, which some monitors write in words: “APs went down”. */
const kinds = ['alerttype', 'eventtype', 'alarmtype', 'ticketsubject'];

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
  // Most scripts use our names alone: there is nothing to look for.
  const isKeyed = isPresent(given.key) || isPresent(given.fingerprint);
  if (isOwnShape(given) && (textOf(given.title ?? given.description) || isKeyed)) {
    if (!isKeyed && readSwitch(given.status, false) === 'firing') return { ...given, status: 'firing' };
    return readState(given.status) === 'silent' ? undefined : body;
  }
  const isOwn = textOf(given.title) !== undefined && !isOutdone(given.title, new Search(given, 1));
  const search = new Search(given, isOwn || !isOurAddress ? 1 : deepest);
  const status = search.status();
  const scopes = { ...(isOwn && machineInside(given)), ...search.scopes() };
  const labels = isOwn ? scopes : search.labels();
  const key = search.key(isOwn ? search.labels() : labels);
  const read = key !== undefined && status === 'resolved' ? {} : titleIn(search, status, labels, isOurAddress);
  if (!read) return body;
  if ((status ?? read.status) === 'silent') return undefined;
  const found: Readonly<Record<string, unknown>> = {
    title: read.title,
    status: status ?? read.status,
    severity:
      search.first('severity', usual.severity, severityOf) ??
      search.first('severity', search.like(anySeverity), severityOf) ??
      read.severity ??
      gradeIn(status, search),
    key: isPresent(given.fingerprint) ? undefined : (key ?? (isOwn && !read.hasState ? undefined : read.key)),
    url:
      search.first('url', usual.url, webUrl, search.isBesideMessage) ??
      search.first('url', usual.url, webUrl, search.isBesideTitle) ??
      search.first('url', usual.url, webUrl) ??
      search.innerLink() ??
      search.first('url', search.like(anyLink), webUrl),
    description: search.first('description', usual.message, news),
    labels: isOwn ? undefined : labels,
  };
  const added = Object.entries(found).filter(
    ([name, value]) => value !== undefined && !(isOwn && isUsable(name, given[name])),
  );
  const from = search.taken.filter(
    ({ field, path }) => added.some(([name]) => name === field) && fieldName(path) !== field,
  );
  for (const { field, path } of from) notes.readFrom({ field: fieldName([...at, field]), from: fieldName(path) });
  const isScope = (name: string) => Object.hasOwn(scopes, spelledPlainly(name));
  const kept = Object.entries(given).filter(([name, value]) =>
    isOwn
      ? !isScope(name) &&
        !from.some(({ path }) => fieldName(path) === name) &&
        (name !== 'status' || isUsable(name, value))
      : own.has(name),
  );
  // fromEntries keeps `__proto__` as a property of its own, so that it is named as an unknown field.
  return Object.fromEntries([...kept, ...added, ...(isOwn ? whereIn(given, scopes, search) : [])]);
}

/** Returns whether a body has no other names than those of Tocsin’s own shape. */
export function isOwnShape(body: unknown): boolean {
  const given = record.safeParse(body).data;
  return given !== undefined && Object.keys(given).every((name) => own.has(name));
}

/** The work that succeeded or failed: each run of it has another address. */
function workIn(search: Search): string | undefined {
  if (!outcomes.test(search.stateWord() ?? '')) return undefined;
  const work = search.first('title', workNames, textOf);
  const project = work === undefined ? undefined : search.first('title', ['project'], textOf);
  return project === undefined ? work : `${work} of ${project}`;
}

/** How bad it is where only the state tells it: `Status: critical`. */
function gradeIn(status: State | undefined, search: Search): Headline['severity'] {
  const word = status === 'firing' ? search.stateWord() : undefined;
  return word !== undefined && /^(?:critical|crit|warning|warn|emergency|fatal)$/i.test(word)
    ? severityOf(word)
    : undefined;
}

/** The machine that an object beside the title names: `{"title": "GC failed", "fields": {"hostname": "pbs-1"}}`. */
function machineInside(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const inside = around.flatMap((name) => Object.entries(record.safeParse(given[name]).data ?? {}));
  const found = machines.flatMap((machine) => inside.find(([name]) => spelledPlainly(name) === machine) ?? []);
  return typeof found[1] === 'string' ? { [spelledPlainly(String(found[0]))]: found[1] } : {};
}

/** Where it is, for a title that may be the same on many machines: `{"title": "Disk full", "host": "web-1"}`. */
function whereIn(
  given: Readonly<Record<string, unknown>>,
  scopes: Readonly<Record<string, unknown>>,
  search: Search,
): readonly (readonly [name: string, value: unknown])[] {
  if (Object.keys(scopes).length === 0) return [];
  const labels = isPresent(given.labels) ? record.safeParse(given.labels).data : {};
  return [
    ['title', placed(textOf(given.title), search.machine(scopes))],
    // What does not fit is told by its name.
    ['labels', labels ? { ...scopes, ...labels } : given.labels],
  ];
}

interface Title {
  readonly title?: string | undefined;
  readonly key?: string;
  readonly status?: State | undefined;
  readonly severity?: Headline['severity'];
  /** A word in the title says whether it is over. */
  readonly hasState?: boolean;
}

/** What is wrong, from what says it in a line, else from the name of what was looked at. */
function titleIn(
  search: Search,
  status: State | undefined,
  labels: Readonly<Record<string, unknown>> | undefined,
  isOurAddress: boolean,
): Title | undefined {
  const summary =
    search.first('title', usual.summary, (value) => (isOutdone(value, search) ? undefined : sentence(value))) ??
    search.first('title', ['eventname'], news) ??
    (search.has(usual.message, (value) => news(value) !== undefined)
      ? undefined
      : search.first('title', kinds, inWords));
  const named =
    summary === undefined
      ? (search.first('title', usual.who, textOf) ?? search.first('title', kinds, inWords))
      : undefined;
  const address = () => (isOurAddress ? search.first('title', ['url', 'checkurl'], webUrl) : undefined);
  const message = search.first(summary === undefined ? 'title' : 'description', usual.message, (value) =>
    isOutdone(value, search) ? undefined : news(value),
  );
  // Where nothing is said but a state, what has it is what is wrong: `{"host": "web-1", "status": "down"}`.
  const bare =
    summary === undefined && message === undefined && isOurAddress
      ? (search.first('title', ['service'], textOf) ?? search.machine(labels))
      : undefined;
  // Where a machine has the problem, an address beside it may be that of the monitor.
  const onMachine = () => (address() === undefined ? undefined : search.machine(labels));
  const who = named ?? (summary === undefined ? (onMachine() ?? workIn(search) ?? address() ?? bare) : undefined);
  const text = summary ?? message ?? (isOurAddress && who === undefined ? search.rest() : undefined);
  const line = lineOf(text);
  if (line === '' && who === undefined) return status && isOurAddress ? ofNumber(search, status) : undefined;
  const headline = readHeadline(line, false);
  const hasState = headline.bare !== line;
  // “UptimeKuma Alert: Shop” has a word, and says no state.
  const isTold = hasState && saysState(line.replace(/\balerts?\b/gi, ''));
  const told = isTold || message === undefined ? headline : readHeadline(lineOf(message), false);
  const what = line === '' ? (search.stateWord() ?? status) : headlineTitle(line) || line;
  const title =
    who !== undefined && what?.includes(who)
      ? what
      : [placed(who, who === named || who === bare ? search.machine(labels) : undefined), what]
          .filter((part) => part)
          .join(': ');
  // A monitor's message changes from its beginning to its end; without a state of its own, the message is what happened.
  // So does that of a check, which is told apart by where it is.
  const isOfCheck =
    status !== undefined && (who !== undefined || (summary === undefined && checks.some((name) => labels?.[name])));
  const names = who === undefined ? Object.values(search.namesBeside()) : search.names();
  const about = [...names, ...(isOfCheck ? [] : [headline.bare])];
  return {
    title: who === undefined ? placed(title, search.machine(labels) ?? names[0]) : title,
    key: `${(about.length > 0 ? about : [who ?? '']).join(' ').toLowerCase()} ${JSON.stringify(labels ?? {})}`,
    status: status ?? (told.status === 'other' ? 'silent' : told.status),
    severity: headline.severity ?? told.severity,
    hasState,
  };
}

/** Statping’s own webhook has nothing but an id and its state: `{"id": "3", "online": false}`. */
function ofNumber(search: Search, status: State): Title | undefined {
  const id = search.first('key', ['id'], textOf, (path) => path.length === 1);
  if (id === undefined) return undefined;
  const told = spelledPlainly(search.taken.find(({ field }) => field === 'status')?.path.at(-1) ?? '');
  const word = search.stateWord() ?? (status === 'firing' && usual.over.includes(told) ? `not ${told}` : told);
  return { title: `${id} is ${word}`, key: id, status };
}

/** “Uptime Kuma Alert” as a title, where a message tells the problem and its state: `[shop] [🔴 Down] timeout`. */
function isOutdone(title: unknown, search: Search): boolean {
  const text = sentence(title);
  if (text === undefined || namesAndTellsState(title)) return false;
  if (isSender(text)) return search.has(usual.message, (value) => lineOf(sentence(value)).includes(' '));
  if (!isGeneral(text)) return search.has(usual.message, namesAndTellsState);
  // With a key, another title makes no other alert of it.
  return search.has(usual.message, tellsState) || (search.key({}) !== undefined && search.has(usual.message, isNamed));
}

/** `[Uptime Kuma Monitor 🔴 Down] [shop] timeout`: more than the title. */
function isNamed(value: unknown): boolean {
  return lineOf(sentence(value)).split(' ').length > 3;
}

function tellsState(value: unknown): boolean {
  const line = lineOf(sentence(value));
  return line.includes(' ') && !isGeneral(line) && readHeadline(line, false).bare !== line;
}

/** `[shop] [🔴 Down] timeout`: whatever title somebody chose for all messages of a monitor, this line is the problem. */
function namesAndTellsState(value: unknown): boolean {
  const line = lineOf(sentence(value));
  return /^\[[^\]]{1,100}\] \[[^\]]{2,20}\] /.test(line) && tellsState(value);
}

function lineOf(text: string | undefined): string {
  return oneLine(withoutMarkup(text?.split('\n', 1)[0] ?? ''));
}

/** A sentence that is more than a state: `event: monitor.down` is none. */
function news(value: unknown): string | undefined {
  const text = sentence(value);
  return text !== undefined && isCode(text) ? undefined : text;
}

/** A kind that says what happened in words: “APs went down”. */
function inWords(value: unknown): string | undefined {
  const text = sentence(value);
  return text?.includes(' ') ? text : undefined;
}

/** `monitor.down`, `build_failure`. A title of one word such as `down` is one. */
function isCode(text: string): boolean {
  return /^[A-Za-z0-9]+(?:[._:-][A-Za-z0-9]+)+$/.test(text) && readState(text) !== undefined;
}

/** A status that says nothing, such as a number, is none. */
function isUsable(name: string, value: unknown): boolean {
  return isPresent(value) && (name !== 'status' || readState(value) !== undefined);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
