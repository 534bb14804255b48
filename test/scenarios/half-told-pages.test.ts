import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let web: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  web = new ChatDouble('web');
  web.untold = '1 of 2 browsers did not get the push';
  stage = await openStage([web]);
});

afterEach(() => stage.close());

const declared = () => stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
const pages = () => web.pagesTo('alice');
const alicesPage = async () =>
  Object.values((await stage.store.byNumber(1))!.deliveries).find(
    ({ kind, person }) => kind === 'page' && person === 'alice',
  );

describe('a page that is in the chat while its push has to be tried again', () => {
  it('shows who acknowledged meanwhile, and counts as sent', async () => {
    await declared();
    expect(pages()).toHaveLength(1);
    const { sentAt } = (await alicesPage())!.progress;
    web.untold = undefined;
    await stage.says('bob', 'ack 1');
    await stage.passes(1);
    expect(pages()).toHaveLength(1);
    expect(pages()[0]!.message.text).toContain('Acknowledged by Bob');
    expect(sentAt).toBeDefined();
    expect((await alicesPage())!.progress).toMatchObject({ sentAt, failures: 0, shown: expect.any(Number) });
    expect((await alicesPage())!.progress.shown).toBeGreaterThan(0);
  });

  it('shows an acknowledgement that came while it was on its way', async () => {
    let acked: Promise<unknown> | undefined;
    web.before = async (what, to) => {
      if (what !== 'send' || to.kind !== 'person' || to.id !== 'alice') return;
      acked ??= stage.says('bob', 'ack 1');
      await eventually('it is acknowledged', async () => (await stage.store.byNumber(1))?.state === 'acknowledged');
    };
    await declared();
    await acked;
    web.untold = undefined;
    await stage.passes(1);
    expect(pages()).toHaveLength(1);
    expect(pages()[0]!.message.text).toContain('Acknowledged by Bob');
  });

  it('is sent to the rest under the same key, and keeps the time at which it was there', async () => {
    await declared();
    const { sentAt } = (await alicesPage())!.progress;
    web.untold = undefined;
    await stage.passes(1);
    expect(new Set(pages().map(({ key }) => key)).size).toBe(1);
    expect(pages().length).toBeGreaterThan(1);
    expect((await alicesPage())!.progress).toMatchObject({ sentAt, failures: 0 });
  });

  it('says that nothing told its person, when nothing did before the acknowledgement', async () => {
    web.tellsNobody = true;
    await declared();
    web.untold = undefined;
    await stage.says('bob', 'ack 1');
    await stage.passes(1);
    expect(pages()[0]!.message.text).toContain('Acknowledged by Bob');
    expect((await alicesPage())!.progress.ref).toMatchObject({ reachedNobody: true });
    expect((await stage.says('bob', 'timeline 1')).body).not.toContain('Not delivered');
  });

  it('is still edited once its push was given up', async () => {
    await declared();
    for (let minute = 0; minute < 36; minute += 1) await stage.passes(1);
    web.untold = undefined;
    await stage.says('bob', 'ack 1');
    await stage.passes(1);
    expect(pages()[0]!.message.text).toContain('Acknowledged by Bob');
  });

  it('is what a bare “ack” of its person answers', async () => {
    await declared();
    const { text } = await stage.says('alice', 'ack');
    expect(text).toContain('#1');
    expect((await stage.store.byNumber(1))!.state).toBe('acknowledged');
  });
});
