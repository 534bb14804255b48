import { expect, it } from 'vitest';
import { createProfiles } from '../../../adapters/slack/profiles.ts';
import type { Calls } from '../../../adapters/slack/transport/calls.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { TestClock } from '../../harness/time.ts';

const minute = 60_000;

/** Slack with a workspace of which only these accounts have the address of somebody in the file. */
function openProfiles(people: readonly string[]) {
  const clock = new TestClock(new Date('2026-03-09T12:00:00Z'));
  const asked: string[] = [];
  const info = async ({ user }: { user: string }) => {
    asked.push(user);
    const profile = { email: `${user}@example.org` };
    return { ok: true, user: { id: user, team_id: 'T1', is_email_confirmed: true, profile } };
  };
  const call = ((_what, use) => use({ users: { info } } as never)) as Calls;
  const profileOf = createProfiles(
    call,
    { team: 'T1' },
    { clock, log: new KeptLog(), isPerson: ({ id, email }) => email !== undefined && people.includes(id) },
  );
  return {
    asked,
    profileOf,
    passes: (ms: number) => clock.set(new Date(clock.now().getTime() + ms)),
    flood: (count: number) => Promise.all(Array.from({ length: count }, (_, n) => profileOf(`U0MANY${n}`))),
  };
}

it('asks about a person of the file though strangers have used up their share', async () => {
  const { profileOf, flood, passes, asked } = openProfiles(['U0CAROL']);
  expect(await profileOf('U0CAROL')).toMatchObject({ email: 'U0CAROL@example.org' });
  // What Slack said of her is too old by then.
  passes(6 * minute);
  await flood(100);
  expect(asked.filter((user) => user.startsWith('U0MANY'))).toHaveLength(20);
  expect(await profileOf('U0CAROL')).toMatchObject({ email: 'U0CAROL@example.org' });
});

it('asks about strangers again when a minute has passed', async () => {
  const { profileOf, flood, passes } = openProfiles([]);
  await flood(20);
  expect(await profileOf('U0NEW')).toEqual({});
  passes(minute);
  expect(await profileOf('U0NEW')).toMatchObject({ workspace: 'own' });
});

it('asks about 40 accounts a minute at most, whoever they are', async () => {
  const people = Array.from({ length: 60 }, (_, n) => `U0PERSON${n}`);
  const { profileOf, passes, asked } = openProfiles(people);
  for (let asking = 0; asking < people.length; asking += 20) {
    await Promise.all(people.slice(asking, asking + 20).map(profileOf));
    passes(2 * minute);
  }
  passes(6 * minute);
  const before = asked.length;
  await Promise.all(people.map(profileOf));
  expect(asked.length - before).toBe(40);
});
