import { accountOf } from '../../domain/directory.ts';
import type { Person, Platform } from '../../domain/people.ts';
import { type Refused, refusedBy } from '../../domain/refusal.ts';
import type { Account } from '../../ports/commands.ts';
import type { LinkCodes } from '../../ports/people.ts';
import { platformName } from '../../views/names.ts';
import { readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { tell, tellBy } from '../on-call/change-schedule.ts';
import type { World } from '../world.ts';

const notifyWithinMs = 24 * 60 * 60_000;

/**
 * Links an account to the person who made the code, and notifies that person on their other accounts.
 *
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
    throw refusedBy('too-many-tries');
  }
  const person = maker === 'wrong' ? undefined : world.directory().people.get(maker);
  if (!person) {
    throw refusedBy('wrong-code');
  }
  if (accountOf(person, platform) !== undefined) throw hasOne(person, platform);
  const until = new Date(now.getTime() + notifyWithinMs);
  const { t } = readerOf(person, world.directory(), now);
  const notifications = addressesOf(person, world.platforms).map((to) => ({
    id: `linked-${cause}-${to.platform}`,
    to,
    message: {
      text: t('answer.linked.notification', { platform: platformName(platform, t), option: platform }),
    },
    until,
  }));
  const linked = { person: person.id, platform, account: account.id, at: now };
  const outcome = await world.runtimeChanges.link(linked, notifications, tellBy(world));
  if (outcome.linked === 'person-has-one') throw hasOne(person, platform);
  if (outcome.linked === 'account-taken') {
    throw refusedBy('account-taken', { platform });
  }
  await Promise.all([outcome.untold && tell(world, outcome.untold), world.amended.refresh()]);
  return person;
}

/** Unlinks an account that was linked by a code. Accounts in the file can only be changed there. */
export async function unlinkAccount(world: World, person: Person, platform: Platform): Promise<void> {
  if (!(await world.runtimeChanges.unlink(person.id, platform))) {
    const inFile = accountOf(person, platform) !== undefined;
    throw refusedBy(inFile ? 'account-in-file' : 'not-linked', { platform });
  }
  await world.amended.refresh();
}

function hasOne(person: Person, platform: Platform): Refused {
  return refusedBy('has-one-already', { name: person.name, platform, remove: platform });
}
