import { recorded } from '../src/application/audit/note-acts.ts';
import { type Changed, changeIncident, declareIncident } from '../src/application/incidents/change-incident.ts';
import type { IncidentEvent } from '../src/domain/incident/events.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import type { Person, PersonId, Role, Via } from '../src/domain/people.ts';
import { Refused, refusedBy } from '../src/domain/refusal.ts';
import { translatorFor } from '../src/locales/translate.ts';
import type { Account, CommandResult, Invocation } from '../src/ports/commands.ts';
import { type Reader, readerOf } from '../src/views/reader.ts';
import { auditedArgs, onlyReads, roleNeeded } from './audited.ts';
import { checkArgs } from './check-args.ts';
import type { Call, Command, CommandContext } from './command.ts';
import { confirmFirst, pressedBy } from './confirm-first.ts';
import { commands } from './index.ts';
import { findsNoneOpen, type Meant } from './meant-incident.ts';
import { shapeIn } from './shapes.ts';

/** A command from any source: a typed line, a button, a form, the broker, or HTTP. */
export interface CommandRequest {
  /** Undefined when no command has the name. */
  readonly command: Command | undefined;
  readonly args: Readonly<Record<string, string>>;
  /** The person who gives the command, or the reason why nobody does. */
  readonly person: Person | Refused;
  /** The source, and its identity there: an account of a platform, or the name of a token. */
  readonly via: Via;
  readonly account?: string;
  /** The account, when no person has it. */
  readonly unlinked?: Account;
  /** Changes under one key happen once. */
  readonly idempotencyKey: string;
  readonly invocation: Invocation;
  /** Whether a person reads the answer, or a program that acts for one. */
  readonly told: 'person' | 'program';
  /** Reader of the answer. Absent: the person. */
  readonly reader?: Reader;
  /**
   * Finds the incident of the command. Throws Refused when there is none.
   *
   * @param named value of the incident option
   */
  incident(person: Person, named: string | undefined, needs: Role): Promise<Meant>;
}

/** What is known about the call so far, for the audit log and the result. */
interface Trace {
  by?: PersonId;
  incident?: Incident;
  readonly events: IncidentEvent[];
}

/**
 * Runs a command: checks the person, the permission and the options, runs it, and writes the audit record.
 *
 * @throws Refused when a rule forbids it; StoreUnavailable or StaleIncident when it could not be stored
 */
export function runCommand(context: CommandContext, request: CommandRequest): Promise<CommandResult> {
  const { command, args, person } = request;
  const trace: Trace = { events: [], ...(!(person instanceof Refused) && { by: person.id }) };
  const isReading = trace.by !== undefined && command !== undefined && onlyReads(command, args);
  const act = () => ({
    via: request.via,
    act: command?.name ?? 'unknown command',
    args: auditedArgs(command, args),
    ...(request.account !== undefined && { account: request.account }),
    ...(trace.by !== undefined && { by: trace.by }),
    ...(trace.incident
      ? { incident: trace.incident.number }
      : { whichIncident: async () => (await context.store.byCause(request.idempotencyKey))?.number }),
  });
  const record: CommandContext['recorder']['record'] = (one) => {
    if (!isReading || one.outcome === 'refused:not-allowed') context.recorder.record(one);
  };
  return recorded({ record }, act, () => run(context, request, trace));
}

async function run(context: CommandContext, request: CommandRequest, trace: Trace): Promise<CommandResult> {
  const { command, person, unlinked, invocation, idempotencyKey: cause } = request;
  if (!command) throw refusedBy('unknown-command', { verb: request.invocation.command });
  if (unlinked && command.forUnlinked) {
    const args = checkArgs(shapeIn(command, translatorFor('en')), request.args, context.directory(), {
      via: request.via,
    });
    const message = await command.forUnlinked({ context, invocation, args, cause, account: unlinked });
    return { message, events: [] };
  }
  if (person instanceof Refused) throw person;
  const needs = roleNeeded(command, request.args);
  const act = {
    name: command.name,
    needs,
    ...(command.mayWhoIsPaged && { unless: () => wasPaged(request, person, needs) }),
  };
  await context.permissions.permit(person, act, request.told);
  const args = checkArgs(shapeIn(command, translatorFor('en')), request.args, context.directory(), {
    via: request.via,
    me: person.id,
  });
  const missing = command.options.find(({ required, name }) => required && !args[name]);
  if (missing) {
    const example = request.told === 'person' ? { example: command.example } : {};
    throw refusedBy('missing-option', { command: command.name, option: missing.name, ...example });
  }
  let meaning: Promise<Meant> | undefined;
  const meant = () => {
    meaning ??= request.incident(person, args.incident, needs);
    return meaning;
  };
  const call = callOf(context, request, { person, args, trace, meant, command });
  // Programs are not asked for confirmation: they cannot answer, and their request is complete.
  try {
    if (request.told === 'person') await confirmFirst(command, { call, meant });
    const message = await command.run(call);
    return { message, events: trace.events, ...(trace.incident && { incident: trace.incident }) };
  } catch (err) {
    throw (request.told === 'person' && findsNoneOpen(err) && (await command.withoutIncident?.(call))) || err;
  }
}

/** Returns whether the person was paged for the incident; false too when no incident is clearly meant. */
async function wasPaged({ args, incident }: CommandRequest, person: Person, needs: Role): Promise<boolean> {
  try {
    const { incident: named } = await incident(person, args.incident, needs);
    return person.id in named.paged;
  } catch (err) {
    if (err instanceof Refused) return false;
    throw err;
  }
}

interface Checked {
  readonly command: Command;
  readonly person: Person;
  readonly args: Call['args'];
  readonly trace: Trace;
  meant(): Promise<Meant>;
}

function callOf(context: CommandContext, request: CommandRequest, { person, args, trace, meant }: Checked): Call {
  const { invocation, via, idempotencyKey: cause } = request;
  const actor = { by: person.id, via, ...(request.told === 'person' && pressedBy(request.args)) };

  function traced({ incident, events }: Changed): Changed {
    trace.incident = incident;
    trace.events.push(...events);
    return { incident, events };
  }

  async function incident(): Promise<Incident> {
    const { incident: found } = await meant();
    trace.incident = found;
    return found;
  }

  return {
    context,
    person,
    reader: request.reader ?? readerOf(person, context.directory(), context.clock.now(), invocation.from.language),
    actor,
    invocation,
    args,
    cause,
    commands,
    incident,
    async change(change, one) {
      const which = one ?? (await incident());
      return traced(await changeIncident(context, which, { ...change, ...actor }, cause));
    },
    merge: async (one, other) => traced(await context.merges.merge(one, other, actor, cause)),
    declare: async (declaration) => traced(await declareIncident(context, { ...declaration, ...actor, id: cause })),
  };
}
