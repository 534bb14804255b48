import { afterEach, expect, it } from 'vitest';
import { formatDay } from '../../src/lib/moment.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;

afterEach(() => stage.close());

it('sums up the last days: incidents, times, services, pages and hours on call per person', async () => {
  stage = await openStage([new ChatDouble('web')]);
  await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
  await stage.passes(4);
  await stage.says('alice', 'ack 1');
  await stage.passes(56);
  await stage.says('alice', 'resolve 1 rolled back');
  await stage.says('bob', 'declare Slow search severity:sev3');
  await stage.passes(1);
  const { title, body } = await stage.says('bob', 'report 7d');
  expect(title).toBe('2 incidents in the last 7 days');
  const lines = body?.split('\n') ?? [];
  expect(lines[0]).toBe('sev1: 1 · sev3: 1');
  // Lengths are counted in steps of a tenth.
  expect(lines[1]).toMatch(/^Median time to acknowledge: [34]m( \d+s)? · to resolve: (5\dm|1h)( \d+[ms])?$/);
  expect(lines[2]).toBe('By service: Checkout (1)');
  expect(lines[3]).toMatch(/^\d+ pages?: Alice[^(]* \(\d+\)/);

  stage.clock.set(new Date(stage.clock.now().getTime() + 8 * 24 * 60 * 60_000));
  const quiet = await stage.says('bob', 'report period:7d');
  expect(quiet.text).toBe('No incidents in the last 7 days');
  expect(quiet.body).toMatch(/^On call: Alice[^(]* \(\d+(\.\d)? h, \d+(\.\d)? at night, \d+(\.\d)? at weekends\)/);
  expect((await stage.says('bob', 'report')).title).toBe('2 incidents in the last 30 days');
  expect((await stage.says('bob', 'report 1d')).text).toBe('No incidents today (UTC)');
});

it('says so when nothing was acknowledged, resolved or paged', async () => {
  stage = await openStage([new ChatDouble('web')], undefined);
  await stage.says('bob', 'declare Slow search severity:sev4');
  await stage.passes(1);
  const { body } = await stage.says('bob', 'report');
  expect(body).toContain('Median time to acknowledge: none yet · to resolve: none yet');
});

it.each(['12h', '0d', '400d', '36h'])('refuses a period of %s, and says what there is', async (period) => {
  stage = await openStage([new ChatDouble('web')]);
  expect((await stage.says('bob', `report ${period}`)).text).toBe(
    'A report is about 1 to 366 whole days (UTC) that have begun: “report 7d”, “report today” or “report november”. For hours: “list 12h”',
  );
});

it('is about a period of the calendar, and refuses what is none', async () => {
  stage = await openStage([new ChatDouble('web')]);
  await stage.says('bob', 'declare Slow search severity:sev3');
  await stage.passes(1);
  const says = async (line: string) => {
    const { title, text } = await stage.says('bob', line);
    return title ?? text;
  };
  const day = (at: Date) => formatDay(at);
  const now = stage.clock.now();
  const before = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000);
  expect(await says('report today')).toBe('1 incident today (UTC)');
  expect(await says('report yesterday')).toBe(`No incidents on ${day(before(1))} (UTC)`);
  expect(await says(`report since ${before(2).toISOString().slice(0, 10)}`)).toBe(
    `1 incident from ${day(before(2))} to ${day(now)} (UTC)`,
  );
  expect(await says('report tomorrow')).toContain('“tomorrow” is not a period that has begun');
  expect(await says('list today')).toMatch(/^1 incident, \w+ /);
  expect(await says('list since yesterday')).toMatch(/^1 incident, since /);
  expect(await says('list yesterday')).toMatch(/^No incidents, /);
  expect(await says('list since the deploy')).toContain('“since the deploy” is not a period that has begun');
});
