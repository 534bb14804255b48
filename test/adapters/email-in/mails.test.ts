import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type MailReading, readMail } from '../../../adapters/email-in/mail-reading.ts';
import { textOfMail } from '../../../adapters/email-in/mail-text.ts';

function rowsOf(file: string): string[][] {
  const lines = readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => line.split('\t').map((cell) => cell.replaceAll('\\n', '\n').replaceAll('\\t', '\t')));
}

function read(subject: string, text: string): MailReading {
  const mail = { subject, text } as never;
  return readMail(mail, textOfMail(mail), undefined)[0]!;
}

const mails = rowsOf('mails.tsv').map(([opens = '', first = '', follows = '', second = '', then = '']) => {
  return [opens, follows, then, first, second] as const;
});

it.each(mails)('%s, then %s: %s', (opens, follows, then, first, second) => {
  const [begun, next] = [read(opens, first), read(follows, second)];
  const names = [next.key, ...(next.also ?? [])];
  expect(begun.status).toBe('firing');
  if (then === 'ignore' && next.status !== 'other') expect(next).toMatchObject({ status: 'firing', key: begun.key });
  if (then === 'resolve' || then === 'elsewhere') expect(next.status).toBe('resolved');
  if (then === 'resolve') expect(names).toContain(begun.key);
  if (then === 'apart') expect(next.status).toBe('firing');
  if (then === 'apart' || then === 'elsewhere') expect(names).not.toContain(begun.key);
});

it.each(rowsOf('no-news.tsv'))('%s begins nothing', (subject = '', text = '') => {
  expect(read(subject, text).status).not.toBe('firing');
});
