import { marked } from 'marked';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { houseReader } from '../../src/views/reader.ts';
import { type Api, openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let slack: ChatDouble;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, open: { slack: 'channel' } } as const;
  stage = await openStage([slack, new ChatDouble('web')], sampleDirectory({ rooms }));
});

afterEach(() => stage.close());

const read = async (number: number, person = 'victor') =>
  stage.tocsin.postmortems.read(number, stage.directory.people.get(person)!);

/** The words under a heading. */
function under(heading: string, markdown: string): string {
  const [, after = ''] = markdown.split(`\n## ${heading}\n\n`);
  return after.split('\n\n## ')[0]!.trim();
}

/** An hour in the life of an incident, in which somebody does a bit of everything. */
async function live(): Promise<void> {
  await stage.says('bob', 'declare Checkout is down severity:sev2 service:checkout description:"since the release"');
  await stage.passes(6);
  await stage.says('carol', 'ack 1');
  await stage.says('carol', 'assign 1 person:bob role:comms');
  await stage.passes(10);
  await stage.says('bob', 'update 1 status:identified We know what it is');
  await stage.says('bob', 'note 1 it is the cache');
  await stage.says('carol', 'task 1 rotate the keys person:alice');
  await stage.says('carol', 'task 1 tell the vendor');
  await stage.passes(44);
  await stage.says('carol', 'resolve 1 rolled back the release');
  await stage.says('alice', 'task 1 done:2');
}

describe('a post-mortem', () => {
  it('begins with all that is known, in the zone of who reads it, and headed sections to fill in', async () => {
    await live();
    const markdown = await read(1);
    expect(markdown.split('\n\n## ')[0]).toBe(
      [
        '# Postmortem: Checkout is down (#1)',
        '',
        '- **Incident:** #1',
        '- **Severity:** sev2, major: an important part is broken',
        '- **Service:** Checkout',
        '- **Declared:** Mon 9 Mar 2026 12:00 UTC by Bob Okafor · Slack',
        '- **Acknowledged:** Mon 9 Mar 2026 12:06 UTC by Carol Díaz · Slack',
        '- **Resolved:** Mon 9 Mar 2026 13:00 UTC by Carol Díaz · Slack',
        '- **Time to acknowledge:** 6m',
        '- **Time to resolve:** 1h',
        '- **Communications:** Bob Okafor',
        '- **Paged:** Alice Chen (Mon 9 Mar 12:00 UTC, 2 times), Carol Díaz (Mon 9 Mar 12:05 UTC) and Bob Okafor (Mon 9 Mar 12:05 UTC)',
      ].join('\n'),
    );
    expect(under('Summary', markdown)).toBe('rolled back the release\n\nAs reported: since the release');
    expect(under('Detection', markdown)).toContain('Declared by Bob Okafor · Slack. Acknowledged after 6m.');
    expect(under('Updates', markdown)).toBe('- **Mon 9 Mar 12:16 UTC** (identified): We know what it is (Bob Okafor)');
    expect(under('Action items', markdown)).toBe(
      '- [ ] Task 1: rotate the keys (Alice Chen)\n- [x] Task 2: tell the vendor (done by Alice Chen, Mon 9 Mar 2026 13:00 UTC)',
    );
    const timeline = under('Timeline', markdown).split('\n');
    expect(timeline).toContain('- **Mon 9 Mar 12:00 UTC** Paged Alice Chen (level 1) · on call for primary');
    expect(timeline.slice(0, 3)).toEqual([
      'Times are in UTC.',
      '',
      '- **Mon 9 Mar 12:00 UTC** Bob Okafor declared sev2 via Slack: Checkout is down',
    ]);
    expect(timeline.at(-1)).toBe('- **Mon 9 Mar 13:00 UTC** Carol Díaz resolved via Slack: rolled back the release');
    expect(timeline.join()).not.toContain('task');
    for (const empty of [
      'Impact',
      'Root cause',
      'What went well',
      'What went badly',
      'Where we were lucky',
      'Lessons',
    ]) {
      expect(under(empty, markdown)).toMatch(/^\*To fill in: .*\?\*$/);
    }
    expect(await read(1, 'alice')).toContain('- **Declared:** Mon 9 Mar 2026 13:00 CET by Bob Okafor');
  });

  it('says of an incident that is open that it is a draft', async () => {
    await stage.says('bob', 'declare Checkout is down');
    expect(await read(1)).toContain(
      '> **Draft: #1 is still open.** Mon 9 Mar 2026 12:00 UTC: sev3 · Triggered · unassigned.',
    );
    await stage.says('alice', 'ack 1');
    const draft = await read(1);
    expect(draft).toContain('· Acknowledged by Alice Chen · Slack.');
    expect(draft).toContain('- **Resolved:** not yet');
    expect(draft).toContain('- **Roles:** not assigned');
    expect(under('Action items', draft)).toBe('None yet: “task 1 …” adds one.');
    expect((await stage.says('bob', 'postmortem 1')).title).toBe('Postmortem draft of #1 Checkout is down');
  });

  it('counts to when it was over for good, and from when somebody had it first', async () => {
    await live();
    await stage.says('bob', 'reopen 1');
    await stage.passes(60);
    await stage.says('bob', 'resolve 1 rolled back once more');
    const markdown = await read(1);
    expect(markdown).toContain('- **Time to acknowledge:** 6m\n- **Time to resolve:** 2h\n- **Reopened:** once');
    expect(under('Summary', markdown)).toMatch(/^rolled back once more/);
  });

  it('comes into the chat as a summary with a link, for who may only look too', async () => {
    await live();
    const { version } = (await stage.store.byNumber(1))!;
    const found = await stage.says('victor', 'postmortem', { places: ['room-1'] });
    expect(found.title).toBe('Postmortem of #1 Checkout is down');
    expect(found.body?.split('\n').slice(0, 3)).toEqual([
      'sev2 · Resolved by Carol Díaz · Slack.',
      'Acknowledged after 6m. Resolved after 1h.',
      expect.stringMatching(/^1 update · tasks: 1 of 2 done · \d+ timeline entries$/),
    ]);
    const url = 'http://127.0.0.1:3000/incidents/1/postmortem.md';
    expect(found).toMatchObject({ text: `Postmortem of #1 Checkout is down: ${url}`, links: [{ url }] });
    // On the web somebody is signed in already.
    expect(found.body).toContain('Not signed in on the web yet? Send “web” for a link.');
    const onWeb = await stage.says('victor', 'postmortem 1', { platform: 'web' });
    expect(onWeb.body?.split('\n').at(-1)).toBe('A Markdown document with sections to fill in.');
    const card = slack.inChannel('C1')[0]!.message;
    expect(card.buttons).toContainEqual({
      label: 'Postmortem',
      invokes: { command: 'postmortem', args: { incident: '1', seen: 'r2' } },
    });
    expect((await stage.store.byNumber(1))?.version).toBe(version);
    expect((await stage.says('bob', 'postmortem 77')).text).toBe(
      'There is no incident #77. “list” shows the open ones.',
    );
  });

  it('is not made of an incident that is not there', async () => {
    await expect(read(77)).rejects.toMatchObject({ rule: 'unknown-incident' });
  });

  it('takes nothing that people wrote for markup', async () => {
    const bad = '</h1><script>alert(1)</script> [x](javascript:alert(1)) # @everyone';
    await stage.says('bob', `declare ${bad}`);
    await stage.says('bob', `note 1 fine\n\n# Not a heading\n- [x] not an item\n${bad}`);
    await stage.says('bob', `update 1 ${bad}`);
    await stage.says('bob', `task 1 ${bad}`);
    await stage.says('bob', `resolve 1 ${bad}\n---\n<img src=x onerror=alert(1)>`);
    const markdown = await read(1);
    const page = marked.parse(markdown, { async: false });
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].sort()).toEqual(['br', 'code', 'em', 'h1', 'h2', 'input', 'li', 'p', 'strong', 'ul']);
    expect(page.match(/<h[12]>/g)).toHaveLength(12);
    expect(page.match(/<input/g)).toHaveLength(1);
    expect(page).not.toContain('href');
  });

  it('leaves out the earliest of more than a thousand entries, and says how many', async () => {
    await stage.says('bob', 'declare Checkout is down');
    const { id } = (await stage.store.byNumber(1))!;
    for (let count = 0; count < 30; count += 1) await stage.says('bob', `note 1 number ${count}`);
    const entries = await stage.store.timeline(id);
    const { postmortemDocument } = await import('../../src/views/incident/postmortem.ts');
    const many = Array.from({ length: 40 }, () => entries)
      .flat()
      .slice(0, 1_000);
    const outline = { ...(await stage.store.outline(id)), events: 1_200 };
    const reader = { ...houseReader(stage.directory, stage.clock.now()), zone: 'UTC' };
    const told = under('Timeline', postmortemDocument((await stage.store.byNumber(1))!, outline, many, reader)).split(
      '\n',
    );
    expect(told[2]).toBe("- 200 earlier entries are not listed here. The API's timeline has all of them.");
  });
});

describe('a post-mortem by the API', () => {
  let api: Api;

  beforeEach(async () => {
    api = await openApi(stage.tocsin.api);
  });

  afterEach(() => api.close());

  it('is Markdown, in the zone of whoever asks, with the tasks that the API was given', async () => {
    await stage.says('bob', 'declare Checkout is down');
    const added = await api.ask('/v1/incidents/1/tasks', {
      body: { by: 'bob', text: 'rotate\nthe keys', person: 'Alice Chen' },
    });
    const at = '2026-03-09T12:00:00.000Z';
    expect(added.body.tasks).toEqual([
      { number: 1, text: 'rotate the keys', owner: 'alice', added: { by: 'bob', at, via: 'api' } },
    ]);
    const once = { headers: { 'idempotency-key': 'k1' } };
    for (let count = 0; count < 2; count += 1) {
      const ticked = await api.ask('/v1/incidents/1/tasks', { body: { by: 'alice', done: 1 }, ...once });
      expect(ticked.body.tasks[0].done).toEqual({ by: 'alice', at, via: 'api' });
    }
    expect((await api.ask('/v1/incidents/1')).body.tasks).toHaveLength(1);
    await api.ask('/v1/incidents/1/resolve', { body: { by: 'bob' } });
    const plain = await api.ask('/v1/incidents/1/postmortem');
    expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(plain.text).toContain('Mon 9 Mar 2026 12:00 UTC');
    expect(plain.text).toContain('- [x] Task 1: rotate the keys (done by Alice Chen');
    expect((await api.ask('/v1/incidents/1/postmortem?by=alice')).text).toContain('Mon 9 Mar 2026 13:00 CET');
    const again = await api.ask('/v1/incidents/1/postmortem', {
      headers: { 'if-none-match': plain.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    expect((await api.ask('/v1/incidents/1/postmortem', { method: 'HEAD' })).text).toBe('');
  });

  it.each([
    [{}, 400, 'text'],
    [{ text: 'x'.repeat(301) }, 400, 'text'],
    [{ text: 'x', done: 1 }, 400, 'text'],
    [{ done: 0 }, 400, 'done'],
    [{ done: '1' }, 400, 'done'],
    [{ text: 'x', person: 'zoe' }, 400, 'person'],
    [{ done: 9 }, 409, undefined],
  ])('says what is wrong with %j', async (body, status, field) => {
    await stage.says('bob', 'declare Checkout is down');
    const answer = await api.ask('/v1/incidents/1/tasks', { body: { by: 'bob', ...body } });
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([status, field]);
    expect((await stage.store.byNumber(1))?.tasks).toBeUndefined();
  });

  it('holds people to their role', async () => {
    await stage.says('bob', 'declare Checkout is down');
    const refused = await api.ask('/v1/incidents/1/tasks', { body: { by: 'victor', text: 'x' } });
    expect([refused.status, refused.body.rule]).toEqual([403, 'not-allowed']);
    expect((await api.ask('/v1/incidents/1/postmortem?by=victor')).status).toBe(200);
    expect((await api.ask('/v1/incidents/1/postmortem?by=zoe')).status).toBe(400);
    expect((await api.ask('/v1/incidents/77/postmortem')).status).toBe(404);
  });
});
