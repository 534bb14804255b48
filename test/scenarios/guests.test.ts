import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/languages.ts';
import type { Role } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let count = 0;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack'), new ChatDouble('telegram')]);
});

afterEach(() => stage.close());

/** Dana is in the workspace, and not in the file. */
async function dana(
  line: string,
  { platform = 'slack', isPrivate = true, language }: Partial<Dana> = {},
): Promise<string> {
  const reading = stage.tocsin.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message.text;
  count += 1;
  const id = 'U0DANA';
  const { message } = await stage.tocsin.commands.run({
    ...reading.input,
    id: `dana-${count}`,
    from: { platform, id, name: 'Dana Guest', ...(language && { language }) },
    where: {
      address: { platform, kind: isPrivate ? 'person' : 'channel', id: isPrivate ? id : 'C0OPS' },
      private: isPrivate,
      places: [isPrivate ? id : 'C0OPS'],
    },
  });
  await stage.tocsin.idle();
  return [message.text, message.title, message.body].filter(Boolean).join('\n');
}

interface Dana {
  readonly platform: 'slack' | 'telegram';
  readonly isPrivate: boolean;
  readonly language: Language;
}

function everybodyIs(role: Role, except: Readonly<Record<string, Role>> = {}): void {
  const people = [...stage.directory.people].map(
    ([id, person]) => [id, { ...person, role: except[id] ?? role }] as const,
  );
  stage.directory = { ...stage.directory, people: new Map(people) };
}

describe('somebody who is not in the file', () => {
  it('is told who can add them, in their language', async () => {
    everybodyIs('responder', { alice: 'admin' });
    expect(await dana('ack 1')).toMatch(
      /^I don’t know you on Slack yet, Dana Guest\. Ask Alice Chen to add `slack: "U0DANA"` to your accounts, /,
    );
    expect(await dana('ack 1', { language: 'es' })).toContain('Pide a Alice Chen que añada');
  });

  it('is told of the managers where there is no admin, and of whoever looks after the file where there is neither', async () => {
    everybodyIs('responder', { bob: 'manager', carol: 'manager' });
    expect(await dana('ack 1')).toContain('Ask Bob Okafor, Carol Díaz to add');
    everybodyIs('responder');
    expect(await dana('ack 1')).toContain('Ask whoever looks after Tocsin’s configuration file to add');
  });

  it('reads no names in a direct message on Telegram, where anybody may write', async () => {
    everybodyIs('responder', { alice: 'admin' });
    expect(await dana('ack 1', { platform: 'telegram' })).not.toContain('Alice');
    expect(await dana('ack 1', { platform: 'telegram', isPrivate: false })).toContain('Ask Alice Chen');
  });
});
