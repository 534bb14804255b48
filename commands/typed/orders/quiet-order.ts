import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted } from '../../../src/ports/commands/press.ts';
import { isPeriod, isTimeOfDay, refuseTwoHours, splitPeriod, timeOfDayIn } from '../times/period.ts';

/** What asks for no pages at all, for a while. “Snooze me” may mean an incident. */
const quietens =
  /^\/?(?:(?:mute|silence|quiet|hush|pause|shelve|suppress|disable|stumm|silenciar?)\s+(?:me|myself|mich|my\s+(?:pages|alerts|notifications|alarms|phone|pager))|(?:don['’]?t|do not|please don['’]?t)\s+(?:page|wake|call|disturb|alert|notify|bother|ping)\s+me|no\s+(?:pages|alerts|calls|notifications|alarms)|weck(?:t|en sie)?\s+mich\s+nicht|no\s+me\s+(?:despiertes|avises|llames))(?:\s+up)?(?:\s+(?:for|to)\s+me|\s+für\s+mich|\s+para\s+mí)?(?!\p{L})/iu;
const quiet =
  /^\/?(?:quiet(?:\s+hours)?|dnd|do not disturb|nicht stören|bitte nicht stören|no molestar|ruhezeit(?:en)?)(?!\p{L})/iu;

/**
 * Reads `mute me until 8`, `dnd 2h`, `quiet tonight` and `quiet tomorrow 22:00 to 23:00`, which say no hours of every day:
 * they ask whether time off is meant. Without a time they show it. Undefined for other lines.
 */
export function quietOrder(line: string): CommandInput | undefined {
  const found = quietens.exec(line) ?? quiet.exec(line);
  if (!found) return undefined;
  const time = line
    .slice(found[0].length)
    .replace(/^[\s.,:!]+|[\s.!]+$/gu, '')
    .replace(/^(?:for|für|por|durante)\s+/iu, '')
    .replace(/^(?:before|vor|antes\s+de)\s+/iu, 'until ')
    .replace(/\s+(?:please|pls|bitte|por favor)$/iu, '');
  if (time === '') return quietens.test(line) ? { command: 'away', args: {} } : undefined;
  if (!isPeriod(time) || /^(?:now|jetzt|ahora|ya)$/iu.test(time)) return undefined;
  const period = splitPeriod(time);
  const { from, to } = period;
  if (
    from === undefined ||
    !isTimeOfDay(from) ||
    (to !== undefined && timeOfDayIn(to) !== undefined && !isTimeOfDay(to))
  )
    return doubted({ command: 'away', args: { ...period } }, 'quiet');
  // Hours of a day are quiet hours.
  refuseTwoHours(period);
  const [begin, end] = [timeOfDayIn(from), to && timeOfDayIn(to)];
  const isAsked = quietens.test(line) && begin !== undefined && end !== undefined;
  return isAsked ? doubted({ command: 'quiet', args: { from: begin, to: end } }, 'asked') : undefined;
}
