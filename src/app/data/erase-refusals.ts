import type { Account } from '../../../adapters/mongo/erasure/person.ts';
import type { Stores } from '../../../adapters/mongo/stores.ts';
import type { Config } from '../../config.ts';
import type { Directory } from '../../domain/directory.ts';
import { formerCode } from '../../domain/former-people.ts';
import { isInCharge } from '../../domain/incident/in-charge.ts';
import { onCallAt } from '../../domain/on-call/final.ts';
import type { Person, PersonId } from '../../domain/people.ts';
import { couldActAs } from '../../domain/permissions.ts';
import { amend } from '../../domain/runtime-changes.ts';
import type { Clock } from '../../ports/runtime.ts';

const page = 100;
const mostNamed = 10;

export interface EraseRequest {
  readonly person: PersonId;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly accounts: readonly Account[];
  /** The id is an ordinary word, so texts keep it. */
  readonly isOrdinaryWord: boolean;
  /** Whether to continue although no name is known. */
  readonly withoutName: boolean;
  /** The pseudonym of an erasure that is repeated after a restore. */
  readonly as?: PersonId;
  /** The admin who ordered the erasure, for the audit log. */
  readonly by?: PersonId;
  readonly dryRun: boolean;
}

/** The person cannot be erased, or not now. The message is one sentence for the operator, with what to do. */
export class EraseRefused extends Error {
  override readonly name = 'EraseRefused';
}

/** @throws EraseRefused when the request itself is wrong */
export function refuseMistakes({ directory, file, demo }: Config, { person, by, as }: EraseRequest): void {
  if (demo) throw new EraseRefused('This is the demo, whose people are in its file: there is nobody to erase.');
  if (formerCode(person) !== undefined) throw new EraseRefused(`${person} was erased already.`);
  if (as !== undefined && formerCode(as) === undefined) {
    throw new EraseRefused(
      `“${as}” is no pseudonym. Expected one such as former-1a2b3c, which the first erasure printed.`,
    );
  }
  const eraser = by === undefined ? undefined : directory.people.get(by);
  if (by !== undefined && !(eraser && couldActAs(eraser, 'admin', directory.roles))) {
    throw new EraseRefused(`${by} is no admin in ${file}. Name one with --by, or leave it out.`);
  }
}

/** Returns why the file and the settings do not allow the erasure yet, with the command to run afterwards. */
export function fileObstacles({ directory, settings, file }: Config, person: PersonId): readonly string[] {
  const standing = directory.people.get(person);
  const token = settings.apiTokens.find((one) => one.by === person);
  return [
    ...(standing ? [`${person} is still in ${file}. Take them out of it, then run: ${commandFor(standing)}`] : []),
    ...(token
      ? [`The API token “${token.name}” acts for ${person}. Take it out of API_TOKENS, or name somebody else in it.`]
      : []),
  ];
}

/** Adds the names and accounts of a person who is still in the file. */
export function withFileDetails(request: EraseRequest, { people }: Directory): EraseRequest {
  const person = people.get(request.person);
  if (!person) return request;
  const { name, email, accounts } = person;
  return {
    ...request,
    names: [...request.names, name],
    emails: [...request.emails, ...(email ? [email] : [])],
    accounts: [...request.accounts, ...accountsOf(accounts)],
  };
}

function accountsOf(accounts: Person['accounts']): readonly Account[] {
  return Object.entries(accounts).map(([platform, id]) => ({ platform: platform as Account['platform'], id }));
}

/** Returns the command with the person's names: after they are removed from the file, it does not have them any more. */
function commandFor({ id, name, email, accounts }: Person): string {
  const linked = accountsOf(accounts).map((one) => `--account ${one.platform}:${one.id}`);
  return [
    `tocsin erase-person ${id}`,
    `--name ${JSON.stringify(name)}`,
    ...(email ? [`--email ${email}`] : []),
    ...linked,
  ].join(' ');
}

interface Parts {
  readonly stores: Pick<Stores, 'incidents' | 'runtimeChanges'>;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Returns why Tocsin still needs the person: they are on call, or an open incident waits for them. */
export async function needObstacles({ stores, directory, clock }: Parts, person: PersonId): Promise<readonly string[]> {
  const { schedules } = amend(directory, await stores.runtimeChanges.all());
  const onCall = [...schedules.values()].filter((schedule) => onCallAt(schedule, clock.now()) === person);
  const shifts = onCall.map(
    ({ id }) =>
      `${person} is on call for ${id}. Start or reload Tocsin with the file that they are no longer in: it hands over at once.`,
  );
  const numbers = await incidentsOf(stores, person);
  if (numbers.length === 0) return shifts;
  const named = numbers.slice(0, mostNamed).map((number) => `#${number}`);
  const more = numbers.length - named.length;
  return [
    ...shifts,
    `${person} has work in open incidents: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Resolve them, or let somebody else acknowledge them and take over their roles and tasks.`,
  ];
}

async function incidentsOf({ incidents }: Parts['stores'], person: PersonId): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (let after: number | undefined; ; ) {
    const { items, next } = await incidents.list({ limit: page, ...(after !== undefined && { after }) });
    numbers.push(...items.filter((one) => isInCharge(one, person)).map(({ number }) => number));
    if (next === undefined) return numbers;
    after = next;
  }
}
