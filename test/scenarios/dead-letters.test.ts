import { describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Stage } from '../harness/tocsin.ts';
import { declared, refusesPages, says, slack, stage, useStage, withRooms, works } from './dead-letter-stage.ts';

useStage();

describe('deliveries', () => {
  it('says that nothing failed', async () => {
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
    expect((await says('retry')).text).toBe('There are no failed deliveries to retry.');
  });

  it('lists what failed, why, and since when in the asker’s zone', async () => {
    refusesPages();
    await declared();
    const { title, body, buttons } = await says('deliveries');
    expect(title).toBe('1 failed delivery');
    expect(body).toContain(
      '#1 Checkout is down: page to Alice Chen on Slack · account_inactive · since Mon 9 Mar 08:00 EDT · 1 attempt',
    );
    expect(buttons).toEqual([
      { label: 'Retry all', tone: 'primary', invokes: { command: 'retry', args: { which: 'all' } } },
    ]);
  });

  it('lists page by page', async () => {
    refusesPages();
    for (let count = 0; count < 16; count += 1) await declared();
    const first = await says('deliveries');
    expect(first.title).toBe('15 failed deliveries, page 1');
    expect(first.buttons?.[1]?.invokes).toEqual({ command: 'deliveries', args: { page: '2' } });
    expect((await says('deliveries page:2')).title).toBe('1 failed delivery, page 2');
    expect((await says('deliveries page:3')).text).toBe('No more failed deliveries.');
    expect((await says('deliveries page:x')).text).toContain('a number from 1 to 20');
  });

  it('tells a message that belongs to no incident too', async () => {
    refusesPages();
    await stage.says('alice', 'notify test', { platform: 'web' });
    await stage.passes(1);
    expect((await says('deliveries')).body).toContain('notification to Alice Chen on Slack: “');
    works();
    expect((await says('deliveries retry letters')).text).toContain('Retrying 1 message.');
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
  });

  it('is not for viewers, and dropping not for responders', async () => {
    expect((await says('deliveries', 'victor')).text).toContain('needs the role responder');
    expect((await says('deliveries drop all', 'carol')).text).toContain(
      'you cannot drop messages: what is dropped reaches nobody. Ask a manager',
    );
    expect((await says('deliveries drop')).text).toContain('Say what to drop');
    expect((await says('retry everything')).text).toContain(
      '“everything” is not valid. Give the number of an incident',
    );
  });

  it('does not list a page that arrived and only cannot be edited any more', async () => {
    slack.before = (what) => {
      if (what === 'update') throw new DeliveryFailed('message_not_found', 'never');
    };
    await declared();
    await stage.says('alice', 'ack 1');
    await stage.passes(1);
    expect((await says('deliveries')).body).toMatch(/^#1 Checkout is down: card in C1 on Slack/);
    await says('deliveries drop all');
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
  });
});

describe('retry', () => {
  it('sends again, once, however often and wherever it is clicked', async () => {
    refusesPages();
    await declared();
    works();
    const other = stage.replica();
    const click = (commands: Stage['tocsin']['commands'], id: string) =>
      commands.run({
        command: 'retry',
        args: { which: 'all' },
        id,
        from: { platform: 'web', id: 'bob' },
        where: { address: { platform: 'web', kind: 'person', id: 'bob' }, private: true, places: [] },
      });
    const replies = await Promise.all([
      click(stage.tocsin.commands, 'a'),
      click(other.commands, 'b'),
      click(other.commands, 'c'),
    ]);
    await Promise.all([stage.tocsin.idle(), other.idle()]);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    const texts = replies.map(({ message }) => message.text).sort();
    expect(texts.filter((text) => text.startsWith('Retrying 1 message.'))).toHaveLength(1);
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
    await stage.passes(1);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  });

  it('goes to the account and the channel that the file names now', async () => {
    slack.before = () => {
      throw new DeliveryFailed('Check the id in the configuration', 'never');
    };
    await declared();
    works();
    stage.changesPerson('alice', { accounts: { slack: 'U0RIGHT' } });
    stage.directory = { ...stage.directory, rooms: { ...stage.directory.rooms, announce: { slack: 'C1RIGHT' } } };
    await says('retry all');
    expect(slack.pagesTo('U0RIGHT')).toHaveLength(1);
    expect(slack.inChannel('C1RIGHT')).toHaveLength(1);
    expect([...slack.pagesTo('U0ALICE'), ...slack.inChannel('C1')]).toEqual([]);
  });

  it('lists what fails once more, with its new reason', async () => {
    refusesPages();
    await declared();
    refusesPages('user_disabled');
    expect((await says('retry 1')).text).toContain('Retrying 1 message.');
    expect((await says('deliveries')).body).toContain('user_disabled');
  });

  it('tries again until it is through, as the first time', async () => {
    refusesPages();
    await declared();
    slack.before = (_what, to) => {
      if (to.kind === 'person') throw new DeliveryFailed('Slack does not answer', 'soon');
    };
    await says('retry');
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
    works();
    await stage.passes(1);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  });

  it.each(['ack 1', 'resolve 1 it was DNS'])('pages nobody for what was settled by “%s”', async (line) => {
    refusesPages();
    await declared();
    await says(line);
    works();
    expect((await says('retry all')).text).toContain('Removed 1 message that nobody needs any more');
    await stage.passes(10);
    expect(slack.pagesTo('U0ALICE')).toEqual([]);
    expect(await says('deliveries')).toEqual({ text: 'No failed deliveries.' });
  });

  it('retries one incident and leaves the others', async () => {
    refusesPages();
    await declared();
    await declared();
    works();
    await says('deliveries retry #2');
    expect(slack.pagesTo('U0ALICE').map(({ message }) => message.title)).toEqual(['#2 Checkout is down']);
    expect((await says('deliveries')).title).toBe('1 failed delivery');
    expect((await says('retry 77')).text).toBe('There are no failed deliveries to retry.');
  });

  it('opens a room that was given up, and says in it what waited for it', async () => {
    stage.directory = withRooms({ announce: { slack: 'C1' }, open: { slack: 'channel' } });
    slack.before = (what) => {
      if (what === 'openRoom') throw new DeliveryFailed('restricted_action', 'never');
    };
    await declared();
    expect((await says('deliveries')).body).toContain('room on Slack · restricted_action');
    works();
    await says('retry');
    await stage.passes(1);
    expect(slack.rooms).toHaveLength(1);
    expect(slack.inChannel('room-1').length).toBeGreaterThan(1);
  });

  it('drops what is never to be sent', async () => {
    refusesPages();
    await declared();
    expect((await says('deliveries drop 1')).text).toBe('Dropped 1 message; it will not be sent.');
    expect((await says('deliveries drop 1')).text).toContain('There are no failed deliveries to drop.');
    works();
    expect((await says('retry all')).text).toContain('There are no failed deliveries to retry.');
    await stage.passes(2);
    expect(slack.pagesTo('U0ALICE')).toEqual([]);
  });
});
