import { mayBeCounted } from '../counted-words.ts';
import { type Names, nameAt } from '../names.ts';
import { fillers, joiner, split, without } from '../words.ts';
import { numberIn } from './questions.ts';

/** A line that considers a command or asks somebody else to give it. */
export interface Considered {
  /** The line without the words around the command. */
  readonly line: string;
  /** False for `maybe resolve 14`, which is a suggestion without a question. */
  readonly isQuestion: boolean;
}

const another =
  '(?:someone|somebody|anyone|anybody|everyone|one of (?:us|you)|jemand|irgendwer|einer|alguien)(?!\\p{L})';
const someone = `(?:${another}|(?:i|we|they|he|she|ich|wir|man|er|sie)(?!\\p{L}))`;

const asking: readonly RegExp[] = [
  new RegExp(
    `^(?:should|shall|can|could|may|might|must|would|will|do|does|did|has|have|is)n?['’]?t?\\s+(?:(?:please|das|bitte|es)\\s+)*(?:${someone}|(?!you(?!\\p{L})|it(?!\\p{L})|this(?!\\p{L}))[\\p{L}@<>.\\d-]+)\\s+(?:(?:please|just|now|maybe|already|want to|need to|have to|going to)\\s+)*`,
    'iu',
  ),
  new RegExp(
    `^(?:soll(?:te|ten|en)?|kann|können|könnte|könnten|darf|dürfen|müssen|muss|will|würde|mag)\\s+(?:(?:bitte|das|es|mal|${someone})\\s+)+`,
    'iu',
  ),
  /^¿?(?:deber[ií]a(?:mos|n)?|debemos|debo|podemos|puedo|hay que|tenemos que|(?:puede|podr[ií]a)\s+alguien|alguien\s+(?:puede|podr[ií]a))\s+(?:que\s+)?/iu,
  /^(?:(?:are we|is it|are you)\s+)?(?:ok|okay|safe|fine|good|ready|time)(?:\s+for\s+(?:us|me))?\s+to\s+/iu,
  new RegExp(
    `^${someone}(?:\\s+(?:please|pls|bitte|por favor|should|could|can|must|needs? to|has to|go))*,?\\s+`,
    'iu',
  ),
  /^(?:誰か|だれか)(?:が|、|\s)*/u,
];

const suggesting =
  /^(?:(?:maybe|perhaps|possibly|probably|vielleicht|eventuell|quiz[aá]s?|tal vez|a lo mejor|i mean(?:t)?|i think|think|i believe|i guess|i suppose|looks like|i(?:['’]d| would) say|ich glaube|ich denke|creo que|you (?:should|could|can|may)|go ahead(?: and)?|feel free to|we (?:should|could|can|might|may|need to|have to|must)|wir (?:sollten|könnten|müssen)|deber[ií]amos|多分|たぶん|そろそろ)(?!\p{L})[\s,、]*)+/iu;

/** `ack 14 sorry 15` means the second number. */
const corrected =
  /^\/?(\p{L}+)\s+#?\d{1,9}[\s,.;–-]+(?:(?:sorry|o+ps|whoops|rather|correction|i meant?|make (?:it|that))[\s,]+)+(#?\d{1,9})[\s.!]*$/iu;

/** `I resolved 14` may report an action or request it. */
const telling =
  /^(?:(?:i|we|ich|wir)(?:['’]?ve|\s+have|\s+habe|\s+haben)?\s+(?:(?:just|now|already|gerade|jetzt)\s+)*|(?:(?:just|already|have|ya|schon|gerade)\s+)+)/iu;

/**
 * Returns the command inside a line that considers it: `should we escalate?`, `can someone ack this`, `maybe resolve 14`,
 * `bob please ack 14`. Undefined for other lines.
 *
 * @param isVerb returns whether a word is a command or an alias
 */
export function considered(line: string, isVerb: (word: string) => boolean, names: Names): Considered | undefined {
  const suggested = line.replace(suggesting, '');
  if (suggested !== line && suggested !== '') return { line: suggested, isQuestion: false };
  const [, verb = '', instead] = corrected.exec(line) ?? [];
  if (instead && isVerb(verb.toLowerCase())) return { line: `${verb} ${instead}`, isQuestion: false };
  const told = line.replace(telling, '');
  if (told !== line && isVerb(firstWord(told))) return { line: told, isQuestion: false };
  const request = added(line, names);
  if (request) return request;
  for (const pattern of asking) {
    const found = pattern.exec(line);
    const rest = found && line.slice(found[0].length);
    if (rest && (isVerb(firstWord(rest)) || namesIncident(rest))) return { line: rest, isQuestion: true };
  }
  return toldTo(line, names) ?? toAnother(line, isVerb, names);
}

/** Returns whether a text has a number that counts nothing: “we have 3 open PRs” names no incident. */
function namesIncident(text: string): boolean {
  const number = numberIn(text);
  if (number === undefined) return false;
  const after = text.slice(text.indexOf(number) + number.length);
  return !mayBeCounted(split(after, []), number);
}

/** Reads `add bob to 14`, `loop bob in` and `we need carol on this`. */
function added(line: string, { people, teams }: Names): Considered | undefined {
  const [, whom = '', incident] =
    /^(?:(?:i|we)\s+)?(?:add|invite|request|bring|call(?=\s+in\s)|get|grab|need|loop|pull|rope|fetch|summon|buzz)\s+(?:in\s+)?(?:(?:a\s+)?responders?\s+)?(\S.*?)(?:\s+(?:in|over|here))*(?:\s+(?:to|on|for|into|in)\s+(?:incident\s+)?(#?\d{1,9}|this|here|it))?(?:[\s,]+(?:please|pls|now|asap|thanks|bitte))*[\s.!?]*$/iu.exec(
      line,
    ) ?? [];
  const words = split(whom, []);
  const named = nameAt(words, [...people, ...teams]);
  // “Bob and carol” is refused: one line pages one.
  const isList = named && joiner.test(words[named.words]?.text ?? '');
  if (!named || named.id === 'me' || (named.words !== words.length && !isList)) return undefined;
  return { line: `page ${whom}${incident && /\d/.test(incident) ? ` about ${incident}` : ''}`, isQuestion: false };
}

/** Reads `tell bob the db is down`. It may mean only a message, but Tocsin can page him. */
function toldTo(line: string, { people, teams, schedules }: Names): Considered | undefined {
  const [, told, news = ''] = /^let\s+(\S+)\s+know(?:\s+(?:that\s+)?([\s\S]+))?$/iu.exec(line) ?? [];
  const [, rest] =
    told !== undefined
      ? [line, `${told} ${news}`.trim()]
      : (/^(?:tell|ask|message|msg|text|dm|sms|phone|ring|alert|notify|contact|inform|reach(?:\s+out\s+to)?|get|sag|ruf|informiere|benachrichtige|avisa|dile|notifica)\s+(?:an?\s+)?([\s\S]+)$/iu.exec(
          line,
        ) ?? []);
  const words = split(rest ?? '', []);
  const main = without(words, fillers);
  const found = rest && nameAt(main, [...people, ...teams, ...schedules]);
  return found && found.id !== 'me' ? { line: `page ${rest}`, isQuestion: false } : undefined;
}

/** Reads `bob please ack 14`, which asks Bob, and `bob has 14`, which is about him. */
function toAnother(line: string, isVerb: (word: string) => boolean, { people }: Names): Considered | undefined {
  // “14 is bob’s”
  const [, owned, owner = ''] =
    /^(#?\d{1,9})\s+(?:is|ist|gehört|belongs to|(?:lo\s+)?(?:tiene|lleva)|es de|está con|is with)\s+(.+?)[\s.!?]*$/iu.exec(
      line,
    ) ?? [];
  const owning = split(
    owner.replace(/(?<=\p{L}{2})s$/u, (s, at: number) => (/['’]$/u.test(owner.slice(0, at)) ? s : '’s')),
    [],
  );
  const whose = owned && nameAt(owning, people);
  if (whose && whose.id !== 'me' && whose.words === owning.length) return { line: `show ${owned}`, isQuestion: false };
  const words = split(line, []);
  const named = nameAt(words, people);
  if (!named || named.id === 'me') return undefined;
  const rest = words.slice(named.words).map(({ text }) => text);
  const first = rest.findIndex(
    (word) =>
      !/^(?:please|pls|can|could|would|will|should|must|needs?|to|you|bitte|kannst|du|puedes|,|:)$/iu.test(word),
  );
  const text = first === -1 ? '' : rest.slice(first).join(' ');
  if (
    /^(?:has|have|had|is|on|took|takes|owns|got|look|looking|working|handling|taking|check|says?|said|thinks?|sagt|dice|hat|ist|übernimmt|kümmert|tiene|está|lo\s+tiene)(?!\p{L})/iu.test(
      text,
    )
  ) {
    const incident = numberIn(text);
    if (incident || /(?<!\p{L})(?:it|this|es|lo|esto)(?!\p{L})|^kümmert\s+sich/iu.test(text))
      return { line: `show ${incident ?? ''}`.trim(), isQuestion: false };
  }
  return text !== '' && isVerb(firstWord(text)) ? { line: text, isQuestion: true } : undefined;
}

function firstWord(line: string): string {
  return (/^\/?(\S+)/u.exec(line)?.[1] ?? '').toLowerCase().replace(/[.,:;!?？]+$/u, '');
}
