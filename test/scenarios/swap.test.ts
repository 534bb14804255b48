import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreesTo } from '../harness/agree.ts';
import { last, openWeeks, pressed, slack, stage, told } from './cover-stage.ts';

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

describe('whoever may not put others on call', () => {
  const asks = (line: string) => agreesTo(stage, 'bob', line);
  const buttonsTo = (account: string) =>
    slack.pagesTo(account).find((one) => one.message.buttons)?.message.buttons ?? [];

  it('asks the other, and nothing changes until they accept', async () => {
    const { asked, answer } = await asks('swap my 17 march with carol’s 24 march');
    expect(asked.text).toMatch(
      /^Ask Carol Díaz to take primary .* Nothing changes until Carol Díaz accepts\. In return/,
    );
    expect(answer?.text).toContain('It stays yours until Carol Díaz accepts');
    expect(await overrides()).toEqual([]);
    expect(buttonsTo('U0CAROL').map(({ label }) => label)).toEqual(['Accept', 'Decline']);
    const accepted = await pressed('U0CAROL', buttonsTo('U0CAROL')[0]!.invokes, stage.tocsin);
    expect(accepted.text).toMatch(/You cover primary .* for Bob Okafor.* In return, Bob Okafor is on call/);
    expect((await overrides()).map(([person]) => person)).toEqual(['carol', 'bob']);
    expect(last('U0BOB')).toMatch(/^Carol Díaz covers your shift on primary .* In return, Bob Okafor is on call/);
  });

  it('is told when the other declines, and keeps the shift', async () => {
    await asks('swap my 17 march with carol’s 24 march');
    const answer = await pressed('U0CAROL', buttonsTo('U0CAROL')[1]!.invokes, stage.tocsin);
    expect(answer.text).toMatch(/^You declined\. Bob Okafor stays on call for primary/);
    expect(last('U0BOB')).toMatch(/^Carol Díaz declined\. You stay on call for primary/);
    expect(await overrides()).toEqual([]);
  });

  it('asks who is to have a shift without one in return', async () => {
    await asks('swap 17 march with carol');
    await pressed('U0CAROL', buttonsTo('U0CAROL')[0]!.invokes, stage.tocsin);
    expect((await overrides()).map(([person]) => person)).toEqual(['carol']);
  });

  it('does not take what the other no longer has', async () => {
    await asks('swap my 17 march with carol’s 24 march');
    await stage.says('alice', 'override primary person:alice from:2026-03-24T00:00 to:2026-03-25T00:00');
    const answer = await pressed('U0CAROL', buttonsTo('U0CAROL')[0]!.invokes, stage.tocsin);
    expect(answer.text).toContain('Carol Díaz is not on call then');
  });

  it('cannot give away the shift of others', async () => {
    expect((await stage.says('carol', 'swap bob’s 17 march with alice’s 10 march')).text).toMatch(
      /Bob Okafor|Alice Chen/,
    );
    expect(await overrides()).toEqual([]);
    expect(told('U0BOB')).toEqual([]);
  });
});
