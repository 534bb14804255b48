import { numberMeant } from '../../../src/lib/words/number-words.ts';
import { emoji } from '../words.ts';

const quoted =
  /^(?:\*{1,3}([^*]+)\*{1,3}|_{1,2}([^_]+)_{1,2}|“([^“”]*)”|‘([^‘’]*)’|"([^"]*)"|'([^']*)'|`{1,3}([^`]*)`{1,3}|「([^「」]*)」|«([^«»]*)»|\(([^()]*)\)|\[([^\][]*)\])$/u;

/**
 * Removes what platforms and keyboards add to a line: `/incident` before it, quotes around it, list bullets, full-width
 * letters and digits, invisible characters. Inserts a missing space between a verb and a number, and replaces a link to an
 * incident with its number.
 *
 * @param isVerb returns whether a word is a command or an alias
 */
export function plainLine(line: string, isVerb: (word: string) => boolean): string {
  const visible = withoutQuote(line.replace(/[\u200b\u2060\ufeff]/gu, '').trim(), isVerb);
  const text = (
    quoted
      .exec(visible)
      ?.slice(1)
      .find((inside) => inside !== undefined) ?? visible
  )
    .trim()
    .replace(leadingEmoji, '')
    .replace(/^\/?(?:incident|tocsin(?=\s+\S))(@\w+)?(?:[:：]\s*|\s+|$)/i, '')
    .replace(/^(\/\p{L}+)@\w+(?=\s|$)/u, '$1')
    .replace(/^[Ａ-Ｚａ-ｚ]+/u, (wide) => wide.normalize('NFKC'))
    .replace(/[０-９＃]+[ａ-ｚＡ-Ｚ]*/gu, (wide) => wide.normalize('NFKC'))
    .replace(/^(\p{L}+)\s*(?:->|=>|→|:|=)\s*(?=#?\d)/u, '$1 ')
    .replace(/^((?:\S+\s+)?)inc(?:ident)?-(?=\d)/iu, '$1')
    .replace(
      /^(\S+\s+)(?:(?:inc|id|nr|no|number)\s*[:=]\s*|incident\s+[:=]\s*|incident[:=]\s+)(?=#?\d{1,9}(?![\p{L}\d]))/iu,
      '$1',
    )
    .replace(marked, '$1$3')
    .replace(opening, (whole, ...verbs: string[]) =>
      isVerb((verbs.slice(0, 2).find(Boolean) ?? '').toLowerCase()) ? '' : whole,
    )
    .replace(levelInWords, (_, kind: string, number: string) => `${kind} ${numberMeant(number)}`)
    .replace(/^(\p{L}+)\s+\1(?=\s+#?\d|$)/iu, (twice, verb: string) => (isVerb(verb.toLowerCase()) ? verb : twice))
    .replace(/\s?\*+$/u, '')
    .replace(/\s*\n(?:--\s*\n[\s\S]*|sent from my \p{L}+.*)$/iu, '')
    .replace(/^el\s+(?=#?\d{1,9}\s+(?:es|est[aá]|lo|ya|fue)(?!\p{L}))/iu, '')
    .replace(/^(\S+)\s+(incident|inc|vorfall|incidente)\s+#\s+(?=\d)/iu, '$1 $2 #')
    .replace(/(?<=\d\s?[ap])\.\s?m\.?(?!\p{L})/giu, 'm')
    .replace(kanjiIncident, (whole, number: string) =>
      /^一番/u.test(whole) ? whole : String(numberMeant(number) ?? whole),
    )
    .replace(/\s+@tocsin\w*\s*$/iu, '')
    .replace(flags, (_, name: string, value: string) => ` ${/^sev$/iu.test(name) ? 'severity' : name}:${value}`)
    .trim();
  return withNumber(withoutBullet(withoutOtherBot(withoutLinks(text), isVerb), isVerb), isVerb);
}

/** What adds nothing before a command: `just ack 14`, `sorry, ack 15`. “Just resolved 14” tells of it. */
const opening =
  /^(?:just\s+(?=(\p{L}+)(?!\p{L})(?<!ed|ing|done|mine))|(?:sorry|o+ps|whoops|correction)[\s,.:!]+(?=\/?(\p{L}+)\s+#?\d))/iu;

/** `severity one`, as a phone writes down what it hears. */
const levelInWords =
  /(?<!\p{L})(sev|severity|prio|priority|schweregrad|priorität|severidad|prioridad)\s+(one|two|three|four|eins|zwei|drei|vier|uno|dos|tres|cuatro)(?!\p{L})/giu;

/** Marks of Markdown around a verb or an incident’s number: `**ack** 14`, `ack `14``. A text keeps its marks. */
const marked = /^(\S+\s+)?(\*{1,3}|_{1,2}|`{1,3}|~{1,2})(\/?\p{L}+(?=\S+\s)|#?\d{1,9})\2(?=[\s.,:!?]|$)/u;

/** Removes a quoted message before the line that answers it. A verb alone means the incident that the quote names. */
function withoutQuote(text: string, isVerb: (word: string) => boolean): string {
  const [, quote = '', answer = ''] = /^((?:>[^\n]*\n\s*)+)([^>\s][\s\S]*)$/u.exec(text) ?? [];
  const [named, ...others] = new Set(quote.match(/#\d{1,9}(?!\d)/gu));
  if (answer === '') return text;
  return named && others.length === 0 && isVerb(answer.toLowerCase()) ? `${answer} ${named}` : answer;
}

/** `🚨 ack 14`; an emoji before a number says what to do with it. */
const leadingEmoji = new RegExp(String.raw`^(?:${emoji})+\s+(?=\p{L})`, 'u');

/** `十四を確認`, `二番`, `ack 十四`: `十分` is a length. */
const kanjiIncident = /(?<=^(?:\S+\s+)?)([一二三四五六七八九十百]+)番?(?=[をはがのに]|[\s?？。]|$)/u;

/** `--severity=sev1`, as on a command line. */
const flags =
  /\s--(severity|sev|service|title|description|for|to|person|role|incident|status|state|from|at|level|message|reason|summary)[=\s]\s*("[^"]*"|“[^”]*”|[^\s-]\S*)/giu;

const link = String.raw`(?:<|\[[^\][]*\]\()?(?:https?:\/\/)?[^\s/<>|()]+\/incidents\/(\d{1,9})(?:[?#][^\s<>|)]*)?(?:\|[^>]*)?[>)]?`;
const firstLink = new RegExp(`^(\\S+\\s+)?${link}(?=[\\s.,:;!?]|$)`, 'u');
const everyLink = new RegExp(link, 'gu');

/** Replaces a leading link with the incident's number; a link further on is part of a text. */
function withoutLinks(text: string): string {
  if (/^\/?merge\b/iu.test(text)) return text.replace(everyLink, '#$1');
  return text.replace(firstLink, (_, verb = '', number: string) => `${verb}#${number}`);
}

const otherBot =
  /^\/?(?:pd|pagerduty|og|opsgenie|genie|ic|inc|fh|firehydrant|rootly|squadcast|zd|zenduty|goalert|betterstack|grafana)\s+(?=\/?(\p{L}+(?:-\p{L}+)?|#?\d+))/iu;

/** Removes the name of another bot that people still type: `/pd ack 14`. */
function withoutOtherBot(text: string, isVerb: (word: string) => boolean): string {
  const [name = '', verb = ''] = otherBot.exec(text) ?? [];
  // “IC 14 bob” says who commands it.
  const isNumber = /^#?\d/u.test(verb) && !/^\/?ic\s/iu.test(name);
  return name !== '' &&
    (isNumber ||
      isVerb(verb.toLowerCase()) ||
      /^(?:who|whoisoncall|on-call|lead|role|get|alert|add|trigger|new|mitigate|update|status)/iu.test(verb))
    ? text.slice(name.length)
    : text;
}

/** Removes a bullet: `- ack 14` and `!ack 14` are commands. `> ack 14` is a quote, not a command. */
function withoutBullet(text: string, isVerb: (word: string) => boolean): string {
  const [bullet = ''] = /^(?:[-*•–!.\\$/]{1,2}|\d{1,2}[.)](?=\s+\p{L}+\s+#?\d))\s*(?=\p{L})/u.exec(text) ?? [];
  const rest = text.slice(bullet.length);
  return bullet !== '' && isVerb((/^\p{L}+/u.exec(rest)?.[0] ?? '').toLowerCase()) ? rest : text;
}

/** Separates a verb and a number: `ack14`, `ack.14`, `14ack`, `14 - ack`. Options before the verb go behind it. */
function withNumber(typed: string, isVerb: (word: string) => boolean): string {
  const is = (word: string) => isVerb(word.toLowerCase());
  const text = typed
    .replace(/^((?:\p{L}+:\S+\s+)+)((\p{L}+)[\s\S]*)$/u, (all, options: string, rest: string, verb: string) =>
      is(verb) ? `${rest} ${options.trim()}` : all,
    )
    .replace(/^(#?\d{1,9})\s*[.,:;–—-]?\s*(?=(\p{L}{3,}))/u, (all, number: string, verb: string) =>
      is(verb) ? `${number} ` : all,
    );
  const [whole = '', verb = '', number = ''] =
    /^\/?(\p{L}{2,})[-_.,;/]?(#?\d{1,9})(?![\p{sc=Latin}\d])/u.exec(text) ??
    /^\/?(\p{L}{2,})\s+(?:n[°º]\s*|№\s*|#\s+)(\d{1,9})(?![\p{sc=Latin}\d])/iu.exec(text) ??
    [];
  // “Sev1” is a severity, not an incident.
  if (!verb || /^(?:sev|p|s|prio|severity|priority)$/i.test(verb) || !is(verb)) return text;
  return `${verb} ${number}${text.slice(whole.length).replace(/^(?=\p{L})/u, ' ')}`;
}
