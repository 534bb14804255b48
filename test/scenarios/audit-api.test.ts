import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Api, openApi } from '../adapters/api/ask.ts';
import { createJudge, operationsOf } from '../adapters/api/conformance.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let api: Api;
let judged: (answer: Answer) => string | undefined;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
  const document = (await api.ask('/v1/openapi.json')).body;
  const operation = operationsOf(document).find(({ path }) => path === '/v1/audit')!;
  judged = (answer) => createJudge(document)(operation, answer);
  await stage.says('alice', 'declare Checkout is down');
  await stage.says('alice', 'declare Search is slow');
  await stage.says('bob', 'ack 1');
  await stage.says('bob', 'resolve 2 gone');
  await stage.says('victor', 'note 1 the cache');
  await stage.tocsin.idle();
});

afterEach(async () => {
  await api.close();
  await stage.close();
});

async function read(query: string): Promise<Answer> {
  const answer = await api.ask(`/v1/audit?${query}`);
  expect(judged(answer)).toBeUndefined();
  return answer;
}

const acts = ({ body }: Answer) => body.items.map(({ by, act }: { by: string; act: string }) => `${by} ${act}`);

describe('the audit log by the API', () => {
  it('is read by an admin, page by page, the latest first', async () => {
    const seen: string[] = [];
    let next = '';
    do {
      const page = await read(`by=alice&limit=2${next && `&after=${next}`}`);
      expect(page.status).toBe(200);
      seen.push(...acts(page));
      next = page.body.next ?? '';
    } while (next);
    expect(seen).toEqual(['victor note', 'bob resolve', 'bob ack', 'alice declare', 'alice declare']);
    expect((await read('by=alice&limit=1')).body.items[0]).toEqual({
      id: expect.any(String),
      time: '2026-03-09T12:00:00.000Z',
      by: 'victor',
      via: 'slack',
      account: 'U0VICTOR',
      act: 'note',
      args: { incident: '1', text: 'the cache' },
      outcome: 'refused:not-allowed',
    });
  });

  it('is read of one person, known by id, name or account, and of one incident', async () => {
    for (const bob of ['bob', 'Bob Okafor', 'U0BOB'])
      expect(acts(await read(`by=alice&person=${encodeURIComponent(bob)}`))).toEqual(['bob resolve', 'bob ack']);
    expect(acts(await read('by=alice&incident=1'))).toEqual(['bob ack', 'alice declare']);
    expect(acts(await read('by=alice&incident=1&person=bob'))).toEqual(['bob ack']);
  });

  it('is for admins alone, and who else asks is written down', async () => {
    const refused = await read('by=bob');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      rule: 'not-allowed',
      detail: 'Bob Okafor has the role responder, and “audit” needs the role admin. Ask an admin to change it.',
    });
    await stage.tocsin.idle();
    const [latest] = (await read('by=alice&limit=1')).body.items;
    expect(latest).toMatchObject({
      by: 'bob',
      via: 'api',
      account: 'loopback',
      act: 'audit',
      outcome: 'refused:not-allowed',
    });
  });

  it.each([
    ['', 'by', 'is missing'],
    ['by=nobody', 'by', 'There is no person “nobody”'],
    ['by=alice&person=nobody', 'person', 'There is no person “nobody”'],
    ['by=alice&incident=99', 'incident', 'There is no incident #99'],
    ['by=alice&incident=one', 'incident', 'is to be the number of an incident'],
    ['by=alice&limit=101', 'limit', 'is to be 100 at most'],
    ['by=alice&after=yesterday', 'after', 'is to be the “next” of the page before'],
    ['by=alice&by=bob', 'by', 'is given twice'],
    ['by=alice&since=1', 'since', 'is not known here'],
  ])('names what is wrong with ?%s', async (query, field, words) => {
    const { status, body } = await read(query);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field, message: expect.stringContaining(words) }]);
  });
});
