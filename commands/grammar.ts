import leven from 'leven';
import { type Refused, refusedBy } from '../src/domain/refusal.ts';
import type { CommandInput, CommandShape, OptionShape } from '../src/ports/commands.ts';

interface Word {
  readonly text: string;
  /** White space before it, kept so that a note keeps its lines. */
  readonly gap: string;
  readonly named?: { readonly option: string; readonly value: string };
}

/**
 * Reads a typed line: `name:value` sets an option, quotes hold a value together, a leading number is the incident, and
 * the other words are the option that takes the rest.
 *
 * @param line without the leading `/incident`
 * @throws Refused in one sentence, when there is no such command or a word fits nowhere
 */
export function readLine(line: string, catalogue: readonly CommandShape[]): CommandInput {
  const text = line
    .trim()
    .replace(/^\/?incident(@\w+)?(?=\s|$)/i, '')
    .trim();
  const [, verb = '', rest = ''] = /^\/?(\S*)([\s\S]*)$/.exec(text) ?? [];
  if (!verb) return { command: 'help', args: {} };
  const shape = catalogue.find(({ name }) => name === verb.toLowerCase());
  if (!shape) throw unknownCommand(verb, catalogue);
  return { command: shape.name, args: readOptions(shape, rest) };
}

function readOptions(shape: CommandShape, text: string): Record<string, string> {
  const args: Record<string, string> = {};
  const words: Word[] = [];
  for (const word of split(text, shape.options)) {
    if (!word.named) {
      words.push(word);
      continue;
    }
    const { option, value } = word.named;
    if (args[option] !== undefined) throw refusedBy('given-twice', { option });
    args[option] = value;
  }
  if (takesIncident(shape, args) && /^#?\d+$/.test(words[0]?.text ?? '')) args.incident = words.shift()!.text;
  const taker = shape.options.find(({ takesTheRest, name }) => takesTheRest && args[name] === undefined);
  if (taker && words.length > 0) {
    const joined = words.map(({ gap, text }, index) => (index === 0 ? text : gap + text)).join('');
    return { ...args, [taker.name]: joined };
  }
  for (const word of words) {
    const free = shape.options.find(
      // What is no number is no incident: `severity sev1` means the incident of the room.
      ({ name, kind, takesTheRest }) => !takesTheRest && kind !== 'incident' && args[name] === undefined,
    );
    if (!free) throw leftOver(word.text, shape);
    args[free.name] = word.text;
  }
  return args;
}

function takesIncident({ options }: CommandShape, args: Record<string, string>): boolean {
  return args.incident === undefined && options.some(({ kind }) => kind === 'incident');
}

/** Straight and typographic quotes alike, for phones put the latter. A quote that never ends is an ordinary sign. */
function split(text: string, options: readonly OptionShape[]): Word[] {
  const words: Word[] = [];
  const pattern = /(\s*)(?:([A-Za-z]+):(?="[^"]*"(?!\S)|“[^”]*”(?!\S)))?(?:"([^"]*)"(?!\S)|“([^”]*)”(?!\S)|(\S+))/gu;
  for (const [, gap = '', name, straight, curly, bare] of text.matchAll(pattern)) {
    const quoted = straight ?? curly;
    const option = options.find((one) => one.name === name?.toLowerCase());
    if (quoted !== undefined) {
      if (option) words.push({ text: quoted, gap, named: { option: option.name, value: quoted } });
      else words.push({ text: name ? `${name}:"${quoted}"` : quoted, gap });
    } else if (bare !== undefined) {
      words.push(bareWord(bare, gap, options));
    }
  }
  return words;
}

function bareWord(text: string, gap: string, options: readonly OptionShape[]): Word {
  const colon = text.indexOf(':');
  const option = colon > 0 && options.find(({ name }) => name === text.slice(0, colon).toLowerCase());
  const value = text.slice(colon + 1);
  return option && value ? { text, gap, named: { option: option.name, value } } : { text, gap };
}

function unknownCommand(verb: string, catalogue: readonly CommandShape[]): Refused {
  const names = catalogue.map(({ name }) => name);
  return refusedBy('unknown-command', { verb, near: nearest(verb, names) });
}

function leftOver(word: string, { name, options }: CommandShape): Refused {
  return refusedBy('word-left-over', { word, command: name, options: options.map((one) => one.name) });
}

/** The known word that was probably meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const near = (name: string, distance: number) =>
    // Two letters changed places in a short word are as far apart as two wrong ones: the first letter decides.
    name.length <= 4 ? distance <= 2 && name.startsWith(wanted.charAt(0)) : distance <= Math.ceil(name.length / 3);
  const [best] = known
    .map((name) => ({ name, distance: leven(wanted, name.toLowerCase(), { maxDistance: 5 }) }))
    .filter(({ name, distance }) => near(name.toLowerCase(), distance))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}
