import type { Directory } from '../../src/domain/directory.ts';
import type { Person } from '../../src/domain/people.ts';
import { sampleDirectory } from './directory.ts';
import type { Stage } from './tocsin.ts';

/** Somebody whose id, name and accounts are found nowhere by accident. */
export const quirina: Person = {
  id: 'quirina',
  name: 'Quirina Sölund',
  role: 'admin',
  timezone: 'Europe/Berlin',
  email: 'q.soelund@example.org',
  accounts: { slack: 'U0QRN7731', discord: '311779933557711991', telegram: '7700770077' },
};

/** Everything by which she may be known, in small letters. */
export const tracesOfQuirina = ['quirina', 'sölund', 'soelund', 'u0qrn7731', '311779933557711991', '7700770077'];

/** The sample with her, on call in place of Alice; and the file once she has been taken out of it. */
export function directoryWithQuirina(): Directory {
  const sample = sampleDirectory();
  const primary = sample.schedules.get('primary')!;
  const layers = primary.layers.map((layer) => ({ ...layer, people: ['quirina', 'bob', 'carol'] }));
  return {
    ...sample,
    people: new Map([...sample.people, [quirina.id, quirina]]),
    schedules: new Map([['primary', { ...primary, layers }]]),
    teams: new Map([['payments', { id: 'payments', members: ['quirina', 'bob'] }]]),
  };
}

/** Has her do, and be told, everything that there is, so that she is in every collection that can hold somebody. */
export async function beEverywhere(stage: Stage): Promise<void> {
  const says = (line: string, platform: 'slack' | 'telegram' = 'slack') => stage.says('quirina', line, { platform });
  const bob = (line: string) => stage.says('bob', line);
  await says('declare Checkout is down severity:sev1 service:checkout description:seen by Quirina Sölund');
  await stage.passes(1);
  await says('ack 1', 'telegram');
  await says('note 1 write to q.soelund@example.org or <@U0QRN7731>');
  await bob('note 1 quirina’s dashboard is right, ask @quirina');
  await says('assign 1 quirina commander');
  await says('task 1 call the vendor person:quirina');
  await says('update 1 status:identified Quirina Sölund found it');
  await says('unack 1');
  await bob('ack 1');
  await bob('task 1 done:1');
  await bob('assign 1 bob commander');
  await says('resolve 1 =rolled back by Quirina Sölund');
  await bob('declare Search is slow for Quirina Sölund severity:sev3 service:search');
  await bob('escalate 2 to:quirina');
  await stage.passes(30);
  await says('ack 2');
  await says('resolve 2 =it went away');
  await says('override primary person:bob from:now to:+2h');
  await says('cover from:+5h');
  await says('notify urgent:slack, telegram after 2m');
  await says('quiet from:22:00 to:07:00');
  await says('maintenance start search 2h reason:Quirina Sölund upgrades');
  await says('web');
  await stage.passes(10);
  await stage.tocsin.recorder.flush();
  await putTheRest(stage);
}

/** What the real adapters keep, in the shapes in which they keep it. */
async function putTheRest({ db, clock }: Stage): Promise<void> {
  const at = clock.now();
  const put = (collection: string, document: object) =>
    db.collection<{ _id: string }>(collection).insertOne(document as { _id: string });
  const storedAt = at;
  const first = await db.collection<{ _id: string }>('incidents').findOne({ number: 1 });
  const noted = { at, type: 'noted', by: 'quirina', via: 'slack', text: 'as Quirina Sölund said' };
  await put('incidentEvents', { _id: `${first!._id}:1`, event: noted });
  const undelivered = { at, type: 'undelivered', person: 'quirina', platform: 'slack', reason: 'quirina is unknown' };
  await put('incidentEvents', {
    _id: `${first!._id}:2`,
    event: { ...undelivered, delivery: 'page-3-slack-quirina-300s' },
  });
  const labels = [{ name: 'owner', value: 'quirina' }];
  const alert = { source: 'prometheus', fingerprint: 'f', title: 'Disk of Quirina Sölund', labels };
  await put('incidentAlerts', { _id: `${first!._id}:a`, version: 1, alert });
  const linked = { person: 'quirina', platform: 'telegram', account: '7700770077', at };
  await put('linkedAccounts', { _id: 'quirina|telegram', account: 'telegram|7700770077', value: linked, letters: [] });
  await put('sessions', { _id: 's', person: 'quirina', expiresAt: at, storedAt, userAgent: 'Firefox of quirina' });
  const browser = {
    endpoint: 'https://push.example.org/1',
    p256dh: 'p',
    auth: 'a',
    since: at,
    renewedAt: at,
    storedAt,
  };
  await put('pushSubscriptions', { _id: 'b', person: 'quirina', userAgent: 'Firefox of quirina', ...browser });
  await put('openPages', { _id: 'p', people: ['bob', 'quirina'], at, storedAt });
  await put('signInLinks', { _id: 'l', person: 'quirina', expiresAt: at, storedAt });
  await put('linkCodes', { _id: 'c', person: 'quirina', expiresAt: at, storedAt });
  await put('linkTries', { _id: 'telegram|7700770077', count: 1, expiresAt: at, storedAt });
  const dialog = { id: 'd', input: { command: 'note', args: {} }, asking: 'text', skipped: [] };
  await put('dialogs', { _id: 'telegram:7700770077:7700770077', dialog, expiresAt: at, storedAt });
  const answer = {
    request: 'r',
    status: 200,
    type: 'application/json',
    text: '{"by":"quirina","text":"quirina acked"}',
  };
  await put('keptAnswers', { _id: 'a', answer, expiresAt: at, storedAt });
  const payload = { integration: 'kuma', sender: 'json', receivedAt: at, method: 'POST', status: 200, alerts: 1 };
  await put('payloads', { _id: 'p', ...payload, body: '{"owner":"quirina","mail":"q.soelund@example.org"}' });
  await put('mailThreads', { _id: 't', key: 'k', title: 'Re: Quirina Sölund', at });
  const given = [{ step: `${first!._id}|0`, position: 0, person: 'quirina' }];
  await put('roundRobin', { _id: 'default|0', next: 1, given, last: { person: 'quirina', position: 0 } });
  await put('heartbeats', { _id: 'h', version: 1, state: { id: 'h', failed: { at, reason: 'ask quirina' } } });
  await put('checks', { _id: 'c', version: 1, state: { id: 'c', failed: { at, reason: 'ask quirina' } } });
  const run = { job: 'report', dueAt: at, state: 'failed', attempt: 1, by: 'replica-1', version: 1 };
  await put('jobRuns', { _id: 'report@1', ...run, events: [{ at, type: 'failed', by: 'x', reason: 'no quirina' }] });
  const bundle = { number: 1, listed: 1, settled: 1, revision: 1, begunAt: at, progress: {}, version: 1, storedAt: at };
  const item = { incident: first!._id, delivery: 'card-slack', number: 1, title: 'Host of Quirina Sölund' };
  const theirs = { platform: 'slack', kind: 'person', id: 'U0QRN7731' };
  await put('bundles', {
    _id: 'slack|person:U0QRN7731#1',
    lane: 'slack|person:U0QRN7731',
    to: theirs,
    ...bundle,
    items: [],
  });
  const items = [{ ...item, changedBy: { by: 'quirina', at, via: 'slack' } }];
  const channel = { platform: 'slack', kind: 'channel', id: 'C0OPS' };
  await put('bundles', { _id: 'slack|channel:C0OPS#1', lane: 'slack|channel:C0OPS', to: channel, ...bundle, items });
  const room = { createdAt: at, writer: 'w', changedAt: at };
  await put('webRooms', { _id: 'dm-quirina', name: 'Quirina Sölund', ...room });
  await put('webRooms', { _id: 'incident-1', name: '1 Checkout', ...room });
  const post = { at, by: 'bot', changedAt: at, writer: 'w' };
  await put('webPosts', { _id: 'w1', room: 'dm-quirina', ...post, message: { text: 'Page' } });
  await put('webPosts', {
    _id: 'answer-web:quirina:w2',
    room: 'incident-1',
    ...post,
    onlyFor: 'quirina',
    message: { text: 'Only you' },
  });
  await put('webPosts', { _id: 'said-web:quirina:w3', room: 'incident-1', ...post, by: 'quirina', text: 'hello' });
  const text = 'Paged Quirina Sölund and Bob Okafor';
  const mentions = [
    { start: 6, end: 20, accounts: quirina.accounts },
    { start: 25, end: 35, accounts: { slack: 'U0BOB' } },
  ];
  const button = { label: 'Ack', invokes: { command: 'ack', args: { person: 'quirina' } } };
  const message = {
    text,
    mentions,
    language: 'de',
    title: 'Quirina Sölund',
    call: { text, mentions },
    buttons: [button],
  };
  await put('webPosts', { _id: 'w4', room: 'incident-1', ...post, message });
  const counters = { severity: {}, service: {}, paged: { quirina: 2 }, toAcknowledge: {}, toResolve: {} };
  await put('figureDays', { _id: 'g 2026-03-08', batch: 0, counted: counters });
  const batch = { days: [{ day: '2026-03-07', change: counters }], incidents: [{ id: 'gone', events: 1, counters }] };
  await put('figureLedger', { _id: 'earlier', generation: 'g', batch: 1, done: true, ...batch });
}

/** Every document of the database, by collection, as text. */
export async function dumpOf({ db }: Pick<Stage, 'db'>): Promise<ReadonlyMap<string, string>> {
  const collections = await db.listCollections({}, { nameOnly: true }).toArray();
  const dump = new Map<string, string>();
  for (const { name } of collections) {
    const documents = await db.collection(name).find().toArray();
    dump.set(name, documents.map((one) => JSON.stringify(one)).join('\n'));
  }
  return dump;
}

/** The collections in which she is found by anything at all. */
export async function collectionsWithQuirina(stage: Pick<Stage, 'db'>): Promise<readonly string[]> {
  const found = [...(await dumpOf(stage))].filter(([, text]) =>
    tracesOfQuirina.some((trace) => text.toLowerCase().includes(trace)),
  );
  return found.map(([name]) => name).sort();
}
