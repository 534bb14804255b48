import { Command } from 'commander';
import type { JobJson } from '../../schemas/job.ts';
import { printJson, type Terminal } from '../terminal.ts';
import {
  type ActOptions,
  actorOf,
  type PageOf,
  type ServerOptions,
  serverOf,
  withActOptions,
  withJson,
  withServerOptions,
} from './client.ts';
import { type Column, moment, printTable } from './print.ts';

const stateStyles = {
  running: 'yellow',
  waiting: 'yellow',
  succeeded: 'green',
  failed: 'red',
  interrupted: 'red',
} as const;

const columns: readonly Column<JobJson>[] = [
  { head: 'JOB', of: ({ name }) => name },
  { head: 'WHEN', of: ({ rule, timezone }) => `${rule} (${timezone})` },
  { head: 'NEXT', of: ({ next }) => (next === undefined ? '–' : moment(next)) },
  { head: 'LAST', of: ({ runs: [last] }) => (last ? moment(last.events.at(-1)?.at ?? last.dueAt) : '–') },
  {
    head: 'STATE',
    of: ({ runs: [last] }) => last?.state ?? 'never run',
    style: ({ runs: [last] }) => (last ? stateStyles[last.state] : undefined),
  },
  { head: 'RESULT', of: ({ runs: [last] }) => (last ? resultOf(last) : '') },
];

/** `tocsin jobs` and `tocsin jobs run <name>`: the recurring jobs of a running Tocsin. */
export function jobsVerb(terminal: Terminal): Command {
  const list = new Command('list').description('List recurring jobs with their next and last runs');
  const run = new Command('run')
    .description('Begin a run now, on behalf of an admin, and do not wait for its end')
    .argument('<name>', 'a name that the list shows')
    .addHelpText('after', '\nExample: tocsin jobs run retention --by alice');
  withJson(withServerOptions(list)).action(async ({ json, ...server }: ServerOptions & { json?: boolean }) => {
    const page = await serverOf(terminal.env, server).get<PageOf<JobJson>>('/v1/jobs');
    if (json) return printJson(terminal, page);
    printTable(terminal, columns, page.items);
  });
  withActOptions(run).action(async (name: string, { by, key, json, ...server }: ActOptions) => {
    const path = `/v1/jobs/${encodeURIComponent(name)}/run`;
    const job = await serverOf(terminal.env, server).send<JobJson>(path, { by: actorOf(terminal.env, by) }, key);
    if (json) printJson(terminal, job);
    else terminal.out(`Started ${job.name}. “tocsin jobs list” shows how it ends.\n`);
  });
  return new Command('jobs')
    .description('List the recurring jobs of a running Tocsin, or run one')
    .addCommand(list)
    .addCommand(run);
}

function resultOf({ state, result = {}, events }: JobJson['runs'][number]): string {
  if (state !== 'succeeded') return events.findLast(({ reason }) => reason !== undefined)?.reason ?? '';
  return Object.entries(result)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
