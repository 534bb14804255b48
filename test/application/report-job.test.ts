import { describe, expect, it } from 'vitest';
import { reportJob } from '../../src/application/jobs/report-job.ts';
import { readWhen } from '../../src/domain/jobs/read-when.ts';
import type { ReportPlan } from '../../src/domain/reports/plan.ts';
import type { NotificationRequest } from '../../src/ports/notifications.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { TestClock } from '../harness/time.ts';

const clock = new TestClock('2026-03-16T08:00:00Z');
const at = new Date('2026-03-11T10:00:00Z');
const dueAt = new Date('2026-03-16T08:00:00Z');
const mostIncidents = 5_000;
const mostEvents = 1_000;

/** Sends the weekly report over so many incidents, each with so many events, to a room and by mail. */
async function report(incidents: number, events: number): Promise<{ room: string; mail: string; csv: string }> {
  const notified: NotificationRequest[] = [];
  const when = readWhen('every monday at 09:00');
  if (typeof when === 'string') throw new Error(when);
  const plan = {
    ...{ id: 'weekly', rule: 'every monday at 09:00', when, period: 'week', zone: 'UTC' },
    ...{ rooms: { web: 'reports' }, people: [], mail: ['boss@example.org'] },
  } as unknown as ReportPlan;
  const store = {
    list: async ({ after = incidents + 1, limit }: { after?: number; limit: number }) => {
      const numbers = Array.from({ length: Math.min(limit, after - 1) }, (_, index) => after - 1 - index);
      const items = numbers.map((number) => ({
        ...{ id: `i${number}`, number, title: 'Checkout is down', severity: 'sev2', service: 'checkout' },
        declared: { at },
      }));
      const last = numbers.at(-1) ?? 1;
      return { items, ...(last > 1 && { next: last }) };
    },
    timeline: async (_id: string, { after = 0, limit }: { after?: number; limit: number }) =>
      Array.from({ length: Math.min(limit, events - after) }, (_, index) => ({
        seq: after + index + 1,
        event: { type: 'noted', at, text: 'x' },
      })),
  };
  const outbox = { notify: async (wanted: readonly NotificationRequest[]) => void notified.push(...wanted) };
  const parts = { clock, directory: () => sampleDirectory(), platforms: ['web', 'email'], outbox, store };
  const job = reportJob(parts as never, plan);
  await job.run({ id: 'report-weekly@1', dueAt, signal: new AbortController().signal });
  const message = (platform: string) => notified.find(({ to }) => to.platform === platform)!.message;
  return {
    room: message('web').body ?? '',
    mail: message('email').body ?? '',
    csv: message('email').attachments?.[0]?.text ?? '',
  };
}

describe('a report that counts not everything', () => {
  it('says so of incidents, in the room, the mail and the CSV', async () => {
    const sentence = 'Only the latest 5,000 incidents of this period are counted.';
    const { room, mail, csv } = await report(mostIncidents + 1, 1);
    expect(room).toContain('Checkout (5000)');
    for (const each of [room, mail]) expect(each.split('\n')).toContain(sentence);
    expect(csv.split('\r\n')).toContain(`note,truncated,text,"${sentence}"`);
  });

  it('says so of timelines', async () => {
    const sentence = 'Of 2 incidents only the first 1,000 timeline events are counted.';
    const { room, mail, csv } = await report(2, mostEvents + 1);
    for (const each of [room, mail]) expect(each.split('\n')).toContain(sentence);
    expect(csv.split('\r\n')).toContain(`note,truncated,text,"${sentence}"`);
  });

  it('says nothing when exactly as much as it counts is there', async () => {
    for (const [incidents, events] of [
      [mostIncidents, 1],
      [2, mostEvents],
    ] as const) {
      const { room, csv } = await report(incidents, events);
      expect(room).not.toContain('counted');
      expect(csv).not.toContain('truncated');
    }
  });
});
