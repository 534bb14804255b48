import { describe, expect, it } from 'vitest';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import { secretsOf } from '../../src/config/sections/webhooks.ts';
import { fileWith, monday } from './reading.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;

function read(webhook: string) {
  const source = {
    env: { HOOK_SECRET: ` ${secret} ${other}\n` },
    readFile: (path: string) => {
      if (path === '/run/secrets/hook') return `${other}\n`;
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
    ['https://hooks.example.org', /webhooks\.hook/],
  ])('are told what is wrong with them: %s', (webhook, mistake) => {
    const mistakes = read(webhook).mistakes.map(oneLine).join('\n');
    expect(mistakes).toMatch(mistake);
    expect(mistakes).not.toContain(secret);
    expect(mistakes).not.toContain('planted');
  });
});
