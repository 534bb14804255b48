import { refusedBy } from '../../../src/domain/refusal.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { isMoment, isPeriod, isTimeOfDay, refuseTwoHours, splitPeriod, timeOfDayIn } from '../times/period.ts';
import { bare, joined, split, without, withoutPoliteness } from '../words.ts';

const everyDay =
  /(?<!\p{L})(?:(?:every|each)\s+(?:single\s+)?(?:day|night|evening)|daily|nightly|jede[nrs]?\s+(?:tag|nacht|abend)|täglich|cada\s+(?:día|noche)|todos los días|todas las noches|毎日|毎晩)(?!\p{L})/iu;
const twoTimes = /\d{1,2}(?::\d\d)?\s*(?:[ap]m|uhr)?\s*(?:[-–—]|to|till?|until|bis|a|hasta|から)\s*\d{1,2}(?!\d)/iu;

/** `quiet 22:00-07:00`, `quiet off until monday` */
export const quietWords: FromWords = (words): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const [first, ...others] = main;
  const action = first && bare(first.text).toLowerCase().replace(/^aus$/, 'off');
  if (action === 'off' || action === 'reset' || action === 'show') {
    const until = joined(without(others, /^(?:until|till|bis|hasta|for)$/i));
    if (until === '') return { args: { action } };
    // “Off tonight” is until the morning: the night’s beginning would be too early.
    if (
      action === 'off' &&
      /^(?:tonight|overnight|heute nacht|esta noche|今夜)$/iu.test(until) &&
      others.length === split(until, []).length
    )
      return { args: { action, until: 'tomorrow 9:00' } };
    return action === 'off' && isMoment(until) ? { args: { action, until } } : { args: { action }, rest: others };
  }
  const text = joined(main).replace(everyDay, ' ').trim();
  const [, hours = text, except] =
    /^([\s\S]*?)[\s,]+(?:except|but|außer|excepto)\s+(?:for\s+)?([\s\S]+)$/iu.exec(text) ?? [];
  if (/^on$/i.test(text)) return { args: { action: 'show' } };
  const { from, to } = splitPeriod(
    hours
      .replace(/^(\S*\d\S*)\s+(\S*\d\S*)$/u, '$1 - $2')
      .replace(/^(?:between|zwischen|entre)\s+(.+?)\s+(?:and|und|y)\s+/iu, '$1 to '),
  );
  refuseTwoHours({ from, to });
  const [begin, end] = [from && timeOfDayIn(from), to && timeOfDayIn(to)];
  const isOfOneDay = begin && end && ![from, to].every((time) => time && isTimeOfDay(time));
  const isHours = isPeriod(hours) || twoTimes.test(hours);
  if (isOfOneDay || (isHours && !(begin && end))) throw refusedBy('quiet-needs-two-times');
  if (!begin || !end) return undefined;
  return { args: { from: begin, to: end, ...(except && { except: except.replace(/\s+and\s+/gi, ',') }) } };
};
