import { expect, it } from 'vitest';
import { readMarkup } from '../../src/ports/typed-text.ts';

const nameOf = (account: string) => ({ U0BOB: 'Bob Okafor', '200000000000000003': 'Carol Díaz' })[account];

it.each<[string, string, string]>([
  ['a person', '<@U0BOB> and <@U0BOB|bobby>, <@!200000000000000003>', 'Bob Okafor and Bob Okafor, Carol Díaz'],
  ['an account of nobody', '<@U0DANA|dana> and <@U0EVE>', '@dana and @U0EVE'],
  ['a channel', '<#C0OPS|ops> and <#C0OPS>', '#ops and #C0OPS'],
  ['a group', '<!here> <!subteam^S0SRE|@sre> <@&200000000000000003>', '@here @sre @200000000000000003'],
  [
    'a link',
    '<https://a.example/x?y=1&amp;z=2|the graph>, <https://a.example>',
    'the graph (https://a.example/x?y=1&z=2), https://a.example',
  ],
  ['an address', '<mailto:ops@example.org|ops@example.org>', 'ops@example.org'],
  ['emoji, commands and moments', '<:fire:123> </ack:123> <t:1700000000:R>', ':fire: /ack 2023-11-14 22:13 UTC'],
  ['a date of Slack', '<!date^1700000000^{date}|14 November>', '14 November'],
  [
    'what is nobody’s markup',
    'a < b, List<String>, <no-reply@example.org>, <@here>, <#1>, <script>',
    'a < b, List<String>, <no-reply@example.org>, <@here>, <#1>, <script>',
  ],
])('reads %s', (_, text, read) => {
  expect(readMarkup(text, nameOf)).toBe(read);
});

it('reads a long text of opening brackets in no time', () => {
  const text = '<@U0BOB|'.repeat(20_000);
  expect(readMarkup(text, nameOf)).toBe(text);
});
