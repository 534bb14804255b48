import { expect, test } from 'vitest';
import { reachWarnings } from '../../src/config/connected.ts';
import type { Settings } from '../../src/config/settings.ts';
import { accepted, fileWith, mistakesIn } from './reading.ts';

test('groups of a platform may give roles', () => {
  const roles =
    '{ manager: { slack: [S012AB3CD], telegram: ["-1001234567890"] }, admin: { discord: [123456789012345678] } }';
  expect(accepted(fileWith(`roles: ${roles}`)).directory.roles).toEqual({
    manager: { slack: ['S012AB3CD'], telegram: ['-1001234567890'] },
    admin: { discord: ['123456789012345678'] },
  });
  expect(accepted(fileWith('')).directory.roles).toEqual({});
});

test.each([
  ['{ viewer: { slack: [S012AB3CD] } }', /roles\.?.*responder, manager or admin/],
  ['{ manager: { slack: ["@ops"] } }', /roles\.manager\.slack\[0\].*S012AB3CD/],
  ['{ manager: { slack: [] } }', /roles\.manager\.slack.*empty/],
  ['{ manager: { email: [a@b.c] } }', /roles\.manager.*email/],
  ['[admin]', /roles/],
])('%s is a mistake', (roles, words) => {
  expect(mistakesIn(fileWith(`roles: ${roles}`))).toEqual([expect.stringMatching(words)]);
});

test('a group that cannot be asked about is worth a look', () => {
  const { directory } = accepted(
    fileWith('roles: { manager: { slack: [S012AB3CD], discord: ["12"], telegram: ["-1"] } }'),
  );
  const settings = { discord: { token: 't' }, telegram: { token: 't' } } as unknown as Settings;
  const warnings = reachWarnings(settings, directory).filter((line) => line.startsWith('roles.'));
  expect(warnings).toEqual([
    expect.stringContaining('roles.manager.slack: Slack is not connected'),
    expect.stringContaining('set DISCORD_GUILD_ID'),
  ]);
});

test('lets nobody in who is not in the file, unless it says view or declare', () => {
  expect(accepted(fileWith('')).directory.guests).toBeUndefined();
  expect(accepted(fileWith('guests: none')).directory.guests).toBeUndefined();
  expect(accepted(fileWith('guests: declare')).directory.guests).toBe('declare');
  expect(mistakesIn(fileWith('guests: everything')).join()).toMatch(
    /guests .*“everything” is not known here; expected none, view/,
  );
});

test('lets people of other Slack workspaces in only by a setting of its own', () => {
  const { directory } = accepted(fileWith('guests: { may: view, slackConnect: true }'));
  expect(directory).toMatchObject({ guests: 'view', slackConnectGuests: true });
  expect(accepted(fileWith('guests: { may: view }')).directory.slackConnectGuests).toBeUndefined();
  expect(accepted(fileWith('guests: { may: none, slackConnect: true }')).directory.guests).toBeUndefined();
  expect(mistakesIn(fileWith('guests: { slackConnect: true }')).join()).toMatch(/guests\.may .*none, view or declare/);
  expect(mistakesIn(fileWith('guests: { may: view, slack: true }')).join()).toMatch(
    /guests\.slack .*did you mean slackConnect/,
  );
});

test('knows people by their email address unless the file switches it off', () => {
  expect(accepted(fileWith('')).directory.matchByEmail).toBeUndefined();
  expect(accepted(fileWith('matchByEmail: true')).directory.matchByEmail).toBeUndefined();
  expect(accepted(fileWith('matchByEmail: false')).directory.matchByEmail).toBe(false);
  expect(mistakesIn(fileWith('matchByEmail: maybe')).join()).toMatch(/matchByEmail .*true or false/);
});
