import { Command, InvalidArgumentError } from 'commander';
import type { IncidentJson } from '../../schemas/incident.ts';
import type { IncidentPageJson } from '../../schemas/incident-page.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { type ServerOptions, serverOf, withJson, withServerOptions } from './client.ts';
import { age, type Column, printTable } from './print.ts';

interface ListOptions extends ServerOptions {
  readonly json?: boolean;
  readonly state: string;
  readonly service?: string;
  readonly severity?: string;
  readonly limit: number;
}

const stateStyles = { triggered: 'red', acknowledged: 'yellow', resolved: 'green' } as const;

const columns: readonly Column<IncidentJson>[] = [
  { head: '#', of: ({ number }) => String(number) },
  { head: 'STATE', of: ({ state }) => state, style: ({ state }) => stateStyles[state] },
  { head: 'SEVERITY', of: ({ severity }) => severity },
  { head: 'SERVICE', of: ({ service = '–' }) => service },
  { head: 'AGE', of: ({ declared }) => age(declared.at) },
  { head: 'OWNER', of: ({ acknowledged }) => acknowledged?.by ?? '–' },
  { head: 'TITLE', of: ({ title }) => title },
];

/** `tocsin list`: the incidents of a running Tocsin, the newest first. */
export function listVerb(terminal: Terminal): Command {
  const command = new Command('list')
    .description('List the incidents of a running Tocsin, the newest first')
    .option('--state <state>', 'open, triggered, acknowledged, resolved or all', 'open')
    .option('--service <service>', 'only of this service')
    .option('--severity <severity>', 'only of this severity: sev1, sev2, sev3 or sev4')
    .option('--limit <number>', 'how many at most, from 1 to 100', readLimit, 20)
    .addHelpText('after', '\nExample: tocsin list --state all --service checkout');
  return withJson(withServerOptions(command)).action(async ({ json, url, token, ...query }: ListOptions) => {
    const page = await serverOf(terminal.env, { url, token }).get<IncidentPageJson>('/v1/incidents', { ...query });
    if (json) return printJson(terminal, page);
    if (page.items.length === 0) terminal.out(`No ${query.state === 'all' ? '' : `${query.state} `}incidents.\n`);
    else printTable(terminal, columns, page.items);
    if (page.unreadable)
      terminal.out(
        `Cannot be read: ${page.unreadable.map((one) => `#${one}`).join(', ')}. “tocsin doctor” says what to do.\n`,
      );
    if (page.next !== null) terminal.out('There are more: use --limit, or --json and “after” of the API.\n');
  });
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError('Expected a number from 1 to 100.');
}
