import { describe, expect, it } from 'vitest';
import type { Listed } from '../../../src/domain/incident/listed.ts';
import { lengths, type ReportedIncident, reportContent } from '../../../src/domain/reports/content.ts';
import { periodBefore } from '../../../src/domain/reports/period.ts';
import { sampleDirectory } from '../../harness/directory.ts';

const iso = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

describe('the period of a report', () => {
  it('is the last whole week from Monday on, by the clocks of the zone, also when they change', () => {
    expect(iso(periodBefore('week', 'Europe/Berlin', new Date('2026-03-30T07:00:00Z')))).toEqual([
      '2026-03-22T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it('is the last whole month', () => {
    expect(iso(periodBefore('month', 'America/New_York', new Date('2026-04-01T04:00:00Z')))).toEqual([
      '2026-03-01T05:00:00.000Z',
      '2026-04-01T04:00:00.000Z',
    ]);
  });
});

describe('what a report counts', () => {
  const at = (time: string) => new Date(`2026-03-10T${time}:00Z`);
  const period = { from: new Date('2026-03-09T00:00:00Z'), to: new Date('2026-03-16T00:00:00Z') };
  const alerts = (title: string) => ({ alerts: [{ title, source: 'alertmanager', integration: 'prometheus' }] });
  const incident = (number: number, change: object): Listed =>
    ({
      number,
      title: `Incident ${number}`,
      severity: 'sev2',
      declared: { at: at('06:00') },
      ...change,
    }) as unknown as Listed;

  it('has median and ninetieth percentile', () => {
    expect(lengths([5, 1, 4, 2, 3])).toEqual({ count: 5, medianMs: 3, p90Ms: 5 });
    expect(lengths([])).toBeUndefined();
  });

  it('has each day of the zone, those without an incident and those that clocks make longer too', () => {
    const declared = (number: number, time: string): ReportedIncident => ({
      incident: incident(number, { declared: { at: new Date(time) } }),
      pages: [],
    });
    const week = periodBefore('week', 'Europe/Berlin', new Date('2026-03-30T07:00:00Z'));
    const reported = [declared(1, '2026-03-22T23:30:00Z'), declared(2, '2026-03-29T21:59:00Z')];
    const { byDay } = reportContent(week, reported, new Map(), [], 'Europe/Berlin');
    expect(byDay.map(({ day, incidents }) => `${day} ${incidents}`)).toEqual([
      '2026-03-23 1',
      '2026-03-24 0',
      '2026-03-25 0',
      '2026-03-26 0',
      '2026-03-27 0',
      '2026-03-28 0',
      '2026-03-29 1',
    ]);
  });

  it('has every service, for the CSV', () => {
    const services = Array.from({ length: 12 }, (_, index) => `service-${index}`);
    const reported = services.map((service, index) => ({ incident: incident(index + 1, { service }), pages: [] }));
    const content = reportContent(period, reported, new Map(), [], 'UTC');
    expect(content.services.map(({ service }) => service).sort()).toEqual([...services].sort());
  });

  it('has pages at night by the zone of each person, and the alerts that paged most and that nobody acknowledged', () => {
    const reported: ReportedIncident[] = [
      // 07:30 in Berlin is night, 03:00 in New York too, 08:00 in Berlin is not.
      {
        incident: incident(1, { alerts: alerts('Disk full') }),
        pages: [
          { person: 'alice', at: at('06:30') },
          { person: 'alice', at: at('07:00') },
          { person: 'bob', at: at('07:00') },
        ],
      },
      { incident: incident(2, { alerts: alerts('Disk full') }), pages: [{ person: 'alice', at: at('12:00') }] },
      { incident: incident(3, { service: 'checkout' }), pages: [], toAcknowledgeMs: 1_000 },
    ];
    const { people, schedules } = sampleDirectory();
    const content = reportContent(period, reported, people, schedules.values(), 'UTC');
    expect(content.noisy).toEqual([
      { from: 'prometheus', title: 'Disk full', incidents: 2, pages: 4, unacknowledged: 2 },
    ]);
    const person = (id: string) => content.people.find((one) => one.person === id);
    expect(person('alice')).toMatchObject({ pages: 3, atNight: 1 });
    expect(person('bob')).toMatchObject({ pages: 1, atNight: 1 });
    const onCall = content.onCall.reduce((sum, { totalMs }) => sum + totalMs, 0);
    expect(onCall).toBe(period.to.getTime() - period.from.getTime());
    expect(content.services).toEqual([{ service: 'checkout', incidents: 1, pages: 0 }]);
  });
});
