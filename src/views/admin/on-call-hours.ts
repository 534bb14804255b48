import type { OnCallHours } from '../../domain/reports/on-call-hours.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

const hourMs = 3_600_000;

/** Returns a person's hours on call such as “Mara Lindqvist (168 h, 84 at night, 48 at weekends)”. */
export function onCallText({ person, totalMs, nightMs, weekendMs }: OnCallHours, reader: Reader): string {
  const [total, night, weekend] = [totalMs, nightMs, weekendMs].map(hours);
  return reader.t('report.on-call.person', {
    name: nameOf(person, reader),
    total: total!,
    night: night!,
    weekend: weekend!,
  });
}

/** Returns hours, to a tenth. */
export function hours(ms: number): number {
  return Math.round((ms / hourMs) * 10) / 10;
}
