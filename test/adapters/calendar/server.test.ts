import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCalendar } from '../../../adapters/calendar/calendar.ts';
import { type HttpServer, startHttp } from '../../../adapters/http/server.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import type { CalendarFeed } from '../../../src/ports/reporting.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { TestClock } from '../../harness/time.ts';
import { readCalendar } from './read-calendar.ts';

const publicUrl = 'https://tocsin.example.org/team';

let directory: Directory;
let log: KeptLog;
let http: HttpServer;
let linkFor: (feed: CalendarFeed) => string;

beforeEach(async () => {
  directory = sampleDirectory();
  log = new KeptLog();
  const clock = new TestClock('2026-03-09T12:00:00.700Z');
  const calendar = createCalendar({ publicUrl }, { directory: () => directory, signing: memorySigning(), clock, log });
  linkFor = calendar.linkFor;
  const ready = async () => ({ ready: true, reasons: [] });
  http = await startHttp({ host: '127.0.0.1', port: 0, routes: [calendar.routes], ready, log });
});

afterEach(() => http.stop());

/** The link as whatever stands in front of this server would pass it on. */
function ask(feed: CalendarFeed | string, init: RequestInit = {}): Promise<Response> {
  const link = typeof feed === 'string' ? feed : linkFor(feed);
  const headers = { 'accept-encoding': 'identity', ...(init.headers as Record<string, string>) };
  return fetch(link.replace(publicUrl, http.url), { ...init, headers });
}

describe('a calendar on the real server', () => {
  it('opens by its link, for a person and for a schedule', async () => {
    expect(linkFor({ person: 'alice' })).toMatch(
      /^https:\/\/tocsin\.example\.org\/team\/calendar\/person\.alice\.[\w-]{43}\.ics$/,
    );
    expect(linkFor({ person: 'alice' })).toBe(linkFor({ person: 'alice' }));
    const response = await ask({ person: 'alice' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="tocsin.person.alice.ics"',
      'cache-control': 'private, max-age=60',
      'last-modified': 'Mon, 09 Mar 2026 12:00:00 GMT',
    });
    const body = await response.text();
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    expect(readCalendar(body).events.length).toBeGreaterThan(10);
    const schedule = readCalendar(await (await ask({ schedule: 'primary' })).text());
    expect(schedule.events.length).toBeGreaterThan(30);
  });

  it.each([{ person: 'alice' }, { schedule: 'primary' }])(
    'no longer opens by a link from before it was renewed: %o',
    async (feed) => {
      const [before, others] = [linkFor(feed), linkFor({ person: 'bob' })];
      const renew = (key: string) => {
        const { people, schedules } = directory;
        const renewed = <T extends object>(all: ReadonlyMap<string, T>, id: string | undefined) =>
          new Map([...all].map(([name, one]) => [name, name === id ? { ...one, calendarKey: key } : one]));
        directory = {
          ...directory,
          people: renewed(people, feed.person),
          schedules: renewed(schedules, feed.schedule),
        };
      };
      renew('first');
      const after = linkFor(feed);
      expect((await ask(after)).status).toBe(200);
      const old = await ask(before);
      expect([old.status, await old.text()]).toEqual([
        410,
        'This calendar link was renewed. Ask the bot “oncall” in a direct message for the new one.\n',
      ]);
      renew('second');
      expect([(await ask(after)).status, (await ask(linkFor(feed))).status]).toEqual([410, 200]);
      expect((await ask(others)).status).toBe(200);
      // The key is part of what is signed.
      expect((await ask(after.replace('@first', '@second'))).status).toBe(404);
    },
  );

  it('answers HEAD with the same headers and no body', async () => {
    const [get, head] = [await ask({ person: 'carol' }), await ask({ person: 'carol' }, { method: 'HEAD' })];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const headers = ({ headers }: Response) =>
      [...headers].filter(([name]) => !/^(?:date|vary|connection|keep-alive)$/.test(name));
    expect(headers(head)).toEqual(headers(get));
  });

  it('sends nothing again to who has it', async () => {
    const etag = (await ask({ person: 'alice' })).headers.get('etag')!;
    const status = async (headers: Record<string, string>) => (await ask({ person: 'alice' }, { headers })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': `"other", ${etag.slice(2)}` })).toBe(304);
    expect(await status({ 'if-none-match': '*' })).toBe(304);
    expect(await status({ 'if-modified-since': 'Mon, 09 Mar 2026 12:00:00 GMT' })).toBe(304);
    expect(await status({ 'if-modified-since': 'Mon, 09 Mar 2026 11:59:59 GMT' })).toBe(200);
    expect(await status({ 'if-modified-since': 'yesterday or so' })).toBe(200);
    // The tag counts more.
    expect(await status({ 'if-none-match': 'W/"other"', 'if-modified-since': 'Mon, 09 Mar 2026 12:00:00 GMT' })).toBe(
      200,
    );
    const again = await ask({ person: 'alice' }, { headers: { 'if-none-match': etag } });
    expect([again.headers.get('etag'), await again.text()]).toEqual([etag, '']);
  });

  it('knows no link that it has not signed', async () => {
    const link = linkFor({ person: 'alice' });
    const flipped = (at: number) => link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
    const start = link.indexOf('person.alice.') + 'person.alice.'.length;
    const signedByAnother = createCalendar(
      { publicUrl },
      { directory: () => directory, signing: memorySigning('another key'), clock: { now: () => new Date(0) }, log },
    );
    const wrong = [
      flipped(start),
      flipped(start + 20),
      flipped(link.length - '.ics'.length - 1),
      link.replace('person.alice', 'person.bob'),
      link.replace('person.alice', 'schedule.primary'),
      link.replace('person.', 'person.%zz'),
      link.replace('.ics', '=.ics'),
      link.replace('.ics', ''),
      link.replace('/calendar/', '/calendar/x/'),
      signedByAnother.linkFor({ person: 'alice' }),
      `${publicUrl}/calendar/`,
      `${publicUrl}/calendar`,
      `${publicUrl}/calendar/.ics`,
      `${publicUrl}/calendar/person.alice..ics`,
      `${publicUrl}/calendar/${'a'.repeat(5_000)}.ics`,
    ];
    for (const address of wrong) {
      const response = await ask(address);
      expect(response.status, address).toBe(404);
      expect(await response.text()).toBe(
        'There is no calendar at this address. Ask the bot “oncall” in a direct message for yours.\n',
      );
    }
  });

  it('says that a person or schedule has gone', async () => {
    const links = [linkFor({ person: 'victor' }), linkFor({ schedule: 'primary' })];
    for (const link of links) expect((await ask(link)).status).toBe(200);
    const { people } = sampleDirectory();
    directory = sampleDirectory({
      people: new Map([...people].filter(([id]) => id !== 'victor')),
      schedules: new Map(),
    });
    for (const link of links) {
      const response = await ask(link);
      expect(response.status).toBe(410);
      expect(await response.text()).toMatch(/^This calendar is no more/);
    }
    expect(readCalendar(await (await ask({ person: 'alice' })).text()).events).toEqual([]);
  });

  it('is only for reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND', 'OPTIONS']) {
      const response = await ask({ person: 'alice' }, { method });
      expect([response.status, response.headers.get('allow')], method).toEqual([405, 'GET, HEAD']);
    }
  });

  it('writes no link into the log or the metrics', async () => {
    await ask({ person: 'alice' });
    await ask(`${linkFor({ person: 'alice' })}x`);
    const secret = linkFor({ person: 'alice' }).slice(-20, -4);
    expect(log.text()).not.toContain(secret);
    const metrics = await (await fetch(`${http.url}/metrics`)).text();
    expect(metrics).not.toContain(secret);
    expect(metrics).toContain('route="/calendar/*"');
  });
});
