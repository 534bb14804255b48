import type { IncidentRole } from '../../../src/domain/incident/roles.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted } from '../../../src/ports/commands/press.ts';
import { endsAsking } from '../line/conditions.ts';
import { me, type Names, nameAt } from '../names.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, split } from '../words.ts';

const roles: readonly (readonly [RegExp, IncidentRole])[] = [
  [
    /^(?:commander|command|commanding|ic|lead|leads|leader|leading|leitung|leite|leitet|mando|コマンダー)$/iu,
    'commander',
  ],
  [/^(?:comms?|communications?)$/iu, 'comms'],
  [/^(?:scribe|scribes|scribing)$/iu, 'scribe'],
];
const self = /^(?:i|i['’]?ll|i['’]?m|im|i['’]?ve|ich|yo|soy|seré|me|myself|taking)$/iu;
const ordering =
  /^(?:assign|make|set|give|hand|handing|pass|transfer|change|switch|put|move|let|have|appoint|name|gib|dale|pon|mach)$/iu;
const asking = /^(?:who|who['’]?s|whos|wer|quién|quien)$/iu;
const unsure = /^(?:can|could|should|shall|would|may|might|maybe|kann|soll|sollte|puede)$/iu;
/** Words that add nothing. */
const small =
  /^(?:am|is|are|be|being|to|as|the|an?|of|for|on|in|with|by|over|off|incident|role|will|now|do|does|doing|has|have|having|got|take|takes|taking|handle|handles|handling|run|runs|running|here|this|it|that|goes|please|pls|who|=|-|→|->|>|:|soy|bin|bist|ist|sein|der|die|das|an|als|von|übernehme|übernimmt|mache|macht|el|la|es|está|de|del|a|en|como|tomo|toma|tiene)?$/iu;

/**
 * Reads who has or gets which role, as people say it: `I’ll be commander`, `give comms to bob`, `bob is IC on 14`,
 * `commander: bob`. What only tells it asks first, and `who is commander?` shows the incident. Undefined for other lines.
 */
export function roleOrder(line: string, { people }: Names): CommandInput | undefined {
  const text = withoutAsking(line)
    .replace(
      /(?<!\p{L})(?:in charge|incident commander|run(?:ning)? (?:point|this|the (?:incident|call)))(?!\p{L})/giu,
      'commander',
    )
    .replace(/(?<!\p{L})(?:tak(?:e|ing) (?:the )?notes?|note[\s-]?taker)(?!\p{L})/giu, 'scribe')
    .replace(/(?<!\p{L})(comms?|communications?|scribe)\s+(?:lead|role|person)(?!\p{L})/giu, '$1');
  const words = split(text, []);
  const [first = ''] = words.map((word) => bare(word.text));
  let role: IncidentRole | undefined;
  let person: string | undefined = self.test(first) ? me : undefined;
  let incident: string | undefined;
  let isSure = !endsAsking(line);
  for (let at = person ? 1 : 0; at < words.length; ) {
    const word = bare(words[at]!.text);
    const found = roles.find(([pattern]) => pattern.test(word))?.[1];
    const named = found || small.test(word) ? undefined : nameAt(words.slice(at), people);
    if (named && person !== undefined) return undefined;
    if (named) person = named.id;
    else if (found && role !== undefined && found !== role) return undefined;
    else if (found) role = found;
    else if (/^#?\d{1,9}$/u.test(word) && incident === undefined) incident = word;
    else if (unsure.test(word)) isSure = false;
    else if (!small.test(word) && !(at === 0 && (ordering.test(word) || asking.test(word)))) return undefined;
    at += named?.words ?? 1;
  }
  if (role === undefined) return undefined;
  const named = incident && { incident };
  if (asking.test(first)) return person ? undefined : { command: 'show', args: { ...named } };
  if (person === undefined) return undefined;
  const input = { command: 'assign', args: { ...named, person, role } };
  // “Bob is commander” may only tell it.
  const isTold = person !== me && !ordering.test(first) && !roles.some(([pattern]) => pattern.test(first));
  return isSure && !isTold ? input : doubted(input, 'asked');
}
