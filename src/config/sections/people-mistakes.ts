import type { Directory } from '../../domain/directory.ts';
import { type Person, type Platform, platformNames } from '../../domain/people.ts';
import { couldActAs } from '../../domain/permissions.ts';
import { pagedPeople, unreachablePeople, whoPages } from '../../domain/reachable.ts';
import { type Mistake, say } from '../mistakes.ts';
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
    ...unreachablePeople(directory, platforms, false).map((person) => unreachable(person, directory)),
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

function unreachable(person: Person, directory: Directory): Mistake {
  const { id, name, accounts, email } = person;
  const ways = [...chats.filter((chat) => accounts[chat]), ...(email === undefined ? [] : (['email'] as const))];
  const missing = ways.map((way) => settingOf[way]).join(' or ');
  const has =
    ways.length > 0
      ? `has only ${ways.map((way) => platformNames[way]).join(' and ')}, which is not set up`
      : 'has no account';
  const what = say(
    `${name}, whom ${whoPages(id, directory).join(' and ')} may page, ${has}: no page reaches them`,
    'a way that works here',
    `${missing ? `set ${missing}, or ` : ''}add an account on a connected chat, or write notify: { urgent: [{ by: web }] } when the web chat is enough`,
  );
  return { where: `people.${id}`, what };
}

function onlyLooks({ id, name }: Person, directory: Directory): Mistake {
  const what = say(
    `${name} is a viewer, and ${whoPages(id, directory).join(' and ')} may page them`,
    'responder, manager or admin',
    'change the role, or take them out there',
  );
  return { where: `people.${id}.role`, what };
}
