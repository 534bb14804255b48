import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let stage: Stage;
let managers: string[];
let down: boolean;
let asked: number;

beforeEach(async () => {
  managers = [];
  down = false;
  asked = 0;
  const directory = {
    ...sampleDirectory(),
    roles: { responder: { slack: ['S0RESPOND'] }, manager: { slack: ['S0OPS'] } },
  };
  const membersOf = async (group: string) => {
    asked += 1;
    if (down) throw new Error('Slack does not answer');
    return group === 'S0OPS' ? managers : [];
  };
  stage = await openStage([new ChatDouble('slack'), new ChatDouble('email')], directory, {
    roleGroups: [{ platform: 'slack', membersOf }],
  });
});

afterEach(() => stage.close());

function passes(minutes: number): void {
  stage.clock.set(new Date(stage.clock.now().getTime() + minutes * 60_000));
}

function noteByProgram(text: string) {
  const args = { incident: '1', text };
  return stage.tocsin.programs.run({ via: 'api', command: 'note', args, by: 'victor' });
}

describe('a role by a group', () => {
  it('counts for a command, a link of a mail and the API alike, and goes when the group does', async () => {
    await stage.says('alice', 'declare Checkout is down');
    expect((await stage.says('victor', 'ack 1')).text).toContain(
      'You have the role viewer, and “ack” needs the role responder',
    );
    managers = ['U0VICTOR'];
    passes(5);
    expect((await stage.says('victor', 'ack 1')).text).not.toContain('You are');
    expect((await stage.says('victor', 'note 1 by the link of a mail', { platform: 'email' })).text).toContain(
      'Note added',
    );
    await noteByProgram('by the API');
    expect((await stage.says('victor', 'help')).body).toMatch(/declare(?! 🔒)/);
    expect((await stage.says('victor', 'deliveries drop all')).text).not.toContain('Ask a manager');
    expect((await stage.says('victor', 'override primary person:bob to:+2h')).text).not.toContain('only yourself');
    expect((await stage.says('victor', 'audit')).text).toBe(
      'You have the role manager, and “audit” needs the role admin. Ask an admin to change it.',
    );
    managers = [];
    passes(5);
    expect((await stage.says('victor', 'resolve 1 done')).text).toContain('You have the role viewer');
    await expect(noteByProgram('no')).rejects.toMatchObject({
      rule: 'not-allowed',
    });
    expect((await stage.says('victor', 'help')).body).toMatch(/declare 🔒/);
  });

  it('is not there while the platform does not answer; the own role is, and waits for nobody', async () => {
    managers = ['U0VICTOR', 'U0BOB'];
    down = true;
    await stage.says('bob', 'declare Checkout is down');
    expect(asked).toBe(0);
    expect((await stage.says('victor', 'ack 1')).text).toContain('You have the role viewer');
    expect((await stage.says('bob', 'ack 1')).text).not.toContain('You are');
    expect(stage.log.text()).toContain('Slack does not answer');
  });

  it('lets somebody be asked for cover who responds by it', async () => {
    managers = ['U0VICTOR'];
    const { schedules } = stage.directory;
    const primary = schedules.get('primary')!;
    const layers = [{ ...primary.layers[0]!, people: ['alice', 'victor'] }];
    stage.directory = { ...stage.directory, schedules: new Map([['primary', { ...primary, layers }]]) };
    expect((await stage.says('alice', 'cover primary')).text).toContain('Victor');
  });
});

it('roles are compared in one place', () => {
  const files = ['src', 'commands', 'adapters'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  const comparing = files.filter((file) =>
    /\bmayActAs\(|roles\.indexOf|\.role (===|!==)/.test(readFileSync(join(root, file), 'utf8')),
  );
  // help sorts out which commands to show; nothing is allowed or refused by that.
  expect(comparing.sort()).toEqual([
    'commands/personal/help.ts',
    'src/application/access/permissions.ts',
    'src/domain/permissions.ts',
  ]);
});
