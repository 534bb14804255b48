import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../email/certificate.ts';
import { closeMailServers, openMailServer, token } from './open.ts';

afterEach(closeMailServers);

const tokens = [
  { name: 'nagios', token },
  { name: 'reader', token: 'reads-only', scopes: ['read' as const] },
];

describe('who may', () => {
  it.each([
    [`alerts+${token}@t.example.org`, undefined],
    [`checkout+${token}@t.example.org`, 'checkout'],
    [`alerts+checkout+${token}@t.example.org`, 'checkout'],
  ])('has a token in the address: %s', async (to, service) => {
    const { send, desk, log } = await openMailServer({ tokens });
    expect(await send({ to, subject: 'x' })).toMatch(/^250 /);
    expect(desk.heard.map((alert) => alert.service)).toEqual([service]);
    expect(JSON.stringify(desk.heard) + log.text()).not.toContain(token);
  });

  it('or logs in', async () => {
    const { send, desk } = await openMailServer({ tokens });
    const mail = { to: 'alerts+checkout@t.example.org', subject: 'x' };
    expect(await send(mail, { user: 'anything', pass: token })).toMatch(/^250 /);
    expect(desk.heard).toMatchObject([{ service: 'checkout' }]);
    expect(await send(mail, { user: 'anything', pass: 'wrong' })).toMatch(/^535 /);
    expect(await send(mail, { user: 'anything', pass: 'reads-only' })).toMatch(/^535 /);
    expect(desk.calls).toBe(1);
    expect(await send({ to: `alerts+${token}@t.example.org` }, { user: 'anything', pass: token })).toMatch(/^250 /);
    expect(JSON.stringify(desk.heard)).not.toContain(token);
  });

  it('logs in on an encrypted line alone, where there is a certificate', async () => {
    const { send, desk } = await openMailServer({ tokens, certificate: makeCertificate() });
    const login = { user: 'anything', pass: token };
    expect(await send({ subject: 'x' }, login, false)).not.toMatch(/^250 /);
    expect(desk.calls).toBe(0);
    expect(await send({ subject: 'x' }, login)).toMatch(/^250 /);
  });

  it.each([
    ['alerts@t.example.org', /^550 5\.7\.1 A token is missing/],
    ['checkout@t.example.org', /^550 5\.7\.1 A token is missing/],
    ['alerts+wrong-token@t.example.org', /^550 5\.7\.1 The token is not one/],
    ['alerts+reads-only@t.example.org', /^550 5\.7\.1 This token may not bring alerts/],
    [`postmaster+${token}@t.example.org`, /^550 5\.1\.1 No such mailbox/],
    [`a$b+${token}@t.example.org`, /^550 5\.1\.1 No such mailbox/],
  ])('is refused at %s', async (to, reply) => {
    const { send, desk, log } = await openMailServer({ tokens });
    expect(await send({ to, subject: 'x' })).toMatch(reply);
    expect(desk.calls).toBe(0);
    expect(log.text()).not.toMatch(/wrong-token|reads-only|Sesam/);
  });

  it('is this machine alone where there are no tokens', async () => {
    const { send, desk } = await openMailServer({ peer: '203.0.113.7' });
    expect(await send({ subject: 'x' })).toMatch(/^550 5\.7\.1 A token is missing/);
    expect(desk.calls).toBe(0);
  });

  it('is told to come again when it guesses too often', async () => {
    const { send } = await openMailServer({ tokens });
    const replies: string[] = [];
    while (replies.length < 100 && !replies.at(-1)?.startsWith('451'))
      replies.push(await send({ to: `alerts+guess${replies.length}@t.example.org`, subject: 'x' }));
    expect(replies.at(-1)).toMatch(/^451 4\.7\.1 /);
  });
});
