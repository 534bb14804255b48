import { type GroupPlatform, grantedRoles, groupPlatforms, type RoleGroups } from '../../domain/permissions.ts';
import { filledList, group, platformId } from './fields.ts';

const groupFields = {
  slack: platformId('a Slack user group id such as S012AB3CD (in the group’s menu)', /^S[A-Z0-9]+$/),
  discord: platformId(
    'a Discord role id, digits only (Developer Mode on, right click the role, Copy Role ID)',
    /^\d{1,20}$/,
  ),
  telegram: platformId('a Telegram chat id such as "-1001234567890", or @channel', /^(?:-?\d{1,16}|@\w{4,32})$/),
} satisfies Record<GroupPlatform, unknown>;

/** Reads `roles: { manager: { slack: [S0OPS] } }`: members of one of the groups have at least that role. */
export function rolesSchema() {
  const groups = group('groups such as { slack: [S012AB3CD] }', {
    slack: filledList('user groups', groupFields.slack).optional(),
    discord: filledList('roles', groupFields.discord).optional(),
    telegram: filledList('groups, whose administrators are meant', groupFields.telegram).optional(),
  }).optional();
  return group('roles and the groups that give them, such as { manager: { slack: [S012AB3CD] } }', {
    responder: groups,
    manager: groups,
    admin: groups,
  }).transform((read): RoleGroups => {
    const given = grantedRoles.flatMap((role) => {
      const found = groupPlatforms.flatMap((platform) => {
        const ids = read[role]?.[platform];
        return ids ? [[platform, ids] as const] : [];
      });
      return found.length > 0 ? [[role, Object.fromEntries(found)] as const] : [];
    });
    return Object.fromEntries(given);
  });
}
