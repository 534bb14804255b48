import type { Language } from '../../../src/domain/languages.ts';
import { fieldName } from '../connection/stored.ts';
import { isAccountOf, type KnownPerson } from './person.ts';
import { createTextScrubber, type Edit } from './scrub-text.ts';

/** Fields whose value names something that is no person, whatever it says. Changed, nothing would find what it names. */
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

/** Fields whose value counts something by person. */
const countsPeople: ReadonlySet<string> = new Set(['paged']);

type Fields = Readonly<Record<string, unknown>>;

export interface Scrubber {
  /**
   * Returns the value without the person, and the very same value where they are not in it. An id becomes the pseudonym, and a
   * text calls them a former responder.
   *
   * @param field the name of the field that has it
   */
  scrub<T>(value: T, field?: string): T;
  /** Whether the value is an address at which the person is reached: `{ platform, kind: 'person', id }`. */
  isTheirs(address: unknown): boolean;
  /** Whether anything by which the person is known is still in there. */
  isTraced(value: unknown): boolean;
  readonly known: KnownPerson;
}

/** @param calledIn what somebody of this pseudonym is called in a text of this language; absent: of the house */
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
    // A message says which language it is in.
    const called = typeof value.language === 'string' ? calledIn(value.language as Language) : calledBefore;
    if (isTheirs(value)) return { ...value, id: pseudonym };
    if (typeof value.text === 'string' && Array.isArray(value.mentions)) return scrubMentions(value, called);
    return fieldsOf(value, called, countsPeople.has(field));
  }

  function fieldsOf(value: Fields, called: string, areFieldsPeople = false): Fields {
    let changed = false;
    const fields = Object.entries(value).map(([field, one]): readonly [string, unknown] => {
      // What a monitor did bears the monitor's name.
      const scrubbed = field === 'by' && value.via === 'alert' ? one : scrub(one, field, called);
      const name = areFieldsPeople && field === personField ? fieldName(pseudonym) : field;
      changed ||= scrubbed !== one || name !== field;
      return [name, scrubbed];
    });
    return changed ? summedUp(fields) : value;
  }

  /** Other people's mentions stay where their names are. */
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

/** Counts under one name are added up: the person may have been erased before under that pseudonym. */
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
