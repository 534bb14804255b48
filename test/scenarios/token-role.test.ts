import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const roles = ['viewer', 'responder', 'manager', 'admin'] as const;
const tokens = [...roles.map((role) => ({ name: `as-${role}`, token: `token-of-${role}`, role })), withoutRole()];

let stage: Stage;
let api: Api;

function withoutRole() {
  return { name: 'plain', token: 'token-of-nothing' };
}

beforeAll(async () => {
  stage = await openStage([new ChatDouble('slack')]);
  api = await openApi(stage.tocsin.api, { tokens });
  await stage.says('alice', 'declare Checkout is down');
  await stage.tocsin.idle();
});

afterAll(async () => {
  await api.close();
  await stage.close();
});

const note = (by: string) => ['/v1/incidents/1/notes', { by, text: 'the cache' }] as const;
const send = (by: string) => ['/v1/notifications', { by, to: 'bob', text: 'Hello' }] as const;
const run = (by: string) => ['/v1/jobs/retention/run', { by }] as const;
const audit = (by: string) => [`/v1/audit?by=${by}`, undefined] as const;
const show = (by: string) => [`/v1/incidents/1?by=${by}`, undefined] as const;

const ask = (name: string, [path, body]: readonly [string, object | undefined]) =>
  api.ask(path, { token: `token-of-${name}`, ...(body && { body }) });

describe('the role of an API token', () => {
  it.each([
    ['show', show, 'viewer'],
    ['note', note, 'responder'],
    ['send', send, 'responder'],
    ['jobs', run, 'admin'],
    ['audit', audit, 'admin'],
  ] as const)('bounds what an admin may do by it: %s', async (name, request, needs) => {
    for (const role of roles) {
      const { status, body } = await ask(role, request('alice'));
      if (roles.indexOf(role) >= roles.indexOf(needs)) expect(status, role).toBeLessThan(300);
      else {
        expect([role, status, body.rule]).toEqual([role, 403, 'not-allowed']);
        expect(body.detail).toBe(
          `The token “as-${role}” has the role ${role}, and “${name}” needs the role ${needs}. Use a token with that role.`,
        );
      }
      await stage.tocsin.idle();
    }
    expect((await ask('nothing', request('alice'))).status).toBeLessThan(300);
  });

  it('raises nobody’s own role', async () => {
    const refused = await ask('admin', audit('bob'));
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toBe(
      'Bob Okafor has the role responder, and “audit” needs the role admin. Ask an admin to change it.',
    );
  });

  it('is not raised because its person was paged', async () => {
    // A person with that role may acknowledge what they were paged for.
    expect((await ask('viewer', show('alice'))).body.paged).toHaveProperty('alice');
    const refused = await ask('viewer', ['/v1/incidents/1/ack', { by: 'alice' }]);
    expect([refused.status, refused.body.rule]).toEqual([403, 'not-allowed']);
  });
});
