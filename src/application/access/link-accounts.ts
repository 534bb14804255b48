import { accountOf } from '../../domain/directory.ts';
import { type Person, type Platform, platformNames } from '../../domain/people.ts';
import { Refused } from '../../domain/refusal.ts';
import type { Account } from '../../ports/commands.ts';
import type { LinkCodes } from '../../ports/people.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { tell, tellBy } from '../on-call/amend-schedule.ts';
import type { World } from '../world.ts';

const noticeWithinMs = 24 * 60 * 60_000;

/**
 * Joins an account that nobody knows to the person who made the code, and tells that person where they were known before.
 * @param cause the invocation's id
 * @returns whose it is now
 */
export async function linkAccount(
  world: World,
  codes: LinkCodes,
  { code, account, cause }: { code: string; account: Account; cause: string },
): Promise<Person> {
  const { platform } = account;
  const now = world.clock.now();
  const maker = await codes.redeem(code, account, now);
  if (maker === 'too-many') {
    throw new Refused(
      'too-many-tries',
      'Too many codes were tried from this account: wait 15 minutes, then try a fresh one.',
    );
  }
  const person = maker === 'wrong' ? undefined : world.directory().people.get(maker);
  if (!person) {
    throw new Refused(
      'wrong-code',
      'That code is not good: it is mistyped, used already or older than 10 minutes. Send me “link” where I know you for a fresh one.',
    );
  }
  if (accountOf(person, platform) !== undefined) throw hasOne(person, platform);
  const until = new Date(now.getTime() + noticeWithinMs);
  const notifications = addressesOf(person, world.platforms).map((to) => ({
    id: `linked-${cause}-${to.platform}`,
    to,
    message: {
      text: `Your account on ${platformNames[platform]} is joined to you from now on. If that was not you, send me “link remove:${platform}” at once.`,
    },
    until,
  }));
  const linked = { person: person.id, platform, account: account.id, at: now };
  const outcome = await world.runtimeChanges.link(linked, notifications, tellBy(world));
  if (outcome.linked === 'person-has-one') throw hasOne(person, platform);
  if (outcome.linked === 'account-taken') {
    throw new Refused('account-taken', `This account on ${platformNames[platform]} belongs to somebody already.`);
  }
  await Promise.all([outcome.untold && tell(world, outcome.untold), world.amended.refresh()]);
  return person;
}

/** Takes off an account that was joined by a code; those of the file are the admin's. */
export async function unlinkAccount(world: World, person: Person, platform: Platform): Promise<void> {
  if (!(await world.runtimeChanges.unlink(person.id, platform))) {
    const inFile = accountOf(person, platform) !== undefined;
    const why = inFile ? 'is in the configuration file, where an admin can change it' : 'is not there';
    throw new Refused('not-linked', `An account of yours on ${platformNames[platform]} ${why}.`);
  }
  await world.amended.refresh();
}

function hasOne(person: Person, platform: Platform): Refused {
  return new Refused(
    'has-one-already',
    `${person.name} has another account on ${platformNames[platform]} already; “link remove:${platform}” takes that one off first.`,
  );
}
