import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { me, type Names, nameAt } from '../names.ts';
import { isMoment } from '../times/period.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, joined, split, type Word, withoutPoliteness } from '../words.ts';

const asking = /^(?:when|when['’]?s|what|is|am|are|does|do|will|wann|ist|hat|habe|bin|¿?cu[aá]ndo|¿?est[aá]|estoy)$/iu;
const duty = /^(?:on|up|on-?call|duty|shifts?|turn|dran|bereitschaft|rufbereitschaft|dienst|schicht|guardia|turno)$/iu;
const small =
  /^(?:is|am|are|does|do|will|be|going|to|call|next|again|the|a|his|her|their|my|end|ends|over|start|starts|begin|in|de|ist|hat|habe|wieder|nächste[rns]?|das|mal|está|estoy|otra|vez|próxima|le|toca)?$/iu;
const self = /^(?:i|my|ich|yo|estoy)$/iu;
const inJapanese =
  /^(\S+?)(?:さん)?(?:は|の)?(?:いつ(?:が)?|次(?:は|の)?(?:いつ)?)(?:の)?当番(?:は?(?:いつ)?)?(?:ですか)?[?？。]*$/u;

/**
 * Reads a question about when a person is on call: `when is carol on next`, `what is carol on`, `wann bin ich dran`. Undefined
 * for other lines.
 */
export function rotaQuestion(line: string, { people }: Names): CommandInput | undefined {
  const [, whom] = inJapanese.exec(line) ?? [];
  const [first, ...words] = withoutPoliteness(split(withoutAsking(line), []));
  const theirs = whom === undefined ? undefined : nameAt([{ text: whom, gap: '' }], people);
  if (theirs) return { command: 'oncall', args: { for: theirs.id } };
  if (!first || !asking.test(bare(first.text))) return undefined;
  let person = /^estoy$/iu.test(bare(first.text)) ? me : undefined;
  let isOnDuty = false;
  const rest: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const word = bare(words[at]!.text);
    const named = person === undefined ? nameAt(words.slice(at, at + 3), people) : undefined;
    if (named) person = named.id;
    else if (person === undefined && self.test(word)) person = me;
    else if (rest.length === 0 && duty.test(word)) isOnDuty = true;
    else if (rest.length > 0 || !small.test(word)) rest.push(words[at]!);
    at += named?.words ?? 1;
  }
  const time = joined(rest);
  // “What am I on” asks for incidents.
  if (person === me && /^what$/iu.test(bare(first.text))) return undefined;
  if (person === undefined || !isOnDuty || (time !== '' && !isMoment(time))) return undefined;
  return { command: 'oncall', args: { for: person, ...(time && { at: time }) } };
}
