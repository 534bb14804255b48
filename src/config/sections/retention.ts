import type { Age, Retention } from '../../domain/jobs/retention.ts';
import { parseDuration } from '../../domain/on-call/durations.ts';
import { Refused } from '../../domain/refusal.ts';
import { shown } from '../mistakes.ts';
import { field, group } from './fields.ts';

const dayMs = 86_400_000;
const mostDays = 3_650;
/** After this time the database itself deletes payloads. */
const payloadDays = 7;
/** A report of the last month needs the incidents of up to 62 days. */
const leastForIncidents = 63;

/** Reads how long each kind of data is kept before it is deleted. */
export function retentionSchema() {
  return group('retention: incidents, alerts, payloads, audit, runs', {
    incidents: age(leastForIncidents).optional(),
    alerts: age(1).optional(),
    payloads: age(1, payloadDays).optional(),
    audit: age(30).optional(),
    runs: age(1).optional(),
  }).transform((read): Partial<Retention> => {
    const given = Object.entries(read).filter(([, one]) => one !== undefined);
    return Object.fromEntries(given);
  });
}

/** @param most the most days, after which the database itself deletes the data; absent: the data may be kept forever */
function age(least: number, most?: number) {
  const range = most === undefined ? `from ${least}d, or forever` : `from ${least}d to ${most}d`;
  return field<Age>(`an age such as ${most === undefined ? '400d' : `${most}d`} (${range})`, (value) => {
    if (value === 'forever' && most === undefined) return { value: 'forever' };
    if (typeof value === 'number') {
      return { wrong: `${shown(value)} has no unit`, todo: `${value}d is days, ${value}w is weeks` };
    }
    if (typeof value !== 'string') return { wrong: `is ${shown(value)}` };
    try {
      const days = parseDuration(value) / dayMs;
      if (!Number.isInteger(days)) return { wrong: `${shown(value)} is not in whole days` };
      if (days < least) return { wrong: `${shown(value)} is too short` };
      if (days > (most ?? mostDays)) return { wrong: `${shown(value)} is too long` };
      return { value: days * dayMs };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { wrong: `${shown(value)} is no age` };
    }
  });
}
