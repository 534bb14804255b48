import type { KnownPerson } from './person.ts';

/** A replaced part of a text: where it began in the original, and its length before and after, in characters. */
export interface Edit {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

export interface ScrubbedText {
  readonly text: string;
  /** In the order of the text. */
  readonly edits: readonly Edit[];
}

export interface TextScrubber {
  /** @param called what this text calls the person from now on */
  scrub(text: string, called: string): ScrubbedText;
  /** Returns whether the text contains an identifier of the person, also inside a longer one such as `page-3-slack-alice`. */
  isTraced(text: string): boolean;
}

/** A shorter account id may be any number, so in a text it is replaced only inside a mention. */
const leastTellingAccount = 8;

const before = '(?<![\\p{L}\\p{N}_-])';
const after = '(?![\\p{L}\\p{N}_-])';

/**
 * Replaces what identifies a person in texts: name, email address and accounts, mentions, and the id where it is a word by
 * itself. It cannot know nicknames and first names.
 */
export function createTextScrubber(known: KnownPerson): TextScrubber {
  const { person, pseudonym, names, emails, accounts, isOrdinaryWord = false } = known;
  const accountIds = [...new Set(accounts.map(({ id }) => id))];
  const longIds = accountIds.filter((id) => id.length >= leastTellingAccount);
  const parts = [
    ...emails.map((email) => `(?<![\\w.+-])${inAnyCase(email)}(?![\\w-]|\\.\\w)`),
    ...accountIds.map((id) => `<@!?${escaped(id)}(?:\\|[^<>|]*)?>|(?<=[?&]id=)${escaped(id)}${after}`),
    ...longIds.map((id) => `${before}@?${escaped(id)}${after}`),
    ...names.filter(Boolean).map((name) => `${before}@?${spaced(name)}${after}`),
    // An email address that begins with the id identifies the person at any host.
    `(?<![\\w.+-])${escaped(person)}@[\\w-]+(?:\\.[\\w-]+)+`,
    ...(isOrdinaryWord ? [`@${escaped(person)}${after}`] : [`${before}@?${escaped(person)}${after}(?!\\.\\w)`]),
  ];
  const pattern = new RegExp(parts.join('|'), 'gu');
  const anywhere = `(?<![A-Za-z0-9])${escaped(person)}(?![A-Za-z0-9])`;
  const traced = new RegExp([...parts, ...(isOrdinaryWord ? [] : [anywhere])].join('|'), 'u');
  const needles = [person, ...emails, ...accountIds, ...names.map((name) => name.split(/\s+/)[0] ?? name)]
    .filter(Boolean)
    .map((one) => one.toLowerCase());

  function mayHold(text: string): boolean {
    const lower = text.toLowerCase();
    return needles.some((one) => lower.includes(one));
  }

  return {
    scrub(text, called) {
      if (!mayHold(text)) return { text, edits: [] };
      const edits: Edit[] = [];
      const scrubbed = text.replace(pattern, (found, ...rest) => {
        const start = rest.find((one) => typeof one === 'number') as number;
        const added = isWithinCode(text, start, found.length) ? pseudonym : called;
        edits.push({ start, removed: found.length, added: added.length });
        return added;
      });
      return { text: scrubbed, edits };
    },
    isTraced: (text) => mayHold(text) && traced.test(text),
  };
}

/**
 * Returns whether the match stands in an address or is a value by itself, such as `/people/alice` and `"by":"alice"`: there
 * it can only be an id.
 */
function isWithinCode(text: string, start: number, length: number): boolean {
  const [previous, next] = [text[start - 1], text[start + length]];
  return previous === '/' || previous === '=' || (previous === '"' && next === '"');
}

function spaced(name: string): string {
  return name.trim().split(/\s+/).map(inAnyCase).join('\\s+');
}

/** Node 20 has no flag that ignores case in a part of an expression. */
function inAnyCase(text: string): string {
  return [...text]
    .map((one) => {
      const [lower, upper] = [one.toLowerCase(), one.toUpperCase()];
      return lower === upper || lower.length + upper.length > 2 * one.length ? escaped(one) : `[${lower}${upper}]`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}
