import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { treatments } from '../../adapters/mongo/erasure/collections.ts';
import { openStores } from '../../adapters/mongo/stores.ts';
import { eraseFrom } from '../../src/app/data/erase-person.ts';
import type { EraseRequest } from '../../src/app/data/erase-refusals.ts';
import { exportEntries } from '../../src/app/export/entries.ts';
import { StaleIncident } from '../../src/ports/incidents.ts';
import type { Message } from '../../src/ports/message.ts';
import { exportRecordJson } from '../../src/schemas/export.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { beEverywhere, collectionsWithQuirina, directoryWithQuirina, dumpOf, quirina } from '../harness/everywhere.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let mongo: Mongo;
let stores: Awaited<ReturnType<typeof openStores>>;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack'), new ChatDouble('telegram')], directoryWithQuirina());
  mongo = stage.beside();
  stores = await openStores(mongo, stage.clock);
});

afterEach(async () => {
  await stage.close();
});

/** The file has her no more, and every process has read that. */
async function leave(): Promise<void> {
  stage.directory = sampleDirectory();
  await stage.refresh();
  await stage.passes(1);
}

type BeforeWrite = NonNullable<Parameters<typeof eraseFrom>[0]['beforeWrite']>;

function erase(request: Partial<EraseRequest> = {}, beforeWrite?: BeforeWrite) {
  const whole: EraseRequest = {
    person: 'quirina',
    names: [quirina.name],
    emails: [quirina.email!],
    accounts: [{ platform: 'discord', id: quirina.accounts.discord! }],
    isOrdinaryWord: false,
    withoutName: false,
    dryRun: false,
    ...request,
  };
  const parts = { db: mongo.db, stores, directory: stage.directory, clock: stage.clock };
  return eraseFrom({ ...parts, ...(beforeWrite && { beforeWrite }) }, whole, async () => true);
}

const nobodyBy = (id: string) => `There is nobody by the id “${id}” in the database: nothing was changed.`;

/** The post of the harness is in German, and mentions Bob as well. */
async function saysItInTheLanguageOfTheReader(code: string): Promise<void> {
  const post = await stage.db.collection<{ _id: string; message?: Message }>('webPosts').findOne({ _id: 'w4' });
  const text = `Paged ehemaliges Teammitglied ${code} and Bob Okafor`;
  expect(post?.message).toMatchObject({ text, title: `ehemaliges Teammitglied ${code}` });
  for (const mentions of [post?.message?.mentions, post?.message?.call?.mentions]) {
    expect(mentions?.map(({ start, end }) => text.slice(start, end))).toEqual(['Bob Okafor']);
  }
  stage.directory = sampleDirectory({ language: 'de' });
  await stage.refresh();
  expect((await stage.says('carol', 'timeline 1')).body).toContain(`ehemaliges Teammitglied ${code}`);
}

/** Neither another one who was erased, nor a new one of the same id, nor in an export. */
async function isNobodyElse(first: string): Promise<void> {
  const sample = sampleDirectory();
  stage.directory = { ...sample, people: new Map([...sample.people].filter(([id]) => id !== 'bob')) };
  await stage.refresh();
  await stage.passes(1);
  const second = (await erase({ person: 'bob', names: ['Bob Okafor'], emails: [], accounts: [] })).known.pseudonym;
  expect(second).not.toBe(first);
  stage.directory = directoryWithQuirina();
  await stage.refresh();
  const timeline = (await stage.says('carol', 'timeline 1')).body ?? '';
  for (const one of [first, second]) expect(timeline).toContain(`former responder ${one.slice(-6)} acknowledged`);
  expect(timeline).not.toContain('Quirina');
  expect((await stage.says('carol', 'report')).body).not.toContain('Quirina');
  const exported: unknown[] = [];
  for await (const record of exportEntries({ stores, directory: stage.directory, clock: stage.clock })) {
    exported.push(exportRecordJson.parse(record));
  }
  expect(JSON.stringify(exported)).toContain(first);
  expect(JSON.stringify(exported)).not.toMatch(/quirina/i);
}

describe('erasing a person', () => {
  it('leaves nothing of them in any collection, and a history that reads as before', async () => {
    await beEverywhere(stage);
    await leave();
    const holding = Object.keys(treatments).filter((name) => 'scrub' in treatments[name]!);
    expect(await collectionsWithQuirina(stage)).toEqual(holding.sort());

    // A dry run counts, and changes nothing.
    const dump = await dumpOf(stage);
    const dry = await erase({ dryRun: true, emails: [], accounts: [] });
    expect(await dumpOf(stage)).toEqual(dump);
    expect(dry.obstacles).toEqual([]);
    // What she was paged on and wrote from is known to the database itself.
    const { slack, telegram } = quirina.accounts;
    expect(dry.known.accounts).toContainEqual({ platform: 'slack', id: slack });
    expect(dry.known.accounts).toContainEqual({ platform: 'telegram', id: telegram });
    await expect(erase({ person: 'quirin' })).rejects.toThrow(nobodyBy('quirin'));

    const read = async (line: string) => Object.values(await stage.says('carol', line)).join('\n');
    const lines = ['timeline 1', 'show 1', 'postmortem 1', 'postmortem 2', 'list state:all', 'report', 'task 1'];
    const before = await Promise.all(lines.map(read));
    const decidedOn = (await stage.store.byNumber(1))!;
    const { erased, known } = await erase({ by: 'alice' });
    expect(erased).toMatchObject({ left: {}, unknown: [], traces: dry.traces });
    expect(await collectionsWithQuirina(stage)).toEqual([]);

    // The proof of it names who did it, and the pseudonym.
    const { pseudonym } = known;
    expect(pseudonym).toMatch(/^former-[0-9a-f]{6}$/);
    const [entry] = await stores.auditLog.latest({ limit: 1 });
    const proof = { by: 'alice', via: 'command-line', act: 'erase-person', args: { as: pseudonym }, outcome: 'done' };
    expect(entry).toMatchObject(proof);
    const records = await stage.db.collection('erasures').find().toArray();
    expect(records).toEqual([{ _id: pseudonym, startedAt: expect.any(Date), finishedAt: expect.any(Date) }]);

    // Until she was erased she was called by her id, for the file had her no more.
    const name = `former responder ${pseudonym.slice(-6)}`;
    const traced = /q\.soelund@example\.org|Quirina Sölund|@?(?:quirina|U0QRN7731)/g;
    // The hours on call come from the kept schedule, which a running process reads again by itself.
    await stage.refresh();
    const after = await Promise.all(lines.map(read));
    expect(after).toEqual(before.map((text) => text.replaceAll(traced, name)));
    expect(after[0]).toContain(`${name} acknowledged`);

    // What was decided on before is decided again.
    const next = { ...decidedOn, version: decidedOn.version + 1 };
    await expect(stage.store.commit({ from: decidedOn, next, events: [] })).rejects.toThrow(StaleIncident);
    await expect(erase()).rejects.toThrow(nobodyBy('quirina'));

    await saysItInTheLanguageOfTheReader(pseudonym.slice(-6));
    await isNobodyElse(pseudonym);
  });

  it('leaves what makes an alert itself, and counts where that names them', async () => {
    await beEverywhere(stage);
    await leave();
    const firing = { source: 'api', status: 'firing', title: 'Many failed logins', labels: [] } as const;
    const endsAt = new Date(stage.clock.now().getTime() + 60_000);
    await stage.tocsin.alerts.receive([{ ...firing, fingerprint: 'login of quirina', endsAt }]);
    await stage.passes(0);
    const { erased } = await erase();
    expect(erased?.left).toEqual({ incidents: 1, alertEnds: 1 });
    // It is ended as it would have been.
    const number = (await stage.store.list({ state: 'open', limit: 1 })).items[0]!.number;
    await stage.passes(2);
    expect((await stage.store.byNumber(number))?.state).toBe('resolved');
  });

  it('finishes under the same pseudonym what was stopped at any moment', async () => {
    await beEverywhere(stage);
    await leave();
    const pseudonyms = new Set<unknown>();
    let stops = 0;
    // One run writes everything, and is stopped before it can say so.
    const { auditLog } = stores;
    const append = vi.fn(auditLog.append).mockRejectedValueOnce(new Error('stopped'));
    stores = { ...stores, auditLog: { ...auditLog, append } };
    for (let most = 1; ; most += 7) {
      let writes = 0;
      const stopping: BeforeWrite = () => {
        writes += 1;
        if (writes > most) throw new Error('stopped');
      };
      // Who runs it again says no more than the id.
      const details = most === 1 ? {} : { names: [], emails: [], accounts: [] };
      const done = await erase(details, stopping).catch((err: Error) => err.message);
      const [record] = await stage.db.collection('erasures').find().toArray();
      pseudonyms.add(record?._id);
      if (done !== 'stopped') break;
      stops += 1;
      expect(record).toMatchObject({ known: { person: 'quirina', names: [quirina.name] } });
    }
    expect(stops).toBeGreaterThan(3);
    expect(append).toHaveBeenCalledTimes(2);
    expect(pseudonyms.size).toBe(1);
    expect(await stage.db.collection('erasures').findOne({ known: { $exists: true } })).toBeNull();
    expect(await collectionsWithQuirina(stage)).toEqual([]);
  });

  it('loses nothing that others write meanwhile, and finds what a process with the earlier file writes', async () => {
    await beEverywhere(stage);
    await leave();
    const raced = new Set<string>();
    let isWritten = false;
    const { erased } = await erase({}, async (collection, { _id, number }) => {
      if (collection === 'incidents' && !raced.has(_id)) {
        raced.add(_id);
        await stage.says('bob', `note ${number} written meanwhile`);
        // It has her name in the title as it was read.
        if (number === 2) await stage.says('bob', 'rename 2 Search is back');
      }
      // All incidents are done by then.
      if (collection !== 'figureDays' || isWritten) return;
      isWritten = true;
      stage.directory = directoryWithQuirina();
      await stage.refresh();
      await stage.says('quirina', 'note 1 Quirina Sölund was here');
      await stage.tocsin.recorder.flush();
      stage.directory = sampleDirectory();
      await stage.refresh();
    });
    expect([raced.size, isWritten, erased?.left]).toEqual([2, true, {}]);
    for (const number of [1, 2]) {
      const { body } = await stage.says('bob', `timeline ${number}`);
      expect(body?.split('written meanwhile')).toHaveLength(2);
      expect(body).toContain('former responder');
    }
    expect((await stage.store.byNumber(2))?.title).toBe('Search is back');
    expect((await stage.says('bob', 'timeline 1')).body).toMatch(/: former responder \w{6} was here/);
    expect(await collectionsWithQuirina(stage)).toEqual([]);
  });
});

describe('erasing is refused', () => {
  it('while they are on call, with what to do', async () => {
    await stage.says('quirina', 'quiet from:22:00 to:07:00');
    // Taken out of the file, and no process has read it yet.
    stage.directory = { ...directoryWithQuirina(), people: sampleDirectory().people };
    await expect(erase()).rejects.toThrow(
      /^quirina is on call for primary\. Start or reload Tocsin .* Nothing was changed\.$/,
    );
  });

  it('while open incidents wait for them, and names those', async () => {
    await stage.says('quirina', 'declare Checkout is down severity:sev1 service:checkout');
    await stage.says('bob', 'declare Search is slow severity:sev3');
    await stage.says('bob', 'ack 2');
    await stage.says('bob', 'assign 2 quirina scribe');
    await stage.says('bob', 'declare Mail is slow severity:sev3');
    await stage.says('bob', 'ack 3');
    await stage.says('bob', 'task 3 call the vendor person:quirina');
    await leave();
    const refused = /^quirina has work in open incidents: #3, #2, #1\. Resolve them, or .* Nothing was changed\.$/;
    await expect(erase()).rejects.toThrow(refused);
    // What somebody else took over is history, though it is open.
    await stage.says('bob', 'ack 1');
    await stage.says('bob', 'assign 2 bob scribe');
    await stage.says('bob', 'task 3 done:1');
    await erase();
    expect(await collectionsWithQuirina(stage)).toEqual([]);
    expect((await stage.store.byNumber(1))?.state).toBe('acknowledged');
  });

  it('while nobody knows what they are called', async () => {
    await stage.says('quirina', 'quiet from:22:00 to:07:00');
    await leave();
    await expect(erase({ names: [] })).rejects.toThrow('Give it with --name "First Last"');
    await erase({ names: [], withoutName: true });
    expect(await collectionsWithQuirina(stage)).toEqual([]);
  });

  it('under the pseudonym of somebody else, unless the erasure is repeated', async () => {
    await beEverywhere(stage);
    await leave();
    const { pseudonym } = (await erase()).known;
    // As after the restore of an earlier backup.
    stage.directory = directoryWithQuirina();
    await stage.refresh();
    await stage.says('quirina', 'note 1 here again');
    await leave();
    await stage.tocsin.recorder.flush();
    await erase({ as: pseudonym });
    expect(await collectionsWithQuirina(stage)).toEqual([]);
    expect((await stage.says('bob', 'timeline 1')).body).toContain(
      `former responder ${pseudonym.slice(-6)}: here again`,
    );
  });
});
