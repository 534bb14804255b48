import { describe, expect, it } from 'vitest';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import { secretsOf } from '../../src/config/sections/webhooks.ts';
import { fileWith, monday } from './reading.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;

function read(webhook: string) {
  const source = {
    env: { HOOK_SECRET: ` ${secret} ${other}\n`, ONE: 'Bearer of-the-environment' },
    readFile: (path: string) => {
      if (path === '/run/secrets/hook') return `${other}\n`;
      if (path === '/ca.pem') return '-----BEGIN CERTIFICATE-----\n';
      throw Object.assign(new Error('no'), { code: 'ENOENT' });
    },
    run: () => secret,
  };
  return readFileText(fileWith(`webhooks: { hook: ${webhook} }`), monday, source);
}

const address = 'url: https://hooks.example.org/x';

describe('webhooks in the file', () => {
  it('are read with what they leave out', () => {
    const reading = read(`{ ${address}, secret: "${secret}" }`);
    expect(reading.mistakes.map(oneLine)).toEqual([]);
    expect(reading.directory && reading.webhooks).toEqual([
      { name: 'hook', url: 'https://hooks.example.org/x', secrets: [secret], allowPrivate: false },
    ]);
  });

  it('are read with all that they can say', () => {
    const more = 'events: [resolved, incident.acknowledged], allowPrivate: true, proxy: "http://u:p4ss@proxy:3128"';
    const reading = read(`{ ${address}, secret: ["${secret}", "${other}"], ${more} }`);
    const [webhook] = (reading.directory && reading.webhooks) ?? [];
    expect(webhook).toMatchObject({
      secrets: [secret, other],
      events: ['resolved', 'acknowledged'],
      allowPrivate: true,
      proxy: 'http://u:p4ss@proxy:3128',
    });
    expect(webhook && secretsOf(webhook)).toEqual(expect.arrayContaining([secret, other, secret.slice(6), 'p4ss']));
  });

  it('are read with headers, a body, a time limit and redirects of their own', () => {
    const headers =
      'X-Team: payments, X-Number: 7, Authorization: { file: /run/secrets/hook }, X-Run: "exec:print", X-Env: { env: ONE }';
    const more = `headers: { ${headers} }, body: "{ text: incident.title }", timeout: 3s, followRedirects: true, caFile: /ca.pem`;
    const reading = read(`{ ${address}, secret: "${secret}", ${more} }`);
    expect(reading.mistakes.map(oneLine)).toEqual([]);
    const [webhook] = (reading.directory && reading.webhooks) ?? [];
    expect(webhook).toMatchObject({
      body: '{ text: incident.title }',
      timeoutMs: 3_000,
      followRedirects: true,
      ca: expect.stringContaining('BEGIN CERTIFICATE'),
      headers: [
        { name: 'X-Team', value: 'payments', isSecret: false },
        { name: 'X-Number', value: '7', isSecret: false },
        { name: 'Authorization', value: other, isSecret: true },
        { name: 'X-Run', value: secret, isSecret: true },
        { name: 'X-Env', value: 'Bearer of-the-environment', isSecret: true },
      ],
    });
    expect(webhook && secretsOf(webhook)).toEqual(
      expect.arrayContaining(['Bearer of-the-environment', 'of-the-environment']),
    );
    expect(webhook && secretsOf(webhook)).not.toContain('payments');
  });

  it.each([
    ['secretFile: /run/secrets/hook', [other]],
    ['secretEnv: HOOK_SECRET', [secret, other]],
  ])('have their secrets elsewhere: %s', (said, secrets) => {
    const reading = read(`{ ${address}, ${said} }`);
    expect(reading.mistakes.map(oneLine)).toEqual([]);
    expect(reading.directory && reading.webhooks[0]?.secrets).toEqual(secrets);
  });

  it.each([
    [`{ ${address} }`, /webhooks\.hook.*has no secret/],
    [`{ ${address}, secret: "${secret}", secretEnv: HOOK_SECRET }`, /several ways/],
    [`{ ${address}, secret: whsec_c2hvcnQ= }`, /webhooks\.hook\.secret.*24 to 64 bytes/],
    [`{ ${address}, secret: 12345 }`, /webhooks\.hook\.secret/],
    [`{ ${address}, secret: [] }`, /holds no secret/],
    [`{ ${address}, secretFile: /nowhere }`, /secretFile.*does not exist/],
    [`{ ${address}, secretFile: "${secret}" }`, /holds the secret itself/],
    [`{ ${address}, secretEnv: NOT_SET }`, /NOT_SET.*is not set/],
    [`{ secret: "${secret}" }`, /webhooks\.hook\.url.*missing/],
    [`{ url: ftp://x.example, secret: "${secret}" }`, /webhooks\.hook\.url/],
    [`{ url: "https://u:planted@x.example", secret: "${secret}" }`, /user or password/],
    [`{ ${address}, secret: "${secret}", events: [] }`, /events.*empty list/],
    [`{ ${address}, secret: "${secret}", events: [acknowleged] }`, /events\[0\].*did you mean acknowledged/],
    [`{ ${address}, secret: "${secret}", allowPrivate: perhaps }`, /allowPrivate.*true or false/],
    [`{ ${address}, secret: "${secret}", retries: 3 }`, /retries/],
    [`{ ${address}, secret: "${secret}", body: "incident.[" }`, /webhooks\.hook\.body.*cannot be read/],
    [`{ ${address}, secret: "${secret}", timeout: 30s }`, /webhooks\.hook\.timeout/],
    [`{ ${address}, secret: "${secret}", caFile: /run/secrets/hook }`, /caFile.*holds no certificate/],
    [`{ ${address}, secret: "${secret}", caFile: /nowhere }`, /caFile.*does not exist/],
    [`{ ${address}, secret: "${secret}", headers: [a] }`, /webhooks\.hook\.headers.*is a list/],
    [`{ ${address}, secret: "${secret}", headers: { "a b": c } }`, /not the name of a header/],
    [`{ ${address}, secret: "${secret}", headers: { Webhook-Id: c } }`, /Webhook-Id is set by Tocsin itself/],
    [`{ ${address}, secret: "${secret}", headers: { Content-Length: 4 } }`, /set by Tocsin itself/],
    [`{ ${address}, secret: "${secret}", headers: { X-A: 1, x-a: 2 } }`, /has x-a twice/],
    [`{ ${address}, secret: "${secret}", headers: { X-A: "planted\\r\\nX-B: 1" } }`, /X-A has a line break/],
    [
      `{ ${address}, secret: "${secret}", headers: { X-A: { file: /nowhere } } }`,
      /X-A cannot be read from its file.*not exist/,
    ],
    [`{ ${address}, secret: "${secret}", headers: { X-A: { env: NOT_SET } } }`, /X-A is to be read from NOT_SET/],
    [`{ ${address}, secret: "${secret}", headers: { X-A: { vault: x } } }`, /X-A has not one of file and env/],
    ['https://hooks.example.org', /webhooks\.hook/],
  ])('are told what is wrong with them: %s', (webhook, mistake) => {
    const mistakes = read(webhook).mistakes.map(oneLine).join('\n');
    expect(mistakes).toMatch(mistake);
    expect(mistakes).not.toContain(secret);
    expect(mistakes).not.toContain('planted');
  });
});
