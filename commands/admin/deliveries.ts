import { dropDead, listDead, retryDead, type WhichDead } from '../../src/application/delivery/dead-letters.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import type { Message } from '../../src/ports/message.ts';
import { deadLettersView, droppedView, retriedView } from '../../src/views/admin/dead-letters.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';

const actions = ['list', 'retry', 'drop'] as const;
const mostPages = 20;

const whichOption = option('which', 'text', 'option.deliveries.which', {
  maxLength: 12,
});

/**
 * Lists dead letters, retries them or drops them. A responder may retry, because at night there may be nobody else; dropping
 * loses a message and needs a manager.
 */
export const deliveries = defineCommand({
  name: 'deliveries',
  group: 'admin',
  summary: 'command.deliveries',
  example: 'deliveries retry 42',
  needs: 'responder',
  reads: ({ action = 'list' }) => action === 'list',
  onlyInChat: true,
  options: [
    option('action', 'choice', 'option.deliveries.action', {
      choices: actions.map((value) => ({ value })),
    }),
    whichOption,
    pageOption,
  ],
  async run(call) {
    const action = actions.find((one) => one === call.args.action) ?? 'list';
    switch (action) {
      case 'list':
        return listed(call);
      case 'retry':
        return retried(call);
      case 'drop':
        return dropped(call);
      default:
        return action satisfies never;
    }
  },
});

export const retry = defineCommand({
  name: 'retry',
  group: 'admin',
  summary: 'command.retry',
  example: 'retry 42',
  needs: 'responder',
  onlyInChat: true,
  options: [whichOption],
  run: retried,
});

async function listed({ context, reader, args }: Call): Promise<Message> {
  const page = pageOf('deliveries', args, mostPages);
  const { items, more } = await listDead(context.deadLetters, page);
  return deadLettersView(items, { page, more: more && page < mostPages }, reader);
}

async function retried({ context, reader, args }: Call): Promise<Message> {
  return retriedView(await retryDead(context, whichDead(args.which ?? 'all')), reader);
}

async function dropped({ context, person, reader, args }: Call): Promise<Message> {
  if (!(await context.permissions.may(person, 'manager'))) {
    throw refusedBy('drop-needs-manager', { role: await context.permissions.roleOf(person) });
  }
  if (!args.which) {
    throw refusedBy('which-missing');
  }
  return droppedView(await dropDead(context, whichDead(args.which)), reader);
}

function whichDead(typed: string): WhichDead {
  const which = typed.toLowerCase();
  if (which === 'all' || which === 'letters') return which;
  if (/^#?\d+$/.test(which)) return { incident: Number(which.replace('#', '')) };
  throw refusedBy('unknown-which', { text: typed });
}
