import { roomStyles } from '../../domain/address.ts';
import type { Rooms } from '../../domain/directory.ts';
import { channelFields } from './accounts.ts';
import { group, oneOf } from './fields.ts';

export function roomsSchema() {
  const style = oneOf(roomStyles);
  return group('rooms: announce, operators, open, updates', {
    announce: group('channels such as { slack: C012AB3CD }', {
      slack: channelFields.slack.optional(),
      discord: channelFields.discord.optional(),
      telegram: channelFields.telegram.optional(),
      web: channelFields.web.default('incidents'),
    }).prefault({}),
    operators: group('channels such as { slack: C012AB3CD }', {
      slack: channelFields.slack.optional(),
      discord: channelFields.discord.optional(),
      telegram: channelFields.telegram.optional(),
      web: channelFields.web.optional(),
    }).optional(),
    updates: oneOf(['announce', 'room']).optional(),
    open: group('styles such as { slack: channel, discord: thread }', {
      slack: style.default('channel'),
      discord: style.default('thread'),
      telegram: style.default('topic'),
      web: style.default('channel'),
    }).prefault({}),
  }).transform((read): Rooms => read);
}
