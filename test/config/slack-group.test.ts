import { expect, test } from 'vitest';
import { accepted, mistakesIn } from './reading.ts';

const file = (group: string) => `
people: { alice: { accounts: { slack: U0ALICE } } }
schedules: { primary: { layers: [{ people: [alice] }], slackGroup: ${group} } }
`;

test('a schedule may name a Slack user group', () => {
  expect(accepted(file('S012AB3CD')).directory.schedules.get('primary')?.groups).toEqual({ slack: 'S012AB3CD' });
});

test.each(['C012AB3CD', '"@oncall"', '12', '""'])('%s is none', (group) => {
  expect(mistakesIn(file(group))).toEqual([
    expect.stringMatching(/schedules\.primary\.slackGroup.*expected a Slack user group id such as S012AB3CD/),
  ]);
});
