import { type APIChannel, type APIRole, type APIUser, type REST, Routes } from 'discord.js';
import { createLookup } from '../../../src/lib/lookup.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { momentWords, spellMention } from '../../../src/ports/typed-text.ts';
import { reasonOf } from '../failures.ts';

const waitMs = 1_000;
const token =
  /<(https?:\/\/[^\s<>]+)>|<(@[!&]?|#)(\d{1,20})>|<a?(:\w{1,64}:)\d{1,20}>|<\/([^:<>]{1,100}):\d{1,20}>|<t:(-?\d{1,12})(?::[tTdDfFR])?>/g;

/** Replaces the ids that Discord sends in a text by names. */
export type Words = (text: string, guild: string | null) => Promise<string>;

/**
 * Creates the function that makes typed text readable. Mentions of people whom Tocsin knows stay, because an option may need
 * the person instead of the name; other people get their Discord name. Roles, channels, emoji, commands and timestamps
 * become words.
 *
 * @param isKnown whether Tocsin has a name for this person
 */
export function createWords(rest: REST, isKnown: (account: string) => boolean, log: Log): Words {
  const look = createLookup(fetchName, {
    waitMs,
    most: 10,
    ttlMs: 24 * 3_600_000,
    onError: (err) => log.debug({ reason: reasonOf(err) }, 'Discord name could not be read'),
  });

  async function fetchName(key: string): Promise<string | undefined> {
    const [kind, id = '', guild = ''] = key.split(' ');
    if (kind === '@') {
      const user = (await rest.get(Routes.user(id))) as APIUser;
      return user.global_name ?? user.username;
    }
    if (kind === '#') return ((await rest.get(Routes.channel(id))) as APIChannel).name ?? undefined;
    if (!guild) return undefined;
    const roles = (await rest.get(Routes.guildRoles(guild))) as APIRole[];
    return roles.find((role) => role.id === id)?.name;
  }

  return async function words(text, guild) {
    if (!text.includes('<')) return text;
    const keyOf = (kind: string, id: string) => `${kind.replace('!', '')} ${id} ${guild ?? ''}`;
    const keys = [...text.matchAll(token)].flatMap(([, , kind, id]) =>
      kind === undefined || id === undefined || (kind.startsWith('@') && kind !== '@&' && isKnown(id))
        ? []
        : keyOf(kind, id),
    );
    const names = keys.length > 0 ? await look(keys) : new Map<string, string>();
    return text.replace(
      token,
      (_, url?: string, kind?: string, id = '', emoji?: string, command?: string, moment?: string) => {
        if (url) return url;
        if (emoji) return emoji;
        if (command) return `/${command}`;
        if (moment) return momentWords(Number(moment));
        const name = names.get(keyOf(kind ?? '', id));
        if (kind === '#' || kind === '@&') return `${kind[0]}${name ?? id}`;
        return spellMention(id, name);
      },
    );
  };
}
