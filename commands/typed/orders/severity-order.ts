import type { Severity } from '../../../src/domain/severity.ts';
import { severityMeant } from '../../../src/domain/severity-words.ts';
import { mayBeCounted } from '../counted-words.ts';
import { endsAsking } from '../line/conditions.ts';
import { isSetApart, noteOf } from '../read/reason.ts';
import { bare, split } from '../words.ts';

const verbs =
  /^(?:make|set|raise|lower|bump|upgrade|downgrade|promote|demote|change|move|mark|put|turn|drop|reduce|increase|reclassify|consider|escalate|stufe|setze?|mach|sube|baja|pon|cambia|herabstufen|hochstufen)$/iu;
const kind = /^(?:severity|sev|prio|priority|schweregrad|priorität|severidad|prioridad)$/iu;
const kindFirst = /^\/?(?:severity|sev|prio|priority|schweregrad|priorität|severidad|prioridad)\s/iu;
/** Words that only join. */
const small =
  /^(?:level|is|are|ist|es|to|as|an?|ein|un|una|now|jetzt|ahora|again|at|of|for|on|from|the|la|el|den|auf|als|en|instead|please|pls|incident|incidente|vorfall|=|-|–|—|->|>|=>|→|:)?$/iu;
const pronoun = /^(?:it|its|it['’]s|this|this['’]s|that|that['’]s|dies|esto|lo|das|daraus)$/iu;
const supposed = /^(?:should|must|could|might|may|can|be|probably|maybe|rather|more|like|soll|sollte|sein)$/iu;
/** Words that are a severity only after a verb: “14 urgent” may be a cry. */
const vague = /^(?:urgent|blocker)$/iu;
const numbered =
  /(?<![\p{L}\d#])(?:sev|p|severity|prio|priority|prioridad|severidad)(?:[\s-]?|(?:\s+(?:to|is|=|:|auf|a))+\s+)([0-5])(?![\p{L}\d])/giu;

/**
 * Reads `make it a p1`, `14 is minor`, `downgrade 14 to sev3`, `it’s a sev1 now`, `set sev to 2`: every word is a severity,
 * the incident, or says nothing else, up to a reason.
 *
 * @returns the options of the command, and whether its meaning is sure; undefined for other lines
 */
export function severityOrder(
  line: string,
): { readonly args: Readonly<Record<string, string>>; readonly isSure: boolean } | undefined {
  const typed = split(withLevels(line), []).filter(({ text }) => bare(text) !== '');
  const words = typed.map(({ text }) => bare(text).replace(/^(#?\d{1,9})['’]s$/u, '$1'));
  const hasVerb = verbs.test(words[0] ?? '');
  const hasKind = words.some((word) => kind.test(word));
  let incident: string | undefined;
  let level: Severity | undefined;
  let [isAbout, isSure] = [hasVerb, true];
  let note: string | undefined;
  for (const [at, word] of words.entries()) {
    if (hasVerb && at === 0) continue;
    const isNumber = /^#?\d{1,9}$/u.test(word);
    const known = isNumber ? undefined : severityMeant(word);
    if (known && level === undefined) {
      level = known;
      isAbout ||= /\d/u.test(word);
      isSure &&= hasVerb || hasKind || !vague.test(word);
    } else if (isNumber && incident === undefined) {
      [incident, isAbout] = [word, true];
    } else if (isNumber && level === undefined && hasKind) {
      level = severityMeant(word);
    } else if (supposed.test(word)) isSure = false;
    else if (pronoun.test(word)) isAbout = true;
    else if (!small.test(word) && !kind.test(word)) {
      // The command reads its own reason, and “sev7” is none.
      if (kind.test(words[0]!) || (kindFirst.test(line) && /^(?:sev|p)-?\d+$/iu.test(word))) return undefined;
      // “Set p1 to 5 workers” is about no severity.
      if (level === undefined || !/\d/u.test(words[at - 1]!) || mayBeCounted(typed.slice(at), words[at - 1]!)) {
        if (level === undefined || !isSetApart(typed[at - 1], typed.slice(at))) return undefined;
      }
      const reason = noteOf(typed.slice(at));
      note = reason.note;
      isSure &&=
        !reason.doubtful &&
        (isSetApart(typed[at - 1], typed.slice(at)) ||
          (hasVerb && incident !== undefined) ||
          (kindFirst.test(line) && !mayBeCounted(typed.slice(at), level.at(-1)!)));
      break;
    }
  }
  if (level === undefined || !isAbout) return undefined;
  // “Sev1” alone may as well say what the answer was about.
  const isAlone = words.length === 1 && !/^[\w-]+\s/u.test(line);
  return {
    args: { ...(incident && { incident }), level, ...(note && { note }) },
    isSure: isSure && !isAlone && !endsAsking(line),
  };
}

/** Writes `sev 2`, `priority 1` and `severity to 3` as one word. Of “severity 3 sev1” the first number is the incident. */
function withLevels(line: string): string {
  return line.replace(numbered, (whole, digit: string, at: number) => {
    const rest = line.slice(at + whole.length);
    const others = split(rest.replace(numbered, ' sev$1 '), []).map(({ text }) => bare(text));
    const isIncident =
      /^\s+#?\d(?!\d)/u.test(rest) || others.some((word) => !/^#?\d/u.test(word) && severityMeant(word) !== undefined);
    return isIncident && /^\p{L}{3,}/u.test(whole) ? `severity ${digit}` : ` sev${digit} `;
  });
}
