import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted, understoodFreely } from '../../../src/ports/commands/press.ts';
import { endsAsking } from '../line/conditions.ts';
import { me, type Names, nameAt } from '../names.ts';
import { isPeriod, splitPeriod } from '../times/period.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, joined, split, type Word, withoutPoliteness } from '../words.ts';

const self = /^(?:i|i['’]?m|im|i['’]?ll|ich|yo|estoy|bin|estaré|私は?)$/iu;
const everybody = /^(?:who|who['’]?s|whos|wer|¿?qui[eé]n(?:es)?|anyone|anybody|jemand|alguien)$/iu;
const beginsAsking =
  /^(?:is|are|will|when|when['’]?s|until|till|bis|wann|ist|sind|wie|lange|how|long|¿?est[aá]|¿?hasta|¿?cu[aá]ndo)$/iu;
/** Words that add nothing before the word that says it. */
const small =
  /^(?:is|are|am|be|will|['’]ll|going|to|has|have|had|taking|takes|take|a|an|the|out|of|on|im|in|not|isn['’]?t|nicht|day|days|day['’]s|currently|right|now|just|gerade|today['’]s|ist|sind|bin|wird|sein|hat|habe|macht|está|están|estoy|estará|estaré|de|tiene|when|until|wann|bis|hasta|cuándo|wieder|office|wer|at)$/iu;
const gone =
  /^(?:away|off|gone|unavailable|ooo|afk|brb|vacation|vacations|leave|pto|holidays?|urlaub|ferien|weg|abwesend|vacaciones|fuera|ausente|不在)$/iu;
const sick = /^(?:sick|ill|unwell|krank|enferm[oa])$/iu;
const back = /^(?:back|returns?|returned|zurück|zurückkommt|vuelta|regresad?o?|vuelve)$/iu;
const today = { en: 'today', de: 'heute', es: 'hoy' } as const;

/** Whom a line is about, and the words after: undefined where it names nobody. */
function subjectOf(
  words: readonly Word[],
  { people }: Names,
): { readonly who: string | 'everybody'; readonly rest: readonly Word[]; readonly isAsking: boolean } | undefined {
  let isAsking = false;
  for (let at = 0; at < words.length && at < 4; at += 1) {
    const word = bare(words[at]!.text);
    if (everybody.test(word)) return { who: 'everybody', rest: words.slice(at + 1), isAsking: true };
    if (self.test(word)) return { who: me, rest: words.slice(at + 1), isAsking };
    const named = nameAt(words.slice(at, at + 3), people);
    if (named && named.id !== me) return { who: named.id, rest: words.slice(at + named.words), isAsking };
    if (!beginsAsking.test(word)) return undefined;
    isAsking = true;
  }
  return undefined;
}

/**
 * Reads who is away and who is back, as people say it: `bob's out friday`, `afk until 3`, `I'm back`. It asks first;
 * `is bob away?` and `who is away?` only show it. Undefined for other lines.
 */
export function awayOrder(line: string, names: Names): CommandInput | undefined {
  const words = withoutPoliteness(split(withoutAsking(line), []));
  const first = bare(words[0]?.text ?? '');
  const subject = /^(?:afk|brb|back)$/iu.test(first)
    ? { who: me, rest: words, isAsking: false }
    : subjectOf(words, names);
  if (!subject) return undefined;
  const { who } = subject;
  const found = betweenIn(subject.rest) ?? sayingIn(subject.rest);
  // Whoever is ill asks for cover.
  if (!found || (who === me && found.state === 'sick')) return undefined;
  const time = joined(found.after).replace(/[\s.!?？]+$/u, '');
  // “Back from lunch” says from what.
  if (found.state === 'back' && /^from\s/iu.test(time)) return undefined;
  // “Back in 5 min” is said to whoever reads along.
  if (found.state === 'back' && who === me && /^(?:in\s+|for\s+)?\d{1,2}\s?(?:m|mins?|minutes?)?$/iu.test(time))
    return undefined;
  // “I’m off 14” gives incident 14 back, and “back” alone may tell it of a service.
  if (time === '' ? /^back$/iu.test(first) : !isPeriod(time) || /^#?\d{1,9}$/u.test(time)) return undefined;
  const isAsking = subject.isAsking || endsAsking(line);
  if (who === 'everybody') return found.state === 'back' ? undefined : { command: 'away', args: { action: 'who' } };
  const person: Record<string, string> = who === me ? {} : { person: who };
  // Without a time, it is shown what is known.
  if (isAsking) return { command: 'away', args: person };
  if (found.state === 'back' && time === '')
    return doubted({ command: 'away', args: { action: 'off', ...person } }, 'asked');
  const when = time === '' && found.state === 'sick' ? found.today : time;
  if (when === '') return found.state === 'gone' ? { command: 'away', args: person } : undefined;
  // “Back monday” says when the time off ends.
  const period =
    found.state === 'back' ? { to: when.replace(/^(?:at|on|um|am|a\s+las?|el)\s+/iu, '') } : splitPeriod(when);
  return understoodFreely({ command: 'away', args: { ...person, ...period } });
}

type Saying = { readonly state: 'gone' | 'sick' | 'back'; readonly after: readonly Word[]; readonly today: string };

/** `bin ab montag im urlaub`: the time comes first. */
function betweenIn(words: readonly Word[]): Saying | undefined {
  const [, time = '', state = ''] =
    /^(?:is|am|are|(?:will\s+)?be|bin|ist|sind|estoy|está|estaré)\s+(\S.*?)\s+(?:(?:im|in|on|auf|de|out\s+of)\s+)?(\S+)$/iu.exec(
      joined(words),
    ) ?? [];
  return gone.test(state) && isPeriod(time) ? { state: 'gone', after: split(time, []), today: '' } : undefined;
}

/** The word that says somebody is away or back, behind small words only, and the words after it. */
function sayingIn(words: readonly Word[]): Saying | undefined {
  let isOut = false;
  let day: string = today.en;
  for (const [at, { text }] of words.entries()) {
    const word = bare(text);
    if (/^(?:ist|hat|bin)$/iu.test(word)) day = today.de;
    if (/^está$/iu.test(word)) day = today.es;
    const state = back.test(word) ? 'back' : sick.test(word) ? 'sick' : gone.test(word) ? 'gone' : undefined;
    if (state) return { state, after: words.slice(at + (isOffDuty(words.slice(at)) ? 2 : 1)), today: day };
    const rest = joined(words.slice(at + 1));
    // “Out” is a state where only a time follows it.
    if (
      /^(?:out|da|available|verfügbar)$/iu.test(word) &&
      (rest === '' || isPeriod(rest)) &&
      (isOut || /^out$/iu.test(word))
    )
      return {
        state: /^da$/iu.test(word) && /wieder/iu.test(joined(words)) ? 'back' : 'gone',
        after: words.slice(at + 1),
        today: day,
      };
    if (!small.test(word)) return undefined;
    isOut ||= /^(?:not|isn['’]?t|nicht|wieder)$/iu.test(word);
  }
  return undefined;
}

function isOffDuty(words: readonly Word[]): boolean {
  return /^(?:off|away)$/iu.test(bare(words[0]!.text)) && /^(?:work|duty|sick)$/iu.test(bare(words[1]?.text ?? ''));
}
