import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { outsideBrackets, usePseudoLocale } from '../harness/pseudo-locale.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;
let putBack: () => void;

/** Everybody reads a language whose texts are pseudo texts: what is outside of their brackets is data, or a mistake. */
beforeEach(async () => {
  putBack = usePseudoLocale('es');
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, operators: { slack: 'C2' }, open: { slack: 'channel' } } as const;
  stage = await openStage([slack], sampleDirectory({ rooms, language: 'es' }));
});

afterEach(async () => {
  await stage.close();
  putBack();
});

/** Names, and what the test's people typed. */
const data = [
  ...['Alice Chen', 'Bob Okafor', 'Carol Díaz', 'Victor Lund', 'Checkout is down', 'Checkout', 'primary'],
  ...['rotate the keys', 'it is the cache', 'rolled back', 'database move', 'account_inactive', 'not-allowed'],
  ...['sev1', 'sev2', 'sev3', 'sev4', 'done', 'refused', 'America/New_York', 'Europe/Berlin'],
];
/** As `Intl` joins a list of names in Spanish. */
const conjunction = /(?<=, | |^)[ye](?= )/gu;
/** As `Intl` writes a length of time in Spanish. */
const length = /\b\d+ (?:d|h|min|s)\b/gu;
/** Ids of windows and overrides. */
const id = /\[[0-9a-f]+\]/g;
/** As `Intl` writes moments in Spanish. */
const moment = /\p{L}{3}, \d{1,2} \p{L}{3,4}(?: \d{4})?, \d{2}:\d{2} [A-Z]+/gu;
/** A typed option of the audit log: its name and value are data. */
const auditLine = /· [a-z]+(?: [a-z]+:[^·]*)? · /gu;

function bypassing(text: string): string[] {
  let outside = outsideBrackets(text.replace(/https?:\S+/g, ''))
    .replace(moment, '')
    .replace(length, '')
    .replace(id, '')
    .replace(auditLine, '');
  for (const word of data) outside = outside.replaceAll(word, '');
  outside = outside.replace(conjunction, '');
  return outside.match(/\p{L}+/gu) ?? [];
}

function textsOf({ text, title, body, fields = [], buttons = [], links = [] }: Message): string[] {
  const all = [text, title, body, ...links.map(({ label }) => label), ...buttons.map(({ label }) => label)];
  return [...all, ...fields.flatMap(({ label, value }) => [label, value])].filter((one) => one !== undefined);
}

function check(what: string, message: Message): void {
  for (const text of textsOf(message)) expect([what, text, bypassing(text)]).toEqual([what, text, []]);
}

async function says(person: string, line: string): Promise<Message> {
  const answer = await stage.says(person, line);
  check(line, answer);
  return answer;
}

function checkPosted(): void {
  expect(slack.posted.length).toBeGreaterThan(0);
  for (const { key, message } of slack.posted) check(key, message);
}

it('says the life of an incident from the catalogue: cards, pages, answers and lists', async () => {
  await says('bob', 'list');
  await says('bob', 'declare Checkout is down severity:sev1 service:checkout description:"it is the cache"');
  await stage.passes(6);
  await says('carol', 'ack 1');
  checkPosted();
  for (const line of ['task 1', 'task 1 rotate the keys person:carol', 'task 1', 'task 1 done:1', 'task 1 reopen:1'])
    await says('bob', line);
  await says('bob', 'task 1 edit:1 person:nobody it is the cache');
  await says('bob', 'assign 1 person:carol role:comms');
  await says('bob', 'update 1 status:identified it is the cache');
  await says('bob', 'note 1 it is the cache');
  await says('bob', 'severity 1 sev2');
  await says('carol', 'snooze 1 for:2h');
  await says('carol', 'unack 1');
  await says('bob', 'escalate 1 to:carol');
  await says('bob', 'page to:carol incident:1 it is the cache');
  await stage.passes(30);
  checkPosted();
  await says('bob', 'resolve 1 rolled back');
  for (const line of ['show 1', 'timeline 1', 'list state:resolved', 'list state:all', 'postmortem 1'])
    await says('bob', line);
  await says('bob', 'reopen 1');
  checkPosted();
  const document = await stage.tocsin.postmortems.read(1, stage.directory.people.get('alice')!);
  expect(bypassing(document.replace(/\[x\]/g, ''))).toEqual([]);
});

it('says who is on call, and everything about it, from the catalogue', async () => {
  for (const line of ['oncall', 'override', 'override to:+2h', 'override', 'cover', 'notify', 'notify test'])
    await says('alice', line);
  await says('bob', 'notify urgent:"slack, telegram after 2m"');
  await says('bob', 'notify reset');
  for (const line of ['quiet', 'quiet from:22:00 to:07:00 except:sev1', 'quiet', 'quiet off', 'quiet reset'])
    await says('bob', line);
  await says('bob', 'web');
  await says('bob', 'link');
  await stage.passes(7 * 24 * 60);
  checkPosted();
});

it('says maintenance, failures and reports from the catalogue', async () => {
  await says('bob', 'maintenance');
  await says('bob', 'maintenance start checkout 2h reason:"database move"');
  await says('bob', 'declare Checkout is down service:checkout');
  for (const line of ['maintenance', 'maintenance stop', 'maintenance']) await says('bob', line);
  await stage.passes(5);
  for (const line of ['report 7d', 'report 1d', 'audit']) await says('alice', line);
  await says('alice', 'deliveries');
  slack.failure = new DeliveryFailed('account_inactive', 'never');
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(1);
  slack.failure = undefined;
  await stage.tocsin.lookForOverdue();
  await stage.passes(1);
  checkPosted();
  for (const line of ['deliveries', 'retry', 'retry']) await says('alice', line);
});
