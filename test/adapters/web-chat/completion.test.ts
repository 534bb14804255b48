import { expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';

// The page's own file, as browsers load it.
const { suggest } = await import(new URL('../../../adapters/web-chat/page/completion.js', import.meta.url).href);
const offered = (text: string) => suggest(text, { direct: false, catalogue: commands });

it.each([
  ['/task 42 person:ca', { command: 'task', option: 'person', typed: 'ca' }],
  ['/task 4', { command: 'task', option: 'incident', typed: '4' }],
  ['/postmortem 4', { command: 'postmortem', option: 'incident', typed: '4' }],
  ['/maintenance start service:che', { command: 'maintenance', option: 'service', typed: 'che' }],
])('asks the server for what the file names, also where there are choices besides: %s', (text, ask) => {
  expect(offered(text).ask).toEqual(ask);
});

it('offers both commands, and the options of a task', () => {
  expect(offered('/ta').items.map((item: { label: string }) => item.label)).toEqual(['task']);
  expect(offered('/post').items.map((item: { label: string }) => item.label)).toEqual(['postmortem']);
  const options = offered('/task 42 ').items.map((item: { label: string }) => item.label);
  expect(options).toEqual(['incident:', 'person:', 'done:', 'reopen:', 'edit:']);
});
