import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../../harness/chat-double.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')]);
});

afterEach(() => stage.close());

describe('oncall gives the calendar’s secret link', () => {
  it('of the asker’s own shifts, to them alone', async () => {
    expect((await stage.says('bob', 'oncall')).links).toEqual([
      {
        label: 'My shifts as a calendar',
        url: 'http://127.0.0.1:3000/calendar/person.bob.signed.ics',
      },
    ]);
    expect((await stage.says('bob', 'oncall', { places: ['C0OPS'] })).links).toBeUndefined();
  });

  it('of the schedule that was asked for', async () => {
    expect((await stage.says('victor', 'oncall primary')).links).toEqual([
      {
        label: 'primary as a calendar',
        url: 'http://127.0.0.1:3000/calendar/schedule.primary.signed.ics',
      },
    ]);
    expect((await stage.says('victor', 'oncall primary', { places: ['C0OPS'] })).links).toBeUndefined();
  });

  it('renews one’s own, whoever one is; a schedule’s takes a manager, and a repeat renews nothing', async () => {
    const keys = async () => {
      const { people, schedules } = await stage.runtimeChanges.all();
      return [...people, ...schedules].map(({ calendarKey }) => calendarKey);
    };
    const renewed = await stage.says('victor', 'oncall calendar:renew', { id: 'once' });
    expect(renewed.text).toContain('Calendar link renewed');
    expect(renewed.links).toHaveLength(1);
    const first = await keys();
    expect(first).toEqual([expect.stringMatching(/^\w{16}$/)]);
    await stage.says('victor', 'oncall calendar:renew', { id: 'once' });
    expect(await keys()).toEqual(first);
    const inRoom = await stage.says('victor', 'oncall calendar:renew', { places: ['C0OPS'] });
    expect(inRoom.links).toBeUndefined();
    expect(await keys()).not.toEqual(first);

    expect((await stage.says('bob', 'oncall primary calendar:renew')).text).toContain('manager');
    expect(await keys()).toHaveLength(1);
    await stage.says('alice', 'oncall primary calendar:renew');
    expect(await keys()).toHaveLength(2);
  });

  it('and the page of all shifts, where people can reach it', async () => {
    await stage.close();
    stage = await openStage([new ChatDouble('slack'), new ChatDouble('web')], undefined, {
      publicUrl: 'https://tocsin.example.org',
    });
    const page = { label: 'All shifts', url: 'https://tocsin.example.org/on-call' };
    expect((await stage.says('bob', 'oncall')).links?.at(-1)).toEqual(page);
    expect((await stage.says('bob', 'oncall', { places: ['C0OPS'] })).links).toEqual([page]);
    expect((await stage.says('bob', 'oncall', { platform: 'web' })).links).toHaveLength(2);
  });

  it('only when there are shifts', async () => {
    stage.directory = sampleDirectory({ schedules: new Map() });
    expect((await stage.says('bob', 'oncall')).links).toBeUndefined();
  });
});
