import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainView } from '../../src/views/incident/explain.ts';
import { readerOf } from '../../src/views/reader.ts';
import { declare, explained, minute, openTwoLevels, stage } from './explain-stage.ts';

beforeEach(openTwoLevels);
afterEach(() => stage.close());

describe('when nobody else is paged', () => {
  it('says who has it, and when they are asked', async () => {
    stage.changesPolicy({ ackTimeoutMs: 30 * minute });
    await declare();
    await stage.passes(2);
    await stage.says('alice', 'ack 1 looking');
    expect((await explained())?.slice(0, 3)).toEqual([
      '🟠 sev1 · Acknowledged by Alice Chen · Slack',
      'Nobody else is paged.',
      'Next, Mon 9 Mar 12:32 UTC: Alice Chen is asked whether they are still on it. Without an answer, paging starts again.',
    ]);
    await stage.passes(30);
    expect((await explained())?.[2]).toBe('Next, Mon 9 Mar 12:37 UTC: paging starts again unless Alice Chen answers.');
    await stage.says('alice', 'snooze 1 2h');
    const lines = await explained();
    expect(lines?.[2]).toBe('Next, Mon 9 Mar 14:32 UTC: the snooze ends and paging starts again.');
    expect(lines).toContain('12:02 · Alice Chen acknowledged via Slack');
    expect(lines).toContain('12:32 · Asked Alice Chen whether they are still on it');
    expect(lines).toContain('12:32 · Alice Chen snoozed it via Slack');
  });

  it('is resolved, or merged into another', async () => {
    await declare();
    await stage.says('bob', 'declare Cart is down severity:sev1');
    const asked = await stage.says('bob', 'merge incident:1 other:2');
    await stage.tocsin.commands.run({
      ...asked.buttons![0]!.invokes,
      id: 'agreed',
      from: { platform: 'slack', id: 'U0BOB' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: [] },
    });
    await stage.tocsin.idle();
    await stage.says('bob', 'resolve 1 rolled back');
    expect((await explained())?.slice(0, 2)).toEqual([
      '🟢 sev1 · Resolved by Bob Okafor · Slack',
      'Nobody else is paged.',
    ]);
    expect((await explained('explain 2'))?.[1]).toBe('Nobody else is paged here: #1 goes on with it.');
  });
});

describe('the answer', () => {
  it('fits into a message of every chat, and has earlier pages', async () => {
    stage.changesPolicy({ repeat: 9 });
    await declare();
    for (let left = 24; left > 0; left -= 1) await stage.passes(5);
    const first = await stage.says('victor', 'explain 1');
    expect(first.buttons?.map(({ label }) => label)).toEqual(['Earlier']);
    const seen: string[] = [];
    let answer = first;
    for (let page = 1; ; page += 1) {
      expect(answer.body!.length).toBeLessThanOrEqual(2_600);
      seen.unshift(...answer.body!.split('\n').filter((line) => / · Paged /.test(line)));
      const earlier = answer.buttons?.find(({ label }) => label === 'Earlier');
      if (!earlier) break;
      expect(earlier.invokes.args).toEqual({ incident: '1', page: String(page + 1) });
      answer = await stage.says('victor', `explain 1 page:${page + 1}`);
    }
    const { entries } = { entries: await stage.store.timeline((await stage.store.byNumber(1))!.id) };
    expect(seen).toHaveLength(entries.filter(({ event }) => event.type === 'paged').length);
    expect(seen[0]).toContain('Paged Alice Chen (level 1)');
    expect(answer.body).toContain('– Alice Chen (on call for primary): no delivery is recorded');
  });

  it('says where entries of a very long timeline were left out', async () => {
    await declare();
    await stage.passes(6);
    const incident = (await stage.store.byNumber(1))!;
    const entries = await stage.store.timeline(incident.id);
    const reader = readerOf(stage.directory.people.get('victor')!, stage.directory, stage.clock.now());
    const end = entries.findLastIndex(({ event }) => event.type === 'paged');
    const known = [...entries.slice(0, 1), ...entries.slice(end)];
    const { body } = explainView(incident, { entries: known, coming: undefined, page: 1 }, reader);
    const lines = body!.split('\n').filter((line) => / · |^…/.test(line) && !line.startsWith('–'));
    expect(lines.slice(1)).toEqual([
      expect.stringContaining('declared sev1'),
      `… ${end - 1} entries in between left out: “timeline 1”`,
      expect.stringContaining('(level 2)'),
    ]);
  });

  it('is the same twice, in the room too, and says that an incident is unknown', async () => {
    await declare();
    expect(await explained()).toEqual(await explained());
    expect((await stage.says('victor', 'explain 7')).text).toMatch(/no incident/i);
    expect((await stage.says('alice', 'why was I paged?')).title).toBe('Who was paged for #1 Checkout is down');
    expect((await stage.says('alice', 'resolve 1 done')).text).toContain('Resolved');
    expect((await stage.says('alice', 'why?')).title).toBe('Who was paged for #1 Checkout is down');
  });

  it.each([
    ['de', 'Wer für #1 Checkout is down alarmiert wurde', 'Alice Chen (Bereitschaft für primary): Slack gesendet'],
    ['es', 'A quién se avisó por #1 Checkout is down', 'Alice Chen (de guardia en primary): Slack enviado'],
    ['ja', '#1 Checkout is down で呼び出された人', 'Alice Chen (primary の当番): Slack'],
  ] as const)('is in %s', async (language, title, person) => {
    stage.changesPerson('victor', { language });
    await declare();
    const answer = await stage.says('victor', 'explain 1');
    expect(answer.title).toBe(title);
    expect(answer.body).toContain(person);
  });
});
