import {
  putInMaintenance,
  removeMaintenance,
  stopMaintenance,
} from '../../src/application/maintenance/change-maintenance.ts';
import { runningAt } from '../../src/domain/maintenance/maintenance-at.ts';
import { parseRecurrence } from '../../src/domain/maintenance/recurrence.ts';
import { wholeIdOf } from '../../src/domain/maintenance/short-id.ts';
import { concerns, type Once, type Recurring } from '../../src/domain/maintenance/window.ts';
import { parseLocal } from '../../src/domain/on-call/moments.ts';
import { saysNight } from '../../src/domain/on-call/typed-moments.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import type { Message } from '../../src/ports/message.ts';
import {
  madeView,
  maintenanceListView,
  removedView,
  stoppedView,
  windowChoice,
} from '../../src/views/on-call/maintenance.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { maintenanceWords } from '../typed/read/read-maintenance.ts';
import { lengthIn, momentIn } from '../typed/times/moments.ts';

const actions = ['list', 'start', 'stop', 'remove'] as const;
/** As the service: all services, and alerts without one. */
const all = 'all';
/** In characters: enough of the cause to be unique, short enough to type. */
const idLength = 12;

/**
 * Starts, ends and lists maintenance. A responder may do this for single services; a window for all services needs a
 * manager.
 */
export const maintenance = defineCommand({
  name: 'maintenance',
  group: 'admin',
  summary: 'command.maintenance',
  example: 'maintenance start checkout 2h reason:"database move"',
  needs: 'responder',
  reads: ({ action = 'list' }) => action === 'list',
  onlyInChat: true,
  fromWords: maintenanceWords,
  options: [
    option('action', 'choice', 'option.maintenance.action', {
      choices: actions.map((value) => ({ value })),
    }),
    option('service', 'service', 'option.maintenance.service', {
      choices: [{ value: all, label: 'choice.all-services' }],
    }),
    option('for', 'time', 'option.maintenance.for', { maxLength: 60 }),
    option('from', 'time', 'option.maintenance.from'),
    option('every', 'text', 'option.maintenance.every'),
    option('reason', 'text', 'option.maintenance.reason'),
    option('window', 'text', 'option.maintenance.window', { maxLength: 40 }),
  ],
  async run(call) {
    const action = actions.find((one) => one === call.args.action) ?? 'list';
    switch (action) {
      case 'list':
        return listed(call);
      case 'start':
        return started(call);
      case 'stop':
        return stopped(call);
      case 'remove':
        return removed(call);
      default:
        return action satisfies never;
    }
  },
});

function listed(call: Call): Message {
  const { service, for: length, from, every } = call.args;
  if (length ?? from ?? every) {
    throw refusedBy('start-meant');
  }
  const windows = [...standing(call).values()].filter((one) => !service || concerns(one, meant(service)));
  return maintenanceListView(windows, call.reader);
}

async function started(call: Call): Promise<Message> {
  const { context, person, args, cause } = call;
  if (!args.service) {
    throw refusedBy('service-missing');
  }
  const length = args.for === undefined ? nightMeant(call) : lengthMeant(call, args.for);
  if (length === undefined) {
    throw refusedBy('length-missing');
  }
  if (args.service === all && !(await context.permissions.may(person, 'manager'))) {
    throw refusedBy('all-services-need-manager', { role: await context.permissions.roleOf(person) });
  }
  const service = meant(args.service);
  const { window, extended } = await putInMaintenance(context, {
    id: cause.slice(0, idLength),
    ...(service !== undefined && { service }),
    time: meantTime(call, length),
    ...(args.reason && { reason: args.reason }),
    by: person.id,
  });
  return madeView(window, extended, call.reader);
}

/**
 * Returns the length in milliseconds of a night, for `overnight`. Undefined for other beginnings: `tomorrow` could silence
 * longer than intended.
 */
function nightMeant(call: Call): number | undefined {
  const { from } = call.args;
  if (from === undefined || !saysNight(from)) return undefined;
  const { at, end } = momentIn(call, 'from', from);
  return end && end.getTime() - at.getTime();
}

/** Returns the length in milliseconds: of a duration, or of `until` and a moment. */
function lengthMeant(call: Call, text: string): number {
  if (!/^(?:until|till|bis|hasta)\s/iu.test(text)) return lengthIn('for', text);
  const { from } = call.args;
  const begins = from ? momentIn(call, 'from', from).at : call.context.clock.now();
  return momentIn(call, 'for', text, begins).at.getTime() - begins.getTime();
}

function meantTime(call: Call, forMs: number): Once | Recurring {
  const { context, person, args } = call;
  const { timezone } = person;
  if (args.every) {
    const starts = args.from === undefined ? undefined : parseLocal(args.from);
    return {
      every: parseRecurrence(args.every, starts),
      forMs,
      timezone,
      ...(starts !== undefined && { starts }),
    };
  }
  const from = args.from ? momentIn(call, 'from', args.from).at : context.clock.now();
  return { from, until: new Date(from.getTime() + forMs) };
}

async function stopped(call: Call): Promise<Message> {
  const { window } = call.args;
  const id = window === undefined ? whichRunning(call) : wholeIdOf(window, standing(call));
  const occurrence = await stopMaintenance(call.context, { id, by: call.person.id });
  return stoppedView(occurrence, call.reader);
}

/** Returns the id of the running window of the named service, or of the only running window. */
function whichRunning(call: Call): string {
  const { service } = call.args;
  const now = call.context.clock.now();
  const on = runningAt(standing(call).values(), now)
    .map(({ window }) => window)
    .filter((window) => service === undefined || concerns(window, meant(service)));
  const [only, ...others] = on;
  if (only && others.length === 0) return only.id;
  if (only) {
    throw refusedBy('which-window', { windows: on.map((window) => windowChoice(window, call.reader)) });
  }
  throw refusedBy('not-in-maintenance', { service });
}

async function removed(call: Call): Promise<Message> {
  if (!call.args.window) {
    throw refusedBy('window-missing');
  }
  const id = wholeIdOf(call.args.window, standing(call));
  return removedView(await removeMaintenance(call.context, id), call.reader);
}

function standing({ context }: Call) {
  return context.directory().maintenance ?? new Map();
}

function meant(service: string): string | undefined {
  return service === all ? undefined : service;
}
