import type { Directory } from '../../../domain/directory.ts';
import { isRecurring } from '../../../domain/maintenance/window.ts';

const utc = 'write UTC if that is meant';

/** Zones without daylight saving time that are named like a zone with it, and what was probably meant. */
const meantBy: Readonly<Record<string, readonly [offset: string, todo: string]>> = {
  EST: ['5 hours behind UTC', 'write America/New_York for New York’s clocks, or America/Panama if it is meant'],
  MST: ['7 hours behind UTC', 'write America/Denver for Denver’s clocks, or America/Phoenix for Arizona’s'],
  GMT: ['UTC', `write Europe/London for London’s clocks; ${utc}`],
};

/**
 * Warns about zones that are an offset: an abbreviation such as EST keeps winter time all year, and the sign of `Etc/GMT+5`
 * is the opposite of what people expect.
 */
export function fixedZones({ people, schedules, policies, maintenance, reports }: Directory): string[] {
  const named = [
    ...[...people.values()].map(({ id, timezone }) => [`people.${id}`, timezone] as const),
    ...[...schedules.values()].flatMap(({ id, timezone, layers }) => [
      [`schedules.${id}`, timezone] as const,
      ...layers.map((layer, index) => [`schedules.${id}.layers[${index}]`, layer.timezone] as const),
    ]),
    ...[...policies.values()].map(({ id, hold }) => [`policies.${id}.hold`, hold?.timezone] as const),
    ...[...(maintenance?.values() ?? [])].map(
      ({ id, time }) => [`maintenance.${id}`, isRecurring(time) ? time.timezone : undefined] as const,
    ),
    ...[...(reports?.values() ?? [])].map(({ id, zone }) => [`reports.${id}`, zone] as const),
  ];
  return named.flatMap(([where, zone]) => {
    const what = zone && warningOf(zone);
    return what ? [`${where}.timezone: ${what}`] : [];
  });
}

function warningOf(zone: string): string | undefined {
  const name = zone.replace(/^Etc\//i, '');
  const [offset, todo] = meantBy[name.toUpperCase()] ?? [];
  if (offset) return `${zone} is ${offset} all year, without daylight saving time; ${todo}`;
  const [, sign, hours] = /^GMT([+-])(\d+)$/i.exec(name) ?? [];
  if (!sign || Number(hours) === 0) return undefined;
  const side = sign === '+' ? 'behind' : 'ahead of';
  return `${zone} is ${hours} hours ${side} UTC all year, without daylight saving time; name a city, such as Europe/Berlin`;
}
