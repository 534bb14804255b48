import { createConnection } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { eventually } from '../../harness/wait.ts';
import { closeMailServers, openMailServer } from './open.ts';

afterEach(closeMailServers);

describe('a mail', () => {
  it('becomes an alert, and the mail about its end ends it', async () => {
    const { send, desk } = await openMailServer();
    const text = 'Disk of db-1 is 99 % full.\nhttps://user:pass@grafana.example.org/d/disk.';
    const date = new Date('2026-01-15T11:59:00Z');
    expect(await send({ subject: 'PROBLEM: Disk of db-1', text, date })).toMatch(/^250 .*incident 1$/);
    expect(desk.heard).toEqual([
      {
        source: 'email',
        status: 'firing',
        title: 'PROBLEM: Disk of db-1',
        description: text,
        fingerprint: expect.any(String),
        labels: [
          { name: 'from', value: 'nagios@example.org' },
          { name: 'mailbox', value: 'alerts' },
        ],
        url: 'https://grafana.example.org/d/disk',
        startsAt: date,
      },
    ]);
    expect(await send({ subject: 'Re: RECOVERY: disk of DB-1', text: '' })).toMatch(/^250 /);
    expect(desk.heard[1]).toMatchObject({ status: 'resolved', fingerprint: desk.heard[0]?.fingerprint });
    expect(desk.open).toEqual([]);
  });

  it.each([
    ['checkout@tocsin.example.org', 'checkout'],
    ['alerts+checkout@tocsin.example.org', 'checkout'],
    ['ALERTS@tocsin.example.org', undefined],
  ])('to %s is for %s', async (to, service) => {
    const { send, desk } = await openMailServer();
    expect(await send({ to, subject: 'x' })).toMatch(/^250 /);
    expect(desk.heard.map((alert) => alert.service)).toEqual([service]);
  });

  it('to two services is an alert for each, and each service has its own', async () => {
    const { send, desk } = await openMailServer();
    await send({ to: 'checkout@t.example.org, search@t.example.org, alerts+search@t.example.org', subject: 'x' });
    expect(desk.heard.map(({ service }) => service)).toEqual(['checkout', 'search']);
    expect(new Set(desk.heard.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(desk.calls).toBe(1);
  });

  it('that comes again is the same mail', async () => {
    const { send, desk } = await openMailServer();
    const mail = { subject: 'x', messageId: '<1@monitor.example.org>' };
    expect(await send(mail)).toMatch(/incident 1$/);
    expect(await send(mail)).toMatch(/incident 1$/);
    expect([desk.calls, desk.heard.length]).toEqual([2, 1]);
    await send({ ...mail, to: 'checkout@t.example.org' });
    expect(desk.heard).toHaveLength(2);
  });

  it('in HTML, in another script, too long or without a subject is read too', async () => {
    const { send, desk } = await openMailServer();
    await send({ subject: 'Платёж не прошёл 🚨', html: '<p>Плохо<br>дело</p><script>alert(1)</script>' });
    await send({ subject: 'x'.repeat(500), text: '🚨'.repeat(3_000) });
    await send({ text: '\n\nThe first line\nand more' });
    expect(desk.heard.map(({ title }) => title)).toEqual([
      'Платёж не прошёл 🚨',
      `${'x'.repeat(199)}…`,
      'The first line',
    ]);
    expect(desk.heard[0]?.description).toBe('Плохо\nдело');
    expect(desk.heard[1]?.description).toHaveLength(3_999);
    expect(desk.heard[1]?.description).toMatch(/🚨…$/u);
  });

  it('with a date that cannot be is taken without it', async () => {
    const { send, desk } = await openMailServer();
    await send({ subject: 'x', date: new Date('2036-01-15T11:59:00Z') });
    await send({ subject: 'x', date: new Date('1970-01-15T11:59:00Z') });
    for (const alert of desk.heard) expect(alert).not.toHaveProperty('startsAt');
  });
});

describe('its answer', () => {
  it('comes when the desk has settled, and not before', async () => {
    const { send, desk } = await openMailServer();
    let go = () => {};
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    desk.after = () => waiting;
    let reply: string | undefined;
    const sent = send({ subject: 'x' }).then((said) => {
      reply = said;
    });
    await eventually('the desk hears of it', () => desk.heard.length === 1);
    expect(reply).toBeUndefined();
    go();
    await sent;
    expect(reply).toMatch(/^250 /);
  });

  it.each<[string, () => void]>([
    [
      'the database is away',
      () => {
        throw new StoreUnavailable('away');
      },
    ],
    [
      'something breaks',
      () => {
        throw new TypeError('undefined is not a function');
      },
    ],
  ])('is 451 when %s, and the next one is taken', async (_, fails) => {
    const { send, desk } = await openMailServer();
    desk.before = fails;
    expect(await send({ subject: 'x' })).toMatch(/^451 4\.3\.0 /);
    desk.before = () => undefined;
    expect(await send({ subject: 'x' })).toMatch(/^250 /);
    expect(desk.heard).toHaveLength(1);
  });

  it('is 451 when the desk never settles', async () => {
    const { send, desk } = await openMailServer({ receiveLimitMs: 20 });
    desk.before = () => new Promise(() => {});
    expect(await send({ subject: 'x' })).toMatch(/^451 4\.3\.0 Keeping the alert takes too long/);
  });

  it('is 552 for more than 1 MiB, told before or not', async () => {
    const { send, desk, port } = await openMailServer();
    expect(await send({ subject: 'x', text: 'x'.repeat(1_100_000) })).toMatch(/^552 /);
    const said = await talk(port, [
      'EHLO me.example.org',
      'MAIL FROM:<a@example.org>',
      'RCPT TO:<alerts@t.example.org>',
      'DATA',
      `Subject: x\r\n\r\n${'y'.repeat(70).concat('\r\n').repeat(16_000)}.`,
    ]);
    expect(said).toMatch(/\n552 5\.3\.4 The mail is more than 1 MiB/);
    expect(desk.calls).toBe(0);
  });
});

describe('loops', () => {
  const ours = '0123456789abcdef0123456789abcdef01234567@tocsin.example.org';
  const from = 'Tocsin <alerts@tocsin.example.org>';

  it.each<[string, object]>([
    ['an automatic reply', { headers: { 'auto-submitted': 'auto-replied' } }],
    ['an automatic reply', { headers: { precedence: 'auto_reply' } }],
    ['a bounce', { envelope: { from: '', to: 'alerts@t.example.org' } }],
    ['our own mail', { messageId: `<${ours}>` }],
  ])('%s is dropped', async (why, mail) => {
    const { send, desk } = await openMailServer({ from });
    expect(await send({ subject: 'Out of office', ...mail })).toBe(
      `250 2.0.0 Dropped, since it is no alert but ${why}`,
    );
    expect(desk.calls).toBe(0);
  });

  it('a reply to a page goes back to whoever wrote it', async () => {
    const { send, desk } = await openMailServer({ from });
    expect(await send({ subject: 'Re: page', inReplyTo: `<${ours}>` })).toMatch(/^550 5\.7\.1 Nobody reads replies/);
    expect(await send({ subject: 'Re: page', references: ['<a@b>', `<thread.${ours}>`] })).toMatch(/^550 /);
    expect(desk.calls).toBe(0);
  });

  it('a monitor is no loop, nor is a neighbour in our domain', async () => {
    const { send, desk } = await openMailServer({ from });
    await send({ subject: 'x', headers: { 'auto-submitted': 'auto-generated' } });
    await send({ subject: 'x', messageId: '<cron.1@tocsin.example.org>' });
    // Some appliances give no envelope sender, as mail servers do with their bounces.
    await send({ subject: 'Fan 2 of rack 7 is CRITICAL', envelope: { from: '', to: 'alerts@t.example.org' } });
    expect(desk.heard).toHaveLength(3);
  });
});

describe('bad input', () => {
  it('that is no mail and no SMTP harms nobody', async () => {
    const { send, desk, port, log } = await openMailServer();
    await talk(port, ['GET / HTTP/1.1', 'Host: x', '']);
    await talk(port, ['EHLO x', 'RCPT TO:<alerts@t.example.org>', `MAIL FROM:<${'a'.repeat(3_000)}@example.org>`]);
    const start = ['EHLO x', 'MAIL FROM:<a@example.org>', 'RCPT TO:<alerts@t.example.org>', 'DATA'];
    await talk(port, [...start, '\0\xff\xfe--=_\r\n.']);
    await talk(port, [...start, `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\n'.repeat(5_000)}.`]);
    const before = desk.calls;
    // Gone in the middle of a mail.
    await hangUp(port, [...start, 'Subject: half']);
    expect(await send({ subject: 'x' })).toMatch(/^250 /);
    expect(desk.calls).toBe(before + 1);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('at a port that is taken says where', async () => {
    const { port } = await openMailServer();
    await expect(openMailServer({ port })).rejects.toThrow(`127.0.0.1:${port} (EADDRINUSE)`);
  });
});

it('stops, and starts no mail any more', async () => {
  const { emailIn, send } = await openMailServer();
  await emailIn.stop();
  expect(await send({ subject: 'x' })).toMatch(/ECONNREFUSED/);
});

/** Says each line once the server has answered the one before; everything that it said. */
function talk(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1');
    const left = [...lines, 'QUIT'];
    let said = '';
    socket.on('data', (data) => {
      said += data.toString('latin1');
      // The last line of an answer has a blank behind its code.
      if (/^\d{3} .*\r\n$/m.test(said.split('\r\n').slice(-2).join('\r\n'))) {
        const next = left.shift();
        if (next !== undefined) socket.write(`${next}\r\n`, 'latin1');
      }
    });
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
  });
}

function hangUp(port: number, lines: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n`);
      socket.once('data', () => socket.destroy());
    });
    socket.on('close', () => resolve());
  });
}
