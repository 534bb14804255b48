import type { Platform } from '../../domain/people.ts';
import { platformId } from './fields.ts';

/** The fields for a person's account on each platform. */
export const accountFields = {
  slack: platformId('a Slack member id such as U012AB3CD (in the profile: More, Copy member ID)', /^[UW][\w-]+$/),
  discord: platformId('a Discord user id, digits only (Developer Mode on, right click, Copy User ID)', /^\d{1,20}$/),
  telegram: platformId('a Telegram user id, digits only (the bot tells it to who presses Start)', /^\d{1,16}$/),
};

/** The fields for a channel on each platform. */
export const channelFields = {
  slack: platformId('a Slack channel id such as C012AB3CD (in the channel’s details)', /^[CG][\w-]+$/),
  discord: platformId(
    'a Discord channel id, digits only (Developer Mode on, right click, Copy Channel ID)',
    /^\d{1,20}$/,
  ),
  telegram: platformId(
    'a Telegram chat id such as "-1001234567890", its topic such as "-1001234567890:topic:2", or @channel',
    /^(?:-?\d{1,16}(?::topic:[1-9]\d{0,9})?|@\w{4,32})$/,
  ),
  // Other rooms of the web chat belong to one incident or one person.
  web: platformId('a room of the web chat such as incidents', /^(?!dm-|incident-)[a-z0-9][a-z0-9-]{0,39}$/),
} satisfies Record<Exclude<Platform, 'email'>, unknown>;
