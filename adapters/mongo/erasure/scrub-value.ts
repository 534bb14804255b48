import type { Language } from '../../../src/domain/languages.ts';
import { fieldName } from '../connection/stored.ts';
import { isAccountOf, type KnownPerson } from './person.ts';
import { createTextScrubber, type Edit } from './scrub-text.ts';

/** Fields whose value identifies something other than a person. A changed value would break the lookup. */
const codes: ReadonlySet<string> = new Set([
  ...['_id', 'id', 'type', 'via', 'platform', 'kind', 'state', 'severity', 'status', 'role', 'style', 'window'],
  ...['service', 'services', 'policy', 'schedule', 'team', 'integration', 'source', 'sender', 'outlet', 'job'],
  ...['fingerprint', 'key', 'trace', 'handled', 'eventType', 'command', 'language', 'zone', 'timezone', 'room'],
  ...['act', 'outcome', 'writer', 'holder', 'claim', 'day', 'generation', 'calendarKey', 'places', 'roomPlaces'],
]);

/** Fields that people read. */
const texts: ReadonlySet<string> = new Set([
  ...['text', 'title', 'body', 'label', 'value', 'name', 'description', 'summary', 'message', 'reason', 'alt'],
]);

/** Fields that count something for each person. */
const countsPeople: ReadonlySet<string> = new Set(['paged']);

type Fields = Readonly<Record<string, unknown>>;

export interface Scrubber {
  /**
   * Returns the value without the person; the same object when the value does not contain them. An id becomes the pseudonym,
   * and a text calls the person a former responder.
   *
   * @param field the name of the field that has the value
   */
  scrub<T>(value: T, field?: string): T;
  /** Returns whether the value is an address of the person: `{ platform, kind: 'person', id }`. */
  isTheirs(address: unknown): boolean;
  /** Returns whether the value still contains an identifier of the person. */
  isTraced(value: unknown): boolean;
  readonly known: KnownPerson;
}

/** @param calledIn returns what a text in this language calls the person; without a language, in the language of the file */
export function createScrubber(known: KnownPerson, calledIn: (language?: Language) => string): Scrubber {
  const { person, pseudonym } = known;
  const texter = createTextScrubber(known);
  const personField = fieldName(person);

  function scrub(value: unknown, field: string, called: string): unknown {
    if (typeof value === 'string') return scrubString(value, field, called);
    if (Array.isArray(value)) return scrubList(value, field, called);
    return isPlain(value) ? scrubFields(value, field, called) : value;
  }

  function scrubString(value: string, field: string, called: string): string {
    if (codes.has(field)) return value;
    if (value === person && !texts.has(field)) return pseudonym;
    return texter.scrub(value, called).text;
  }

  function scrubList(values: readonly unknown[], field: string, called: string): readonly unknown[] {
    const scrubbed = values.map((one) => scrub(one, field, called));
    return scrubbed.every((one, index) => one === values[index]) ? values : scrubbed;
  }

  function scrubFields(value: Fields, field: string, calledBefore: string): Fields {
    // A message has a field with its language.
    const called = typeof value.language === 'string' ? calledIn(value.language as Language) : calledBefore;
    if (isTheirs(value)) return { ...value, id: pseudonym };
    if (typeof value.text === 'string' && Array.isArray(value.mentions)) return scrubMentions(value, called);
    return fieldsOf(value, called, countsPeople.has(field));
  }

  function fieldsOf(value: Fields, called: string, areFieldsPeople = false): Fields {
    let changed = false;
    const fields = Object.entries(value).map(([field, one]): readonly [string, unknown] => {
      // In an action of a monitor, `by` is the name of the monitor.
      const scrubbed = field === 'by' && value.via === 'alert' ? one : scrub(one, field, called);
      const name = areFieldsPeople && field === personField ? fieldName(pseudonym) : field;
      changed ||= scrubbed !== one || name !== field;
      return [name, scrubbed];
    });
    return changed ? summedUp(fields) : value;
  }

  /** Keeps the mentions of other people at the positions of their names. */
  function scrubMentions(value: Fields, called: string): Fields {
    const { mentions, ...rest } = value;
    const all = mentions as readonly Mention[];
    const { edits } = texter.scrub(String(value.text), called);
    const others = all.filter(({ accounts }) => !hasTheirs(accounts));
    const scrubbed = fieldsOf(rest, called);
    if (scrubbed === rest && others.length === all.length) return value;
    return { ...scrubbed, mentions: others.map((one) => moved(one, edits)) };
  }

  function hasTheirs(accounts: Mention['accounts']): boolean {
    return Object.entries(accounts ?? {}).some(([platform, id]) => isAccountOf(known, platform, id));
  }

  function isTheirs(address: unknown): boolean {
    if (!isPlain(address)) return false;
    const { platform, kind, id } = address;
    return (
      kind === 'person' && typeof platform === 'string' && typeof id === 'string' && isAccountOf(known, platform, id)
    );
  }

  return {
    known,
    scrub: (value, field = '') => scrub(value, field, calledIn()) as typeof value,
    isTheirs,
    isTraced: (value) => texter.isTraced(JSON.stringify(value)),
  };
}

interface Mention {
  readonly start: number;
  readonly end: number;
  readonly accounts?: Readonly<Record<string, string>>;
}

function moved(mention: Mention, edits: readonly Edit[]): Mention {
  const by = edits
    .filter(({ start }) => start < mention.start)
    .reduce((sum, { removed, added }) => sum + added - removed, 0);
  return by === 0 ? mention : { ...mention, start: mention.start + by, end: mention.end + by };
}

/** Adds up the counts of one name: the person may have been erased under this pseudonym before. */
function summedUp(fields: readonly (readonly [string, unknown])[]): Fields {
  const all: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const known = all[name];
    all[name] = typeof known === 'number' && typeof value === 'number' ? known + value : value;
  }
  return all;
}

export function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
