import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

/** It is one in the afternoon in Berlin; Alice is on call until the evening, Bob (in New York) is the second level. */
beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C0INC' }, operators: { slack: 'C0OPS' }, open: { slack: 'thread' } } as const;
  const policies = new Map([
    [
      'default',
      {
        id: 'default',
        repeat: 1,
        levels: [
          { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
          { page: [{ person: 'bob' }], escalateAfterMs: 10 * minute },
        ],
      },
    ],
  ]);
  stage = await openStage([slack], sampleDirectory({ rooms, policies }));
});

afterEach(() => stage.close());

/** From noon to six in Berlin, from seven to one in New York: both are asleep until six. */
function bothAsleep(): void {
  stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } });
  stage.changesPerson('bob', { quietHours: { from: '07:00', to: '13:00', except: ['sev1'] } });
}
const pages = () => [slack.pagesTo('U0ALICE').length, slack.pagesTo('U0BOB').length];
const field = (label: string, place = 'C0INC') =>
  slack.posted
    .filter(({ ref, message }) => ref.at.id === place && message.fields)
    .at(-1)
    ?.message.fields?.find((one) => one.label === label)?.value;
const timeline = async () => (await stage.says('carol', 'timeline 1')).body ?? '';

describe('somebody in quiet hours', () => {
  beforeEach(() => stage.changesPerson('alice', { quietHours: { from: '12:00', to: '18:00', except: ['sev1'] } }));

  it('is not paged before they end; the next is paged at once, and then they are, as the record says', async () => {
    const { text } = await stage.says('carol', 'declare Checkout is down severity:sev2');
    expect(text).toContain('Quiet hours: page for Alice Chen deferred to 18:00 (Europe/Berlin). Paged Bob Okafor');
    expect(pages()).toEqual([0, 1]);
    expect(await timeline()).not.toContain('Paged Alice');
    expect(field('Paged')).toBe('Bob Okafor');
    expect(field('Deferred')).toBe('Alice Chen until 18:00 (Europe/Berlin)');
    await stage.passes(299);
    expect((await stage.says('carol', 'report')).body).toMatch(/2 pages: Bob Okafor \(2\)/);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
    await stage.passes(1);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    expect(slack.pagesTo('U0ALICE')[0]!.message.text).toContain('You are paged (level 1)');
    const bobs = slack.pagesTo('U0BOB').length;
    await stage.passes(5);
    expect(slack.pagesTo('U0BOB')).toHaveLength(bobs + 1);
  });

  it('is paged at once after “quiet off”', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    await stage.says('alice', 'quiet off');
    await stage.passes(0);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
  });

  it('is not paged when somebody else is put on call before they end', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    await stage.says('alice', 'override primary person:carol from:now to:+8h');
    await stage.passes(300);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(0);
    expect(await timeline()).toContain('Deferred page for Alice Chen cancelled');
  });
});

describe('when nobody on the policy is awake', () => {
  beforeEach(bothAsleep);

  it('the card, the room and the operators are told, and the escalation resumes when the first wakes', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    const said = 'nobody on the policy is awake: deferred to 18:00 (Europe/Berlin) for Alice Chen';
    expect(pages()).toEqual([0, 0]);
    expect(field('State')).toBe(`Triggered · ${said}`);
    expect(field('State', 'C0OPS')).toBe(`Triggered · ${said}`);
    expect(await timeline()).toContain(`N${said.slice(1)}`);
    expect(await timeline()).not.toContain('Paged');
    await stage.passes(299);
    expect(pages()).toEqual([0, 0]);
    await stage.passes(1);
    expect(pages()).toEqual([1, 0]);
    await stage.passes(5);
    expect(pages()).toEqual([1, 1]);
    await stage.passes(10);
    expect(pages()).toEqual([2, 1]);
  });

  it('whoever begins a shift and is awake is paged', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    await stage.says('alice', 'override primary person:carol from:now to:+8h');
    await stage.passes(0);
    expect(slack.pagesTo('U0CAROL').filter(({ message }) => message.text.includes('You are paged'))).toHaveLength(1);
  });

  it('a restart and lost wakes change nothing', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    await stage.tocsin.idle();
    stage.clock.set(new Date(stage.clock.now().getTime() + 300 * minute));
    const later = stage.replica();
    for (let looks = 0; looks < 3; looks += 1) {
      await later.sweep();
      await later.idle();
    }
    expect(pages()).toEqual([1, 0]);
  });

  it('nothing goes out for what somebody has acknowledged, but a line of what waited', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    await stage.says('carol', 'ack 1');
    await stage.passes(310);
    expect(slack.pagesTo('U0ALICE').map(({ message }) => message.title)).toEqual([
      '1 incident waited for you during your quiet hours',
    ]);
  });

  it('the API says who is deferred, and until when', async () => {
    await stage.says('carol', 'declare Checkout is down severity:sev2');
    const incident = await stage.tocsin.api.show(1);
    expect(incident.paged).toEqual({});
    expect(incident.deferred?.map(({ person: id }) => id)).toEqual(['alice', 'bob']);
  });
});
