import { expect, it } from 'vitest';
import { suggest } from '../../../adapters/web-chat/page/room/completion.ts';
import { commands } from '../../../commands/index.ts';
import { shapeIn } from '../../../commands/shapes.ts';
import { translatorFor } from '../../../src/locales/translate.ts';

function offered(text: string) {
  const found = suggest(text, {
    direct: false,
    catalogue: commands.map((command) => shapeIn(command, translatorFor('en'))),
    incidentHint: '',
  });
  if (!found) throw new Error(`Nothing is offered after ${text}`);
  return found;
}

const labels = (text: string) => {
  const found = offered(text);
  return ('items' in found ? found.items : found.after).map(({ label }) => label);
};

it.each([
  ['/task 42 person:ca', { command: 'task', option: 'person', typed: 'ca' }],
  ['/task 4', { command: 'task', option: 'incident', typed: '4' }],
  ['/postmortem 4', { command: 'postmortem', option: 'incident', typed: '4' }],
  ['/maintenance start service:che', { command: 'maintenance', option: 'service', typed: 'che' }],
])('asks the server for what the file names, also where there are choices besides: %s', (text, query) => {
  expect(offered(text)).toMatchObject({ query });
});

it('offers both commands, and the options of a task', () => {
  expect(labels('/ta')).toEqual(['task']);
  expect(labels('/post')).toEqual(['postmortem']);
  expect(labels('/task 42 ')).toEqual(['incident:', 'person:', 'done:', 'reopen:', 'edit:', 'delete:']);
});
