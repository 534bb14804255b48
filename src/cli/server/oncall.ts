import { Command } from 'commander';
import type { OnCallJson } from '../../schemas/on-call.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { type PageOf, type ServerOptions, serverOf, withJson, withServerOptions } from './client.ts';
import { type Column, moment, printTable, terminalZone } from './print.ts';

interface OnCallOptions extends ServerOptions {
  readonly json?: boolean;
  readonly at?: string;
  readonly service?: string;
}

const columns: readonly Column<OnCallJson>[] = [
  { head: 'SCHEDULE', of: ({ schedule, team }) => schedule ?? team ?? '–' },
  {
    head: 'ON CALL',
    of: ({ person, awayUntil, pagedInstead }) => {
      if (person === undefined || !awayUntil) return person ?? 'nobody';
      const instead = pagedInstead && `; paged instead: ${pagedInstead.join(', ') || 'nobody'}`;
      return `${person} (away until ${moment(awayUntil)}${instead ?? ''})`;
    },
    style: ({ person }) => (person === undefined ? 'red' : 'bold'),
  },
  { head: `UNTIL (${terminalZone()})`, of: ({ until }) => (until === undefined ? '–' : moment(until)) },
  { head: 'NEXT', of: ({ next: [first] }) => (first ? nextShift(first) : '–') },
];

const ofService: readonly Column<OnCallJson>[] = [{ head: 'LEVEL', of: ({ level }) => String(level) }, ...columns];

function nextShift({ person, from, away = [] }: OnCallJson['next'][number]): string {
  const absences = away.map((one) => `, away ${moment(one.from)} to ${moment(one.to)}`);
  return `${person} from ${moment(from)}${absences.join('')}`;
}

/** `tocsin oncall [schedule]`: who is on call, and who is next. */
export function oncallVerb(terminal: Terminal): Command {
  const command = new Command('oncall')
    .alias('who')
    .description('Show who is on call, and who is next')
    .argument('[schedule]', 'an id or name of the file; all schedules without it')
    .option('--service <name>', 'whom the policy of this service pages, level by level')
    .option('--at <moment>', 'then instead of now: 2026-12-24T09:00 (UTC) or +2h')
    .addHelpText(
      'after',
      '\nTimes are in the zone of this terminal.\nExamples: tocsin oncall primary --at +2h\n          tocsin oncall --service checkout',
    );
  return withJson(withServerOptions(command)).action(
    async (schedule: string | undefined, { json, at, service, ...server }: OnCallOptions) => {
      const asked = { schedule, service, at };
      const page = await serverOf(terminal.env, server).get<PageOf<OnCallJson>>('/v1/oncall', asked);
      if (json) return printJson(terminal, page);
      if (page.items.length === 0)
        return terminal.out(service ? 'Its policy pages nobody.\n' : 'There are no schedules.\n');
      printTable(terminal, service ? ofService : columns, page.items);
    },
  );
}
