import { afterEach, beforeEach, expect, it } from 'vitest';
import { agreesTo } from '../harness/agree.ts';
import { openWeeks, stage, told } from './cover-stage.ts';

beforeEach(openWeeks);
afterEach(() => stage.close());

const overrides = async () =>
  (await stage.runtimeChanges.ofSchedule('primary')).overrides.map(({ person, from, to }) => [
    person,
    from.toISOString(),
    to.toISOString(),
  ]);

it('swaps two shifts at once, and tells both people of both', async () => {
  const { asked, answer } = await agreesTo(stage, 'alice', 'swap my friday with bob’s 18 march');
  expect(asked.buttons?.map(({ label }) => label)).toEqual(['Swap with Bob Okafor']);
  expect(asked.text).toMatch(
    /Bob Okafor.*Fri 13 Mar 00:00.*instead of Alice Chen.*Alice Chen.*Wed 18 Mar 00:00.*instead of Bob/,
  );
  expect(await overrides()).toEqual([
    ['bob', '2026-03-12T23:00:00.000Z', '2026-03-13T23:00:00.000Z'],
    ['alice', '2026-03-17T23:00:00.000Z', '2026-03-18T23:00:00.000Z'],
  ]);
  expect(answer?.text).toMatch(/^Bob Okafor is on call for primary .* Alice Chen is on call for primary /);
  expect(told('U0BOB')).toHaveLength(2);
});

it('takes of a day only what its person has of it', async () => {
  await agreesTo(stage, 'alice', 'swap my 16 march with bob’s 17 march');
  expect((await overrides())[0]).toEqual(['bob', '2026-03-15T23:00:00.000Z', '2026-03-16T08:00:00.000Z']);
});

it('does neither half when one is not that person’s shift', async () => {
  const answer = await stage.says('alice', 'swap my friday with bob’s saturday');
  expect(answer.text).toContain('Bob Okafor is not on call then');
  expect(await overrides()).toEqual([]);
});

it('needs who may put others on call', async () => {
  expect((await stage.says('carol', 'swap my 24 march with bob’s 18 march')).text).toContain('Bob Okafor');
  expect(await overrides()).toEqual([]);
});
