import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { mayCount } from '../../src/ports/commands/press.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

// “Note 3 servers are down” is about incident 3, or about three servers: the place decides, and what is not sure asks.

describe('a number before words', () => {
  it.each([
    'note 3 servers are down',
    'note 3 of 5 nodes are back',
    'note 2 more nodes lost',
    'note 3 failed nodes',
    'note 500 errors on checkout',
    'note 10 minutes of downtime so far',
    'note 1 server is down',
    'note 3 Server sind ausgefallen',
    'note 2 Kunden haben angerufen',
    'nota 3 servidores están caídos',
    'note 3 台ダウン',
    'resolve 2 of 3 hosts are back',
    'update 5 customers affected',
    'status 5 customers affected',
    'ack 2 people on it',
    'reopen 3 servers are down again',
    'rename 3 servers are down',
    'task 2 servers to replace',
  ])('may count in %j', (line) => {
    expect(mayCount(readLine(line, commands).args)).toBe(true);
  });

  it.each([
    'note 3: servers are down',
    'note #3 servers are down',
    'note 3, servers are down',
    'note incident 3 servers are down',
    'note 3 the cache is full',
    'note 3 looks better',
    'note 3 needs a rollback',
    'note 3 news from the vendor',
    'note 3 status page updated',
    'note 3 redis is out of memory',
    'note 3 process crashed',
    'note 3 DNS is broken',
    'note 3 aws says it is them',
    'note 14 das ist der Cache',
    'note 14 tras reiniciar va bien',
    'resolve 3 restarted the servers',
    'resolve 14 works now',
    'ack 14 looking into it',
    'update 14 monitoring',
    'task 14 rotate the keys',
    'snooze 14 2 hours',
  ])('is the incident in %j', (line) => {
    expect(mayCount(readLine(line, commands).args)).toBe(false);
  });
});

describe('what becomes of it', () => {
  let slack: ChatDouble;
  let stage: Stage;
  const room = { places: ['room-1'] };

  beforeAll(async () => {
    slack = new ChatDouble('slack');
    const rooms = { announce: { slack: 'C1' }, open: { slack: 'channel' } } as const;
    stage = await openStage([slack], sampleDirectory({ rooms }));
    for (const title of ['Checkout is down', 'Mail is late', 'Search is slow']) {
      await stage.says('bob', `declare ${title} severity:sev3`);
      await stage.passes(1);
    }
    await stage.says('bob', 'resolve 2');
  });

  afterAll(() => stage.close());

  const latest = async (number: number) => {
    const { id } = (await stage.store.byNumber(number))!;
    return (await stage.store.timeline(id, { after: 0, limit: 200 })).at(-1)?.event;
  };
  const latestOfAll = () => Promise.all([1, 2, 3].map(latest));
  let before: Awaited<ReturnType<typeof latestOfAll>>;
  beforeEach(async () => {
    before = await latestOfAll();
  });

  it.each([
    ['note 3 servers are down', '3 servers are down'],
    ['note 1 server is down', '1 server is down'],
    ['note 9 servers are down', '9 servers are down'],
  ])('in an incident’s room %j is noted there, with its number', async (line, text) => {
    const { text: answer } = await stage.says('alice', line, room);
    expect(answer).toContain(`Note added to #1 Checkout is down. It says “${text}”.`);
    expect(await latest(1)).toMatchObject({ type: 'noted', text });
  });

  it('offers the other incident, when it is open', async () => {
    const { buttons } = await stage.says('alice', 'note 3 servers are down', room);
    expect(buttons?.at(-1)).toEqual({
      label: 'Use for #3',
      invokes: { command: 'note', args: { incident: '3', text: 'servers are down' } },
    });
    expect((await stage.says('alice', 'note 2 servers are down', room)).buttons).toBeUndefined();
  });

  it('asks before it resolves', async () => {
    const { text, buttons } = await stage.says('alice', 'resolve 2 of 3 hosts are back', room);
    expect(text).toContain('Resolve #1 Checkout is down');
    expect(buttons?.[0]?.invokes.args).toMatchObject({ incident: '1', summary: '2 of 3 hosts are back' });
    expect((await stage.store.byNumber(1))?.state).not.toBe('resolved');
  });

  it('in a direct message is the number of the incident that the person was paged for last', async () => {
    await stage.says('alice', 'note 3 customers called');
    expect(await latest(3)).toMatchObject({ text: 'customers called' });
  });

  it('in a direct message asks, when it may as well mean the latest page', async () => {
    const { text, buttons } = await stage.says('alice', 'note 1 server is down');
    expect(text).toBe('Add note: the number in “1 server is down” can be an incident or a count. Choose the incident.');
    expect(buttons?.map(({ label, invokes }) => [label, invokes.args])).toEqual([
      ['#1 Checkout is down', { incident: '1', text: 'server is down' }],
      ['#3 Search is slow', { incident: '3', text: '1 server is down' }],
    ]);
    expect(await latestOfAll()).toEqual(before);
  });

  it('has buttons also for lines that are more than buttons hold', async () => {
    const { text, buttons } = await stage.says(
      'alice',
      'note 1 server is down and nobody knows why it restarted so often',
    );
    expect(text).toContain('can be an incident or a count');
    expect(buttons?.map(({ label }) => label)).toEqual(['#1 Checkout is down', '#3 Search is slow']);
  });

  it.each([
    ['that is resolved', 'note 2 servers are down', '2 servers are down'],
    ['that does not exist', 'note 77 servers are down', '77 servers are down'],
  ])('in a direct message is no incident %s: the words go to the latest page', async (_, line, words) => {
    expect((await stage.says('alice', line)).text).toContain(`Note added to #3 Search is slow. It says “${words}”.`);
  });

  it('asks before it acknowledges another incident than the one that was named', async () => {
    const { text, buttons } = await stage.says('alice', 'ack 77 hosts are rebooting');
    expect(text).toContain('“77 hosts are rebooting”');
    expect(buttons?.map(({ label }) => label)).toEqual(['#3 Search is slow']);
    expect(await latestOfAll()).toEqual(before);
  });

  it.each(['update 77 customers affected', 'rename 77 servers are down'])(
    'asks in a direct message before %j changes what others read',
    async (line) => {
      await stage.says('alice', line);
      expect(await latestOfAll()).toEqual(before);
    },
  );

  it('elsewhere is the number of an open incident, and else asks which is meant', async () => {
    await stage.says('victor', 'note 3 servers are down', { places: ['C9'] });
    await stage.says('bob', 'note 3 servers are down', { places: ['C9'] });
    expect(await latest(3)).toMatchObject({ text: 'servers are down', by: 'bob' });
    const { title, text } = await stage.says('bob', 'note 77 servers are down', { places: ['C9'] });
    expect(title ?? text).toContain('text:"77 servers are down"');
  });

  it('acknowledges the incident of the room, and no other', async () => {
    const { text } = await stage.says('alice', 'ack 3 people are on it', room);
    expect(text).toContain('It says “3 people are on it”.');
    expect((await stage.store.byNumber(1))?.state).toBe('acknowledged');
    expect((await stage.store.byNumber(3))?.state).toBe('triggered');
  });
});
