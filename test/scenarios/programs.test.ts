import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult } from '../../src/ports/commands.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { toldLater } from '../harness/refused.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

describe('commands from programs', () => {
  let stage: Stage;
  let ids = 0;
  beforeAll(async () => {
    stage = await openStage([new ChatDouble('web')]);
  });
  afterAll(() => stage.close());

  function give(
    command: string,
    args: Record<string, string>,
    by = 'alice',
    id = `own-${++ids}`,
  ): Promise<CommandResult> {
    return stage.tocsin.programs.run({ via: 'amqp', idempotencyKey: id, by, command, args });
  }

  async function declared(): Promise<number> {
    const { incident } = await give('declare', { title: 'Checkout is down', service: 'checkout' });
    return incident?.number ?? 0;
  }

  it('declares, and a repeat under the same id is the same incident', async () => {
    const said = { title: 'Search is slow', severity: 'sev2' };
    const first = await give('declare', said, 'alice', 'm-1');
    expect(first).toMatchObject({
      incident: { title: 'Search is slow', declared: { by: 'alice', via: 'amqp' } },
    });
    const again = await give('declare', said, 'alice', 'm-1');
    expect(again).toMatchObject({ incident: { number: first.incident?.number } });
    const { items } = await stage.store.list({ limit: 50 });
    expect(items.filter(({ title }) => title === 'Search is slow')).toHaveLength(1);
  });

  it('acknowledges once, however often the broker brings it', async () => {
    const number = await declared();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => give('ack', { incident: `${number}` }, 'bob', `m-ack-${number}`)),
    );
    for (const answer of answers) {
      expect(answer).toMatchObject({
        incident: { number, state: 'acknowledged', acknowledged: { by: 'bob' } },
      });
    }
    const id = answers[0]?.incident?.id ?? '';
    const timeline = await stage.store.timeline(id);
    expect(timeline.filter(({ event }) => event.type === 'acknowledged')).toHaveLength(1);
  });

  it('knows people as the commands do, by name and in any case', async () => {
    const number = await declared();
    const answer = await give('note', { incident: `#${number}`, text: 'the cache is full' }, 'Bob Okafor');
    expect(answer).toMatchObject({ incident: { number } });
  });

  it.each([
    ['nobody of that name', 'ack', { incident: '1' }, 'mallory', /no person/],
    ['a viewer', 'ack', { incident: '1' }, 'victor', /responder/],
    ['no incident', 'ack', {}, 'alice', /needs an incident/],
    ['no number', 'ack', { incident: 'forty-two' }, 'alice', /is not an incident/],
    ['an incident that is not there', 'ack', { incident: '99999' }, 'alice', /no incident #99999/],
    ['an option that is not there', 'ack', { incident: '1', loudly: 'yes' }, 'alice', /no option/],
    ['an option with a magic name', 'ack', JSON.parse('{"__proto__":"1"}'), 'alice', /no option|needs an incident/],
    ['a severity that is not there', 'declare', { title: 'x down', severity: 'sev9' }, 'alice', /sev9/],
    ['no title', 'declare', {}, 'alice', /needs “title”/],
    ['what is a person’s own affair', 'web', {}, 'alice', /no command/],
  ])('says no to %s, in a sentence', async (_, command, args, by, sentence) => {
    await expect(toldLater(give(command, args as Record<string, string>, by))).rejects.toThrow(sentence);
  });

  it('gives no command that is for a person alone', () => {
    const given = stage.tocsin.programs.catalogue.map(({ name }) => name);
    for (const own of ['web', 'link', 'notify', 'quiet', 'help']) expect(given).not.toContain(own);
  });
});
