import { afterEach, describe, expect, it } from 'vitest';
import { createEmail } from '../../adapters/email/adapter.ts';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { ConnectedChat } from '../harness/connected-chat.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { type FakeMail, startFakeMail } from '../harness/fake-mail.ts';
import { memorySigning } from '../harness/memory-signing.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

const people = 'people: { alice: { email: alice@example.org, role: admin }, bob: { name: Bob } }\n';
const read = (text: string) => readFileText(people + text, new Date('2026-03-09T12:00:00Z'));

function reportsIn(text: string): Directory['reports'] {
  const { directory, mistakes } = read(text);
  if (!directory) throw new Error(mistakes.map(oneLine).join('\n'));
  return directory.reports;
}

describe('reports of the file', () => {
  it.each([
    ['{ when: sometimes, to: { people: [alice] } }', 'reports.weekly.when', '“sometimes” is not understood'],
    ['{ when: every monday at 25, to: { people: [alice] } }', 'reports.weekly.when', 'no hour that can be read'],
    ['{ when: every monday at 9, to: {} }', 'reports.weekly.to', 'names nobody'],
    ['{ when: every monday at 9, to: { people: [carol] } }', 'reports.weekly.to.people[0]', 'there is no person'],
    ['{ when: every monday at 9, to: { mail: [boss] } }', 'reports.weekly.to.mail[0]', 'is not a mail address'],
    ['{ to: { people: [alice] } }', 'reports.weekly.when', 'is missing'],
    ['{ when: daily, period: day, to: { people: [alice] } }', 'reports.weekly.period', 'week or month'],
  ])('with a mistake are told by path: %s', (report, where, what) => {
    const { mistakes } = read(`reports: { weekly: ${report} }`);
    expect(mistakes.map((one) => one.where)).toEqual([where]);
    expect(oneLine(mistakes[0]!)).toContain(what);
  });
});

describe('a report', () => {
  let stage: Stage | undefined;
  let mail: FakeMail | undefined;
  let email: ConnectedChat | undefined;

  afterEach(async () => {
    await email?.close();
    await stage?.close();
    await mail?.close();
  });

  it('goes out on its day, once from two processes: a message to the room, and a mail with charts and a CSV', async () => {
    mail = await startFakeMail();
    let now = () => new Date();
    const directory = sampleDirectory({
      reports: reportsIn(`reports:
  weekly:
    when: every monday at 09:00
    timezone: Europe/Berlin
    to: { web: reports, people: [alice, bob], mail: [boss@example.org] }`)!,
    });
    email = new ConnectedChat(
      createEmail(
        { smtpUrl: `smtp://127.0.0.1:${mail.port}`, from: 'tocsin@example.org', publicUrl: 'http://tocsin.test' },
        {
          log: { debug() {}, info() {}, warn() {}, error() {} },
          clock: { now: () => now() },
          signing: memorySigning(),
          directory: () => directory,
        },
      ),
    );
    const web = new ChatDouble('web');
    stage = await openStage([web, email], directory);
    now = stage.clock.now;
    const other = stage.replica();
    await email.connect((why) => {
      throw why;
    });
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    await stage.passes(4);
    await stage.says('alice', 'ack 1');
    await stage.says('alice', 'task 1 =rotate the keys');
    await stage.passes(26);
    await stage.says('alice', 'resolve 1 rolled back');
    // Thursday, 23:10 in Berlin: at night for Alice.
    stage.clock.set(new Date('2026-03-12T22:10:00Z'));
    await stage.says('bob', 'declare Search is slow severity:sev3 service:search');
    await stage.passes(1);
    stage.clock.set(new Date('2026-03-16T08:00:05Z'));
    await Promise.all([stage.tocsin.sweep(), other.sweep()]);
    await Promise.all([stage.tocsin.idle(), other.idle()]);
    await stage.passes(1);

    const room = web.inChannel('reports');
    expect(room).toHaveLength(1);
    const { title, body = '', charts } = room[0]!.message;
    expect(title).toBe('Report weekly: 2 incidents, Mon 9 Mar 00:00 CET to Sun 15 Mar 23:59 CET');
    expect(charts).toBeUndefined();
    const lines = body.split('\n');
    expect(lines[0]).toBe('sev1: 1 · sev3: 1');
    expect(lines[1]).toBe('Time to acknowledge: median 4m, 9 of 10 within 4m');
    expect(lines[2]).toBe('Time to resolve: median 30m, 9 of 10 within 30m');
    expect(lines[3]).toBe('By service: Checkout (1) · Search (1)');
    expect(lines[4]).toMatch(/^Pages: Alice Chen \(\d+, [1-9]\d* at night\)/);
    expect(body).toContain('Open tasks: #1 (1)');
    expect(body).toContain('On call: Alice Chen (159 h, 76 at night, 48 at weekends)');

    const received = mail;
    const isReport = ({ parsed }: FakeMail['received'][number]) => parsed.subject?.startsWith('Report weekly') ?? false;
    const reports = await eventually('the mails are there', () => {
      const found = received.received.filter(isReport);
      return found.length >= 3 && found;
    });
    expect(reports.flatMap(({ to }) => to).sort()).toEqual([
      'alice@example.org',
      'bob@example.org',
      'boss@example.org',
    ]);
    const { html, text, attachments } = reports[0]!.parsed;
    expect(html).toContain('alt="Incidents by service: Checkout: 1, Search: 1"');
    // In Berlin both were declared on that day.
    expect(html).toContain(
      'alt="Incidents per day: 9 Mar: 1, 10 Mar: 0, 11 Mar: 0, 12 Mar: 1, 13 Mar: 0, 14 Mar: 0, 15 Mar: 0"',
    );
    expect(text).toContain('Incidents by severity\nsev1: 1');
    expect(attachments.map(({ filename, contentType }) => `${filename} ${contentType}`)).toEqual([
      ...[1, 2, 3, 4, 5].map((chart) => `chart-${chart}.png image/png`),
      'report-2026-03-09.csv text/csv',
    ]);
    const rows = attachments[5]!.content.toString('utf8').split('\r\n');
    expect(rows[0]).toBe('kind,name,figure,value');
    expect(rows).toContain('severity,sev1,incidents,1');
    expect(rows).toContain('day,2026-03-12,incidents,1');
    expect(rows).toContain('person,Alice Chen,on_call_hours,159');
    expect(rows).toContain('person,Alice Chen,on_call_hours_at_night,76');
    expect(rows).toContain('person,Alice Chen,on_call_hours_at_weekends,48');
    expect(rows).toContain("open_task,#1,text,'=rotate the keys");
    mail.verify();
    const jobs = (await stage.says('alice', 'jobs')).body;
    expect(jobs).toMatch(
      /report-weekly · every monday at 09:00 · next Mon 23 Mar 09:00 CET · succeeded .*: sent 4 messages/,
    );
  });
});
