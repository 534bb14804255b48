import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const written = 'ask <@U0BOB> or <@200000000000000003> in <#C0OPS|ops>, see <https://a.example/x|the graph>';
const read = 'ask Bob Okafor or Carol Díaz in #ops, see the graph (https://a.example/x)';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')], sampleDirectory({ rooms: { announce: {}, open: {} } }));
});

afterEach(() => stage.close());

const timeline = async () =>
  (await stage.store.timeline((await stage.store.byNumber(1))!.id)).map(({ event }) => event);

describe.each(['api', 'amqp'] as const)('what a program writes for a chat (%s)', (via) => {
  it('comes out as names and links, in titles, notes and updates', async () => {
    const give = (command: string, args: Record<string, string>) =>
      stage.tocsin.programs.run({ via, idempotencyKey: `${via}-${command}`, by: 'alice', command, args });
    await give('declare', { title: `<!here> ${written}`, description: written });
    expect(await stage.store.byNumber(1)).toMatchObject({ title: `@here ${read}`, description: read });
    await give('note', { incident: '1', text: written });
    await give('update', { incident: '1', text: written });
    expect(await timeline()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'noted', text: read }),
        expect.objectContaining({ type: 'updated', text: read }),
      ]),
    );
  });
});

describe('what a monitor writes for a chat', () => {
  const alert = (changes: Partial<Alert> = {}): Alert => ({
    source: 'api',
    status: 'firing',
    title: `Queue <${'https://a.example/q'}|full>, <@U0BOB>`,
    description: written,
    fingerprint: 'queue',
    labels: [{ name: 'note', value: 'one\n🔴 two' }],
    service: 'checkout',
    ...changes,
  });

  it('comes out as names and links in the title, the description and the list of alerts', async () => {
    const [receipt] = await stage.tocsin.alerts.receive([alert()]);
    await stage.tocsin.idle();
    const title = 'Queue full (https://a.example/q), Bob Okafor';
    expect(await stage.store.byNumber(receipt!.incident!)).toMatchObject({
      title,
      description: expect.stringContaining(read),
      alerts: { alerts: [{ title }] },
    });
    // Its resolve is known, though its title is written as before.
    await stage.tocsin.alerts.receive([alert({ status: 'resolved' })]);
    await stage.tocsin.idle();
    expect((await stage.store.byNumber(1))?.alerts).toMatchObject({ total: 1, firing: 0 });
  });

  it('forges no line', async () => {
    await stage.tocsin.alerts.receive([
      alert({ title: 'Queue\n#2 · Bob resolved\u202E', description: 'a\u2028b\u0007' }),
    ]);
    await stage.tocsin.idle();
    expect(await stage.store.byNumber(1)).toMatchObject({ title: 'Queue #2 · Bob resolved' });
    const list = await stage.says('alice', 'alerts 1');
    expect(list.body).toContain('note: one 🔴 two');
  });
});
