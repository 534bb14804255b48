import { afterEach, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;

afterEach(() => stage.close());

async function look() {
  await stage.passes(1);
  return stage.tocsin.dashboard.look();
}

it('shows what is open, the gravest and what nobody has first, and who has it since when', async () => {
  stage = await openStage([new ChatDouble('web')]);
  await stage.says('bob', 'declare Slow search severity:sev3');
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
  await stage.says('bob', 'declare Payments fail severity:sev1');
  await stage.says('bob', 'ack 3');
  await stage.says('bob', 'declare Over already severity:sev1');
  await stage.says('bob', 'resolve 4 it was nothing');
  const { open, more, onCall } = await look();
  expect(open.map(({ number, state }) => [number, state])).toEqual([
    [2, 'triggered'],
    [3, 'acknowledged'],
    [1, 'triggered'],
  ]);
  expect(more).toBe(false);
  expect(open[0]).toMatchObject({ severity: 'sev1', service: 'Checkout', paged: { people: ['alice'] } });
  expect(open[0]?.nextAt?.getTime()).toBeGreaterThan(open[0]!.since.getTime());
  expect(open[1]).toMatchObject({ owner: { person: 'bob' } });
  expect(onCall).toMatchObject([{ schedule: 'primary', now: { person: 'alice' } }]);
});

it('tells the last 30 days, and forgets what is older', async () => {
  stage = await openStage([new ChatDouble('web')]);
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
  await stage.passes(4);
  await stage.says('alice', 'ack 1');
  await stage.passes(56);
  await stage.says('alice', 'resolve 1 rolled back');
  await stage.says('bob', 'declare Slow search severity:sev3');
  const { figures } = await look();
  expect(figures).toMatchObject({
    days: 30,
    incidents: 2,
    bySeverity: { sev1: 1, sev2: 0, sev3: 1, sev4: 0 },
    byService: [{ service: 'Checkout', incidents: 1 }],
  });
  expect(figures.paged[0]?.person).toBe('alice');
  expect(figures.toAcknowledgeMs! / (4 * 60_000)).toBeCloseTo(1, 1);
  expect(figures.toResolveMs! / (60 * 60_000)).toBeCloseTo(1, 1);

  stage.clock.set(new Date(stage.clock.now().getTime() + 31 * 24 * 60 * 60_000));
  const later = await stage.tocsin.dashboard.look();
  expect(later.figures).toMatchObject({ incidents: 0, byService: [], paged: [] });
  expect(later.figures.toAcknowledgeMs).toBeUndefined();
});

it('shows the newest of each severity when there are more than anybody reads', async () => {
  stage = await openStage([new ChatDouble('web')]);
  await stage.says('bob', 'declare The oldest severity:sev1');
  for (let index = 0; index < 30; index += 1) await stage.says('bob', `declare Slow ${index} severity:sev4`);
  const { open, more } = await look();
  expect(open[0]?.number).toBe(1);
  expect(open).toHaveLength(26);
  expect(more).toBe(true);
});

it('tells of pages that were not delivered, until they are retried', async () => {
  const slack = new ChatDouble('slack');
  stage = await openStage([slack, new ChatDouble('web')]);
  slack.before = (_what, to) => {
    if (to.kind === 'person') throw new DeliveryFailed('account_inactive', 'never');
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1', { platform: 'web' });
  const failed = { person: 'alice', platform: 'slack' };
  expect((await look()).open[0]?.failedPages).toContainEqual(failed);
  expect((await stage.tocsin.dashboard.openIncidents())[0]).toMatchObject({ number: 1, severity: 'sev1' });
  expect((await stage.tocsin.dashboard.openIncidents())[0]?.failedPages).toContainEqual(failed);
  slack.before = () => undefined;
  await stage.says('carol', 'retry 1', { platform: 'web' });
  expect((await look()).open[0]?.failedPages).toBeUndefined();
});

it('knows that an incident is about to have its room', async () => {
  const web = new ChatDouble('web');
  stage = await openStage([web]);
  let open = () => {};
  const opening = new Promise<void>((resolve) => {
    open = resolve;
  });
  web.before = (what) => (what === 'openRoom' ? opening : undefined);
  const declaring = stage.says('bob', 'declare Checkout is down severity:sev1');
  await expect.poll(() => stage.tocsin.dashboard.roomOf(1)).toBe('opening');
  open();
  await declaring;
  expect(await stage.tocsin.dashboard.roomOf(1)).toEqual({ room: 'room-1', title: 'Checkout is down' });
  expect(await stage.tocsin.dashboard.roomOf(2)).toBeUndefined();
});
