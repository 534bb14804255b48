import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/domain/directory.ts';
import { onCallAt } from '../../src/domain/on-call/final.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { last, openWeeks, pressed, primaryAt, stage, told } from './cover-stage.ts';

beforeEach(openWeeks);
afterEach(() => stage.close());

describe('override', () => {
  it('puts somebody on call, and tells both people', async () => {
    const answer = await stage.says('alice', 'override person:carol from:18:00 to:+2h');
    expect(answer.text).toBe(
      'Carol Díaz is on call for primary from Mon 9 Mar 18:00 CET to Mon 9 Mar 20:00 CET, instead of Alice Chen.',
    );
    expect(told('U0CAROL')).toEqual([
      'Alice Chen put you on call for primary from Tue 10 Mar 04:00 AEDT to Tue 10 Mar 06:00 AEDT, instead of Alice Chen.',
    ]);
    await stage.says('bob', 'override from:2026-03-10T09:00 to:2026-03-10T10:00');
    expect(told('U0ALICE')).toEqual([
      'Bob Okafor is on call for primary from Tue 10 Mar 14:00 CET to Tue 10 Mar 15:00 CET, instead of Alice Chen.',
    ]);
    expect((await stage.says('bob', 'override')).body?.split('\n')).toEqual([
      expect.stringMatching(/^primary: Carol Díaz from Mon 9 Mar 13:00 EDT .* · “override cancel:\w+” cancels it$/),
      expect.stringMatching(/^primary: Bob Okafor from Tue 10 Mar 09:00 EDT/),
    ]);
  });

  it.each([
    'override list',
    'override show',
    'override all',
    'overrides',
    'overrides?',
    'override list primary',
    'my overrides',
    'override mine',
    'show my overrides',
    'list overrides',
    'override anzeigen',
    'override ver',
    'override 一覧',
  ])('shows those that run and are to come for %j', async (line) => {
    expect((await stage.says('carol', line)).text).toMatch(/^No upcoming overrides/);
    await stage.says('carol', 'override to:+8h');
    expect((await stage.says('carol', line)).text).toMatch(/^1 override: primary: Carol Díaz from /);
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides).toHaveLength(1);
  });

  it('asks whether somebody takes the rest of the shift when it is handed over and no incident is open', async () => {
    const question = await stage.says('alice', 'hand over to carol');
    expect(question.text).toBe(
      'Put Carol Díaz on call on primary from Mon 9 Mar 13:00 CET to Mon 16 Mar 09:00 CET, instead of Alice Chen?',
    );
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides ?? []).toEqual([]);
    expect((await stage.says('bob', 'hand over to carol')).text).toMatch(/^No incident is open/);
    await pressed('U0ALICE', question.buttons![0]!.invokes, stage.tocsin);
    expect(await primaryAt('2026-03-15T12:00')).toBe('Carol Díaz');
    expect(await primaryAt('2026-03-16T12:00')).toBe('Bob Okafor');
  });

  it('shows those of one person', async () => {
    await stage.says('bob', 'override to:+8h');
    expect((await stage.says('bob', 'override mine')).text).toMatch(/^1 override: primary: Bob Okafor/);
    expect((await stage.says('bob', 'show my overrides')).text).toMatch(/^1 override: /);
    expect((await stage.says('carol', 'my overrides')).text).toMatch(/^No upcoming overrides/);
    expect((await stage.says('bob', 'overrides carol')).text).toMatch(/^No upcoming overrides/);
  });

  it('counts at once in this process, and soon in the others', async () => {
    const other = stage.replica();
    await stage.says('bob', 'override to:+8h');
    expect(await primaryAt('2026-03-09T13:00')).toBe('Bob Okafor');
    await stage.refresh();
    const { message } = await other.commands.run({
      command: 'oncall',
      args: {},
      id: 'x',
      from: { platform: 'slack', id: 'U0BOB' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: [] },
    });
    expect(message.text).toContain('primary: Bob Okafor');
  });

  it('is done once although it is asked for three times', async () => {
    for (const _ of [1, 2, 3]) await stage.says('bob', 'override to:+8h', { id: 'same' });
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides).toHaveLength(1);
    expect(told('U0ALICE')).toHaveLength(1);
  });

  it('keeps all of many that are made at the same moment', async () => {
    const lines = Array.from({ length: 8 }, (_, hour) => `override from:+${hour * 2 + 1}h to:+1h`);
    const answers = await Promise.all(lines.map((line) => stage.says('bob', line)));
    for (const { text } of answers) expect(text).toContain('Bob Okafor is on call');
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides).toHaveLength(8);
  });

  it('can be cancelled by who made it, and by a manager, and by nobody else', async () => {
    await stage.says('bob', 'override from:+1h to:+8h');
    const [{ id } = { id: '' }] = (await stage.runtimeChanges.ofSchedule('primary')).overrides;
    expect((await stage.says('carol', `override cancel:${id}`)).text).toMatch(/Somebody else made that override/);
    await stage.passes(120);
    expect((await stage.says('alice', `override cancel:${id}`)).text).toMatch(/cancelled\. On call (now|then): /);
    expect(last('U0BOB')).toMatch(
      /^Alice Chen cancelled the override of primary by Bob Okafor from .* instead: Alice Chen\.$/,
    );
    expect(await primaryAt('2026-03-09T15:30')).toBe('Alice Chen');
    // It ran for an hour, and that stays so.
    expect((await stage.runtimeChanges.ofSchedule('primary')).overrides).toHaveLength(1);
    expect((await stage.says('bob', 'override')).text).toMatch(/^No upcoming overrides/);
  });

  it('is left out once its person or schedule has left the file, and the file’s own come first', async () => {
    await stage.says('bob', 'override to:+8h');
    const { people, schedules } = stage.directory;
    stage.directory = { ...stage.directory, people: new Map([...people].filter(([id]) => id !== 'bob')) } as Directory;
    expect(onCallAt(schedules.get('primary')!, stage.clock.now())).toBe('alice');
    expect((await stage.says('carol', 'oncall')).text).toContain('primary: Alice Chen');
    stage.directory = sampleDirectory({ schedules: new Map() });
    expect((await stage.says('carol', 'override to:+1h')).text).toMatch(/no schedules yet/);
  });
});
