import { decode } from '@msgpack/msgpack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Api, openApi } from '../adapters/api/ask.ts';
import { createJudge, operationsOf } from '../adapters/api/conformance.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let api: Api;
let judged: (path: string, method: string, answer: Answer) => string | undefined;

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api);
  const document = (await api.ask('/v1/openapi.json')).body;
  const judge = createJudge(document);
  judged = (path, method, answer) =>
    judge(operationsOf(document).find((one) => one.path === path && one.method === method)!, answer);
  for (const title of ['=HYPERLINK("http://bad.example.org")', 'Checkout, down', '+1 is slow']) {
    await stage.says('alice', `declare ${title}`);
  }
  await stage.tocsin.idle();
});

afterAll(async () => {
  await api.close();
  await stage.close();
});

const accept = (type: string, path = '/v1/incidents') => api.ask(path, { headers: { accept: type } });

describe('recurring jobs by the API', () => {
  it('are listed, run by an admin once under one key, and the run is told', async () => {
    const run = { body: { by: 'alice' }, headers: { 'idempotency-key': 'k1' } };
    const begun = await api.ask('/v1/jobs/retention/run', run);
    expect(judged('/v1/jobs/{name}/run', 'POST', begun)).toBeUndefined();
    expect(begun.status).toBe(202);
    await stage.tocsin.idle();
    await api.ask('/v1/jobs/retention/run', run);
    await stage.tocsin.idle();
    const listed = await api.ask('/v1/jobs');
    expect(judged('/v1/jobs', 'GET', listed)).toBeUndefined();
    expect(listed.body.items[0]).toMatchObject({
      name: 'retention',
      rule: 'every day at 03:40',
      timezone: 'Europe/Berlin',
    });
    expect(listed.body.items[0].runs.map(({ state }: { state: string }) => state)).toEqual(['succeeded']);
  });

  it.each([
    ['retention', 'bob', 403, 'needs the role admin'],
    ['tidy', 'alice', 404, '“tidy” is not a recurring job. Jobs: retention.'],
  ])('refuse %s for %s with %i', async (job, by, status, words) => {
    const refused = await api.ask(`/v1/jobs/${job}/run`, { body: { by } });
    expect(judged('/v1/jobs/{name}/run', 'POST', refused)).toBeUndefined();
    expect(refused.status).toBe(status);
    expect(refused.body.detail).toContain(words);
  });
});

describe('a list in the type that is accepted', () => {
  it('is JSON for who accepts anything, or says nothing', async () => {
    for (const type of ['*/*', 'application/*', 'text/html, */*;q=0.1', 'application/json;q=0.9, text/html']) {
      const answer = await accept(type);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(answer.headers.get('vary')).toContain('Accept');
    }
  });

  it.each(['application/x-ndjson', 'application/jsonl'])('is a line for each item: %s', async (type) => {
    const answer = await accept(type);
    expect(answer.headers.get('content-type')).toBe(type);
    const lines = answer.text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).number)).toEqual([3, 2, 1]);
  });

  it('is a CSV in which nothing is a formula', async () => {
    const answer = await accept('text/csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = answer.text.trimEnd().split('\r\n');
    expect(head).toMatch(/^number,title,state,severity,service,status,declared\.at,declared\.by/);
    expect(rows[0]).toMatch(/^3,'\+1 is slow,triggered,sev3,/);
    expect(rows[1]).toMatch(/^2,"Checkout, down",/);
    expect(rows[2]).toMatch(/^1,"'=HYPERLINK\(""http/);
  });

  it('is MessagePack', async () => {
    const response = await fetch(`${api.url}/v1/incidents?limit=2`, { headers: { accept: 'application/msgpack' } });
    expect(response.headers.get('content-type')).toBe('application/msgpack');
    const page = decode(new Uint8Array(await response.arrayBuffer()));
    expect(page).toEqual((await api.ask('/v1/incidents?limit=2')).body);
  });

  it('leads to the next page by a link, whatever its type', async () => {
    const first = await accept('text/csv', '/v1/incidents?limit=2&state=all');
    const [, next = ''] = /<(.*)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
    expect(next).toBe('/v1/incidents?limit=2&state=all&after=2');
    const second = await accept('text/csv', next);
    expect(second.text.trimEnd().split('\r\n')).toHaveLength(2);
    expect(second.headers.get('link')).toBeNull();
  });

  it('holds the audit log and alerts too', async () => {
    const log = await accept('text/csv', '/v1/audit?by=alice');
    expect(log.text).toMatch(/^time,by,via,account,act,args,incident,outcome,id\r\n/);
    expect((await accept('application/jsonl', '/v1/incidents/1/alerts')).text).toBe('');
  });

  it.each(['text/html', 'image/png, application/json;q=0', 'application/xml'])('is refused as %s', async (type) => {
    const answer = await accept(type);
    expect(judged('/v1/incidents', 'GET', answer)).toBeUndefined();
    expect(answer.status).toBe(406);
    expect(answer.body.detail).toBe(
      'This list comes as application/json, application/x-ndjson, text/csv or application/msgpack: send one of them as Accept.',
    );
  });
});
