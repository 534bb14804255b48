import type { Directory } from '../../domain/directory.ts';
import { type Person, type Platform, platformNames } from '../../domain/people.ts';
import { couldActAs } from '../../domain/permissions.ts';
import { pagedPeople, unreachablePeople, whoPages } from '../../domain/reachable.ts';
import { type Mistake, say } from '../mistakes.ts';
import { allOf } from '../near-miss.ts';
import type { Settings } from '../settings.ts';

const chats = ['slack', 'discord', 'telegram'] as const;
const settingOf = { slack: 'SLACK_BOT_TOKEN', discord: 'DISCORD_TOKEN', telegram: 'TELEGRAM_TOKEN', email: 'SMTP_URL' };

/**
 * Returns mistakes about people whom a schedule or a policy may page, but who cannot be reached or may not act. `check`
 * fails on these; a start only logs them, because the other people can still be paged.
 */
export function peopleMistakes(settings: Settings, directory: Directory): Mistake[] {
  const platforms = setUp(settings);
  return [
    ...alike(unreachablePeople(directory, platforms, false)).map((people) => unreachable(people, directory)),
    ...pagedPeople(directory)
      .filter((person) => !couldActAs(person, 'responder', directory.roles))
      .map((person) => onlyLooks(person, directory)),
  ];
}

/** Returns the platforms that the environment connects, and the web chat, which is always connected. */
function setUp(settings: Settings): Platform[] {
  const others = [...chats, 'email'] as const;
  return ['web', ...others.filter((platform) => settings[platform])];
}

function waysOf({ accounts, email }: Person): readonly (keyof typeof settingOf)[] {
  return [...chats.filter((chat) => accounts[chat]), ...(email === undefined ? [] : (['email'] as const))];
}

/** Puts people together who have the same ways: one missing setting is one mistake, however many people need it. */
function alike(people: readonly Person[]): readonly (readonly Person[])[] {
  const byWays = new Map<string, readonly Person[]>();
  for (const person of people) {
    const ways = waysOf(person).join();
    byWays.set(ways, [...(byWays.get(ways) ?? []), person]);
  }
  return [...byWays.values()];
}

function unreachable(people: readonly Person[], directory: Directory): Mistake {
  const [first] = people as readonly [Person];
  const isOne = people.length === 1;
  const ways = waysOf(first);
  const missing = ways.map((way) => settingOf[way]).join(' or ');
  const has =
    ways.length > 0
      ? `${isOne ? 'has' : 'have'} only ${ways.map((way) => platformNames[way]).join(' and ')}, which is not set up`
      : `${isOne ? 'has' : 'have'} no account`;
  const pagedBy = new Set(people.flatMap(({ id }) => whoPages(id, directory)));
  const what = say(
    `${allOf(people.map(({ name }) => name))}, whom ${[...pagedBy].join(' and ')} may page, ${has}: no page reaches them`,
    'a way that works here',
    `${missing ? `set ${missing}, or ` : ''}add an account on a connected chat, or write notify: { urgent: [{ by: web }] } when the web chat is enough`,
  );
  return { where: isOne ? `people.${first.id}` : 'people', what };
}

function onlyLooks({ id, name }: Person, directory: Directory): Mistake {
  const what = say(
    `${name} is a viewer, and ${whoPages(id, directory).join(' and ')} may page them`,
    'responder, manager or admin',
    'change the role, or take them out there',
  );
  return { where: `people.${id}.role`, what };
}
