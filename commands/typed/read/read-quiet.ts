import { refusedBy } from '../../../src/domain/refusal.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { isMoment, isPeriod, splitPeriod, timeOfDayIn } from '../times/period.ts';
import { bare, joined, without, withoutPoliteness } from '../words.ts';

/** `quiet 22:00-07:00`, `quiet off until monday` */
export const quietWords: FromWords = (words): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const [first, ...others] = main;
  const action = first && bare(first.text).toLowerCase().replace(/^aus$/, 'off');
  if (action === 'off' || action === 'reset' || action === 'show') {
    const until = joined(without(others, /^(?:until|till|bis|hasta|for)$/i));
    if (until === '') return { args: { action } };
    return action === 'off' && isMoment(until) ? { args: { action, until } } : { args: { action }, rest: others };
  }
  const text = joined(main);
  const [, hours = text, except] =
    /^([\s\S]*?)[\s,]+(?:except|but|außer|excepto)\s+(?:for\s+)?([\s\S]+)$/iu.exec(text) ?? [];
  if (/^on$/i.test(text)) return { args: { action: 'show' } };
  const { from, to } = splitPeriod(hours.replace(/^(\S*\d\S*)\s+(\S*\d\S*)$/u, '$1 - $2'));
  const [begin, end] = [from && timeOfDayIn(from), to && timeOfDayIn(to)];
  if (isPeriod(hours) && !(begin && end)) throw refusedBy('quiet-needs-two-times');
  if (!begin || !end) return undefined;
  return { args: { from: begin, to: end, ...(except && { except: except.replace(/\s+and\s+/gi, ',') }) } };
};
