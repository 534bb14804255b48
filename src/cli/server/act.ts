import { Command, InvalidArgumentError } from 'commander';
import { oneLine } from '../../lib/text.ts';
import type { IncidentJson } from '../../schemas/incident.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { type ActOptions, actorOf, serverOf, withActOptions } from './client.ts';

type Declared = ActOptions & { readonly severity?: string; readonly service?: string; readonly description?: string };

/** `tocsin declare <title…>`: declares an incident and pages who is on call for it. */
export function declareVerb(terminal: Terminal): Command {
  const command = new Command('declare')
    .description('Declare an incident and page who is on call for it')
    .argument('<title...>', 'what is wrong')
    .option('--severity <severity>', 'sev1 (the worst) to sev4')
    .option('--service <service>', 'an id or name of the file')
    .option('--description <text>', 'more than the title')
    .addHelpText('after', '\nExample: tocsin declare Checkout is down --severity sev1 --service checkout --by alice');
  return acting(command, async (title: string[], options: Declared) => {
    const { severity, service, description } = options;
    const body = { title: title.join(' '), severity, service, description };
    const incident = await act(terminal, options, '/v1/incidents', body);
    say(terminal, options, incident, `Declared ${named(incident)} (${incident.severity}).${whomItPages(incident)}`);
  });
}

/** `tocsin ack <incident>`: the person becomes its owner, and nobody else is paged. */
export function ackVerb(terminal: Terminal): Command {
  const command = new Command('ack')
    .description('Acknowledge an incident on behalf of a person')
    .argument('<incident>', 'its number', incidentNumber)
    .argument('[note...]', 'what to write into the timeline')
    .addHelpText('after', '\nExample: tocsin ack 42 --by alice');
  return acting(command, async (number: number, note: string[], options: ActOptions) => {
    const body = note.length > 0 ? { note: note.join(' ') } : {};
    const incident = await act(terminal, options, `/v1/incidents/${number}/ack`, body);
    say(terminal, options, incident, `Acknowledged ${named(incident)}.`);
  });
}

/** `tocsin resolve <incident> [summary…]`: resolves an incident. */
export function resolveVerb(terminal: Terminal): Command {
  const command = new Command('resolve')
    .description('Resolve an incident on behalf of a person')
    .argument('<incident>', 'its number', incidentNumber)
    .argument('[summary...]', 'what ended it')
    .addHelpText('after', '\nExample: tocsin resolve 42 rolled back the release --by alice');
  return acting(command, async (number: number, summary: string[], options: ActOptions) => {
    const body = summary.length > 0 ? { summary: summary.join(' ') } : {};
    const incident = await act(terminal, options, `/v1/incidents/${number}/resolve`, body);
    say(terminal, options, incident, `Resolved ${named(incident)}.`);
  });
}

/** `tocsin merge <incident> <other>`: closes the other incident, and moves its contents into the first one. */
export function mergeVerb(terminal: Terminal): Command {
  const command = new Command('merge')
    .description('Merge another incident into one: it is closed, and its alerts, responders and open tasks move')
    .argument('<incident>', 'the number of the incident that stays', incidentNumber)
    .argument('<other>', 'the number of the incident that is closed', incidentNumber)
    .addHelpText('after', '\nExample: tocsin merge 42 43 --by alice');
  return acting(command, async (number: number, other: number, options: ActOptions) => {
    const incident = await act(terminal, options, `/v1/incidents/${number}/merge`, { other });
    say(terminal, options, incident, `Merged #${other} into ${named(incident)}.`);
  });
}

/** `tocsin page <to> [message…]`: pages a person about an incident. Declares one when no incident is named. */
export function pageVerb(terminal: Terminal): Command {
  const command = new Command('page')
    .description('Page a person, a team or whoever is on call on a schedule')
    .argument('<to>', 'an id or name of the file')
    .argument('[message...]', 'what for')
    .option('--incident <number>', 'about this incident; else an incident (sev3) begins', incidentNumber)
    .addHelpText('after', '\nExample: tocsin page payments can you look at the database? --by alice');
  type Options = ActOptions & { readonly incident?: number };
  return acting(command, async (to: string, message: string[], options: Options) => {
    const number = options.incident;
    const path = number === undefined ? '/v1/pages' : `/v1/incidents/${number}/page`;
    const body = { to, ...(message.length > 0 && { message: message.join(' ') }) };
    const incident = await act(terminal, options, path, body);
    say(terminal, options, incident, `Paged ${oneLine(to)} about ${named(incident)}.`);
  });
}

function acting<Args extends unknown[]>(command: Command, action: (...args: Args) => Promise<void>): Command {
  return withActOptions(command).action(action as never);
}

async function act({ env }: Terminal, { by, key, url, token }: ActOptions, path: string, body: object) {
  const person = actorOf(env, by);
  return serverOf(env, { url, token }).send<IncidentJson>(path, { by: person, ...body }, key);
}

function say(terminal: Terminal, { json }: ActOptions, incident: IncidentJson, sentence: string): void {
  if (json) printJson(terminal, incident);
  else terminal.out(`${sentence}\n`);
}

function named({ number, title }: IncidentJson): string {
  return `#${number} “${oneLine(title)}”`;
}

function whomItPages({ paged, unreachable = [] }: IncidentJson): string {
  const people = Object.keys(paged);
  const pages = people.length > 0 ? ` Paged: ${people.join(', ')}.` : ' Nobody is paged yet.';
  return unreachable.length > 0 ? `${pages} Cannot be reached: ${unreachable.join(', ')}.` : pages;
}

function incidentNumber(text: string): number {
  const number = Number(text.replace(/^#/, ''));
  if (Number.isInteger(number) && number >= 1 && number <= 999_999_999) return number;
  throw new InvalidArgumentError('Expected the number of an incident, such as 42.');
}
