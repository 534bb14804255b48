import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted } from '../../../src/ports/commands/press.ts';
import { endsAsking } from '../line/conditions.ts';
import { isQuestion } from '../line/questions.ts';
import { type Names, nameAt } from '../names.ts';
import { isPeriod } from '../times/period.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, joined, split, type Word, withoutPoliteness } from '../words.ts';

const noun = /^(?:maintenance|maint|downtime|wartung|mantenimiento|メンテナンス)$/iu;
const starts = /^(?:put|set|place|take|move|bring|switch|setze?|nimm|pon|poner)$/iu;
const ends =
  /^(?:over|done|finished|ended|complete|completed|beendet|fertig|vorbei|abgeschlossen|terminad[oa]|acabad[oa]|finalizad[oa]|terminó|acabó|終了|完了)$/iu;
const leaves = /^(?:out|aus|fuera)$/iu;
const small =
  /^(?:the|a|an|in|into|under|to|on|for|of|mode|window|is|are|has|now|service|ist|der|die|das|in|für|von|an|auf|el|la|los|está|en|ha|de|del|para|modo|と|の|を|は|が)?$/iu;

/**
 * Reads that a service is put in maintenance or that its maintenance is over, in the order that people say it: `put checkout
 * in maintenance for 2h`, `checkout maintenance is over`, `wartung beendet`. What only tells it asks first, and a question
 * shows the windows. Undefined for other lines.
 *
 * @returns a line in the command's order, or the command
 */
export function maintenanceOrder(line: string, { services }: Names): string | CommandInput | undefined {
  const plain = withoutAsking(line)
    .replace(/(?<=\p{L})の?メンテナンス/u, ' メンテナンス')
    .replace(/メンテナンス[をはが]?/u, 'メンテナンス ')
    .replace(/(?<=終了|完了)(?:しました|した|です)?[。！!]*$/u, '');
  const words = withoutPoliteness(split(plain, []));
  const known = [...services, { id: 'all', name: 'everything' }];
  let service: string | undefined;
  const found = { noun: false, start: false, end: false, out: false };
  const rest: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const word = bare(words[at]!.text);
    const named = service === undefined ? nameAt(words.slice(at), known) : undefined;
    if (named) service = named.id;
    else if (noun.test(word)) found.noun = true;
    else if (at === 0 && starts.test(word)) found.start = true;
    else if (ends.test(word)) found.end = true;
    else if (leaves.test(word)) found.out = true;
    else if (!small.test(word) || rest.length > 0) rest.push(words[at]!);
    at += named?.words ?? 1;
  }
  const time = joined(rest);
  const of = service === undefined ? '' : ` ${service}`;
  if (!found.noun) {
    // “Checkout is over” may speak of an incident.
    const isTold = found.end && service !== undefined && rest.length === 0 && !found.start && words.length > 1;
    const isOver = isTold && /(?<!\p{L})(?:over|vorbei|terminad[oa]|acabad[oa]|done|finished)[\s.!]*$/iu.test(line);
    return isOver
      ? doubted({ command: 'maintenance', args: { action: 'stop', service: service! } }, 'asked')
      : undefined;
  }
  if (time !== '' && !isPeriod(time)) return undefined;
  if (endsAsking(line) || isQuestion(line)) return time === '' ? `maintenance list${of}` : undefined;
  if ((found.end || (found.out && found.start)) && time === '') return `maintenance stop${of}`;
  if (service === undefined || found.end || found.out) return undefined;
  if (found.start) return `maintenance start${of} ${time}`.trim();
  // “Checkout is in maintenance” tells it; with a length it is to begin.
  if (noun.test(bare(words[0]!.text)) || nameAt(words, known) === undefined) return undefined;
  return time === '' ? `maintenance list${of}` : `maintenance start${of} ${time}`;
}
