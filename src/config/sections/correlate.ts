import type { Correlation } from '../../domain/alerts/correlation.ts';
import { shown } from '../mistakes.ts';
import { duration } from '../times.ts';
import { field, group } from './fields.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Two alerts hardly ever share more labels. */
const mostLabels = 10;

export function correlationSchema() {
  return group('what alerts share, such as { labels: [cluster, region], within: 10m }', {
    labels: labels(),
    within: duration(minuteMs, 7 * dayMs).default(10 * minuteMs),
  }).transform(({ labels: shared, within }): Correlation => ({ labels: shared, withinMs: within }));
}

function labels() {
  return field<readonly string[]>(`a list of 1 to ${mostLabels} labels such as [cluster, region]`, (value) => {
    if (typeof value === 'string') return { wrong: `is ${shown(value)}`, todo: 'put labels in brackets' };
    if (!Array.isArray(value)) return { wrong: `is ${shown(value)}` };
    const names = value.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
    const isFine = names.length === value.length && names.length > 0 && names.length <= mostLabels;
    if (isFine) return { value: [...new Set(names)] };
    if (names.length > mostLabels) return { wrong: `is a list of ${names.length} labels` };
    return { wrong: names.length < value.length ? 'has an entry that is no label' : `is ${shown(value)}` };
  });
}
