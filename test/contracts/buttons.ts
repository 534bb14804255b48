import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRef } from '../../src/domain/address.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { directTo } from '../../src/ports/chat.ts';
import { cardView } from '../../src/views/incident/incident.ts';
import { houseReader } from '../../src/views/reader.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import type { PlatformUnderTest } from './chat-adapter/platform-under-test.ts';

/** What a card's buttons promise to who presses them half asleep: the real core behind the real adapter. */
export function buttonsContract(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name} keeps what the buttons of a card promise`, () => {
    let platform: PlatformUnderTest;
    let stage: Stage;
    let page: MessageRef;

    beforeEach(async () => {
      platform = await open();
      const { chat, channel } = platform;
      const rooms = { announce: { [chat.platform]: channel.id }, open: {} };
      // The fakes know these two, and nobody else.
      const [first, second] = policy.levels;
      const levels = [first!, { ...second!, page: [{ team: 'payments' }] }];
      const policies = new Map([['default', { ...policy, levels }]]);
      stage = await openStage([chat], sampleDirectory({ rooms, policies }));
      await chat.start(stage.tocsin.commands);
      await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
      const at = directTo(chat.platform, platform.alice);
      const id = await eventually('alice is paged', () => platform.shown(at).find(isCard)?.id);
      page = { at, id };
    });

    afterEach(async () => {
      await platform.chat.close();
      await stage.close();
      await platform.close();
    });

    const incident = async (): Promise<Incident> => (await stage.store.byNumber(1))!;
    const stateNow = async () => (await incident()).state;
    const labels = () => platform.shown(page.at).find(({ id }) => id === page.id)?.buttons ?? [];
    const isCard = ({ text, buttons }: { text: string; buttons: readonly string[] }) =>
      text.includes('#1 Checkout is down') && buttons.includes('Escalate');

    /** A copy of the card as it stands now, which nobody edits: what somebody sees who looks at it a moment too long. */
    async function copy(account = platform.alice): Promise<MessageRef> {
      const at = directTo(platform.chat.platform, account);
      return platform.chat.send(
        at,
        cardView(await incident(), houseReader(stage.directory, stage.clock.now())),
        `copy ${Math.random()}`,
      );
    }

    async function told(account: string, words: RegExp): Promise<string> {
      return eventually(`${account} reads ${words}`, () => {
        const text = platform.toldTo(account)?.text ?? '';
        return words.test(text) ? text : undefined;
      });
    }

    /** What came of each, the latest first. */
    async function acknowledgements(): Promise<string[]> {
      const entries = await stage.auditLog.latest({ limit: 20 });
      return entries.filter(({ act }) => act === 'ack').map(({ outcome }) => outcome);
    }

    /** Presses a button on what this account was told last. */
    async function agrees(account: string, label: string): Promise<void> {
      const { id } = platform.toldTo(account)!;
      await platform.presses(account, { at: directTo(platform.chat.platform, account), id }, label);
    }

    it('acknowledges by the first button, and never resolves by pressing it again', async () => {
      const before = await copy();
      expect(labels().slice(0, 5)).toEqual(['Acknowledge', 'Escalate', 'Snooze', 'Resolve', 'Add note']);
      await platform.presses(platform.alice, page, 'Acknowledge');
      await eventually('it is acknowledged', async () => (await stateNow()) === 'acknowledged');
      await eventually('the page says so', () => labels()[0] === 'Acknowledged');
      expect(labels().slice(1, 5)).toEqual(['Escalate', 'Snooze', 'Resolve', 'Add note']);
      // The second tap, on what has not been drawn anew, and on what has.
      await platform.presses(platform.alice, before, 'Acknowledge');
      await told(platform.alice, /You already acknowledged #1\./);
      await platform.presses(platform.alice, page, labels()[0]!);
      await platform.presses(platform.alice, page, labels()[0]!);
      await eventually('all four were brought to the core', async () => (await acknowledgements()).length === 4);
      expect(await acknowledgements()).toEqual([...Array<string>(3).fill('refused:acknowledged-by-you'), 'done']);
      await stage.tocsin.idle();
      expect(await stateNow()).toBe('acknowledged');
      const timeline = await stage.store.timeline((await incident()).id);
      expect(timeline.filter(({ event }) => event.type === 'acknowledged')).toHaveLength(1);
      expect(timeline.some(({ event }) => event.type === 'resolved')).toBe(false);
      platform.verify();
    });

    it('does nothing when somebody else was first, and says who', async () => {
      const before = await copy();
      await stage.says('bob', 'ack 1');
      await platform.presses(platform.alice, before, 'Acknowledge');
      await told(platform.alice, /Bob Okafor acknowledged #1 just now, via .+\./);
      await platform.presses(platform.alice, before, 'Escalate');
      expect(await told(platform.alice, /Nothing was changed/)).toContain('Bob Okafor acknowledged #1 just now, via ');
      await stage.passes(3);
      await stage.says('bob', 'resolve 1');
      await platform.presses(platform.alice, before, 'Acknowledge');
      await told(platform.alice, /Bob Okafor resolved #1 just now, via .+\./);
      expect((await incident()).resolved?.by).toBe('bob');
      expect((await incident()).escalation?.level).toBe(0);
      platform.verify();
    });

    it('asks for a summary before it resolves, which may be left empty', async () => {
      await platform.presses(platform.alice, page, 'Resolve');
      await platform.fillsIn(platform.alice, {});
      // The answer, or the page that was drawn anew just after it.
      await told(platform.alice, /Resolved #1|Resolved by Alice Chen/);
      expect(await incident()).toMatchObject({ state: 'resolved', resolved: { by: 'alice' } });
      expect((await incident()).resolved?.summary).toBeUndefined();
      platform.verify();
    });

    it('keeps the summary that was filled in, and says who resolved it while it was', async () => {
      const before = await copy();
      await platform.presses(platform.alice, page, 'Resolve');
      await platform.fillsIn(platform.alice, { [summaryField()]: 'rolled back' });
      // The answer, or the page that was drawn anew just after it.
      await told(platform.alice, /Resolved #1|Resolved by Alice Chen/);
      expect((await incident()).resolved?.summary).toBe('rolled back');
      await stage.says('bob', 'reopen 1');
      await platform.presses(platform.alice, before, 'Resolve');
      await stage.says('bob', 'resolve 1');
      await platform.fillsIn(platform.alice, { [summaryField()]: 'restarted' });
      expect(await told(platform.alice, /Bob Okafor resolved/)).toMatch(/Nothing was changed.*restarted/);
      expect((await incident()).resolved).toMatchObject({ by: 'bob' });
      platform.verify();
    });

    it('resolves a message from before buttons told their state by the same form', async () => {
      const old = { command: 'resolve', args: { incident: '1' } };
      const card = { text: 'an old card', buttons: [{ label: 'Resolve', invokes: old }] };
      const ref = await platform.chat.send(page.at, card, 'old');
      await platform.presses(platform.alice, ref, 'Resolve');
      await platform.fillsIn(platform.alice, {});
      await eventually('it is resolved', async () => (await stateNow()) === 'resolved');
      platform.verify();
    });

    it('says whom it would page before it escalates, and escalates once', async () => {
      await platform.presses(platform.alice, page, 'Escalate');
      const asked = await told(platform.alice, /Escalate #1/);
      expect(asked).toContain('Escalate #1 Checkout is down? This pages Alice Chen and Bob Okafor (level 2).');
      expect((await incident()).escalation?.level).toBe(0);
      const question = {
        at: directTo(platform.chat.platform, platform.alice),
        id: platform.toldTo(platform.alice)!.id,
      };
      await agrees(platform.alice, 'Page 2 people');
      await eventually('level 2 is paged', async () => (await incident()).escalation?.level === 1);
      // The pages have gone out, so what is told next is the answer.
      await stage.tocsin.idle();
      await platform.presses(platform.alice, question, 'Page 2 people');
      await told(platform.alice, /nobody else was paged/);
      expect((await incident()).escalation).toMatchObject({ level: 1, round: 0 });
      platform.verify();
    });

    it('names the incident that a line in a direct message does not name, and asks', async () => {
      await platform.says(platform.alice, 'resolve', 'direct');
      await told(platform.alice, /Resolve.*#1 Checkout is down\? You named no incident/);
      expect(await stateNow()).toBe('triggered');
      await agrees(platform.alice, 'Resolve #1');
      await eventually('it is resolved', async () => (await stateNow()) === 'resolved');
      platform.verify();
    });

    /** The field as the platform's own form calls it. */
    function summaryField(): string {
      return platform.chat.platform === 'slack' || platform.chat.platform === 'telegram' ? 'Summary' : 'summary';
    }
  });
}
