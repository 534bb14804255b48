import { randomBytes } from 'node:crypto';
import type { Db, Document } from 'mongodb';
import {
  countTraces,
  type ErasedTraces,
  eraseTraces,
  type Traces,
} from '../../../adapters/mongo/erasure/erase-traces.ts';
import { createErasures } from '../../../adapters/mongo/erasure/erasures.ts';
import { findKnown } from '../../../adapters/mongo/erasure/find-known.ts';
import { type KnownPerson, withKnown } from '../../../adapters/mongo/erasure/person.ts';
import { createScrubber } from '../../../adapters/mongo/erasure/scrub-value.ts';
import { openStores, type Stores } from '../../../adapters/mongo/stores.ts';
import type { Config } from '../../config.ts';
import { formerCode, formerCodeBytes, formerPerson } from '../../domain/former-people.ts';
import { type Language, languages } from '../../domain/languages.ts';
import type { PersonId } from '../../domain/people.ts';
import { translatorFor } from '../../locales/translate.ts';
import { type Clock, systemClock } from '../../ports/runtime.ts';
import { withDatabase } from './backup.ts';
import {
  EraseRefused,
  type EraseRequest,
  fileObstacles,
  needObstacles,
  refuseMistakes,
  withFileDetails,
} from './erase-refusals.ts';
import { checkData } from './migrations.ts';

/** What an erasure would change. */
export interface ErasePlan {
  readonly known: KnownPerson;
  readonly traces: readonly Traces[];
  /** Whether the erasure was begun before, and is continued now. */
  readonly isResumed: boolean;
  /** Why the person cannot be erased now, a sentence each. */
  readonly obstacles: readonly string[];
}

export interface EraseResult extends ErasePlan {
  /** Absent: nothing was changed. */
  readonly erased?: ErasedTraces;
}

interface Parts {
  readonly db: Db;
  readonly stores: Pick<Stores, 'incidents' | 'runtimeChanges' | 'auditLog'>;
  readonly directory: Config['directory'];
  readonly clock: Clock;
  /** As in `eraseTraces`. */
  readonly beforeWrite?: (collection: string, document: Document) => Promise<void> | void;
}

type Confirm = (plan: ErasePlan) => Promise<boolean>;

/**
 * Erases a person from the database of the installation of these settings, whether it runs or not.
 *
 * @param confirm called before anything changes
 * @throws EraseRefused when the person cannot be erased, or not now
 */
export async function erasePerson(
  config: Config,
  request: EraseRequest,
  { confirm, ...circumstances }: Parameters<typeof withDatabase>[1] & { readonly confirm: Confirm },
): Promise<EraseResult> {
  refuseMistakes(config, request);
  const obstacles = fileObstacles(config, request.person);
  if (!request.dryRun) refuseFor(obstacles);
  return withDatabase(config, circumstances, async (mongo) => {
    await checkData(mongo);
    const stores = await openStores(mongo);
    const { directory } = config;
    const parts = { db: mongo.db, stores, directory, clock: systemClock };
    const plan = await eraseFrom(parts, withFileDetails(request, directory), confirm);
    return { ...plan, obstacles: [...obstacles, ...plan.obstacles] };
  });
}

/** Does the same in an open database. */
export async function eraseFrom(parts: Parts, request: EraseRequest, confirm: Confirm): Promise<EraseResult> {
  const { db, clock } = parts;
  const erasures = createErasures(db);
  const unfinished = await erasures.unfinished(request.person);
  const known = await knownPerson(db, request, unfinished);
  const scrubber = createScrubber(known, (language) => calledIn(known.pseudonym, parts.directory, language));
  const plan: ErasePlan = {
    known,
    traces: await countTraces(db, scrubber),
    isResumed: unfinished !== undefined,
    obstacles: [...(await needObstacles(parts, request.person)), ...nameObstacles(known, request)],
  };
  // An erasure that stopped at its very end has nothing left to change, but still knows the person.
  if (!unfinished && (plan.traces.length === 0 || !(request.as || (await isThere(db, known))))) {
    throw new EraseRefused(`There is nobody by the id “${request.person}” in the database: nothing was changed.`);
  }
  if (request.dryRun) return plan;
  refuseFor(plan.obstacles);
  if (!(await confirm(plan))) return plan;
  if (!(await erasures.begin(known, clock.now(), request.as !== undefined))) {
    const todo = request.as ? 'Leave out --as' : 'Run it again';
    throw new EraseRefused(`Somebody else was erased as ${known.pseudonym}: nothing was changed. ${todo}.`);
  }
  const erased = await eraseTraces(db, scrubber, parts.beforeWrite);
  await noteErasure(parts, known.pseudonym, request.by);
  await erasures.finish(known.pseudonym, clock.now());
  return { ...plan, erased };
}

/** Returns whether the id is stored anywhere: a name alone may belong to another person. */
async function isThere(db: Db, known: KnownPerson): Promise<boolean> {
  const byId = createScrubber({ ...known, names: [], emails: [], accounts: [] }, () => known.pseudonym);
  return (await countTraces(db, byId)).length > 0;
}

async function knownPerson(
  db: Db,
  { person, names, emails, accounts, isOrdinaryWord, as }: EraseRequest,
  unfinished: KnownPerson | undefined,
): Promise<KnownPerson> {
  const fresh: KnownPerson = {
    person,
    pseudonym: as ?? formerPerson(randomBytes(formerCodeBytes).toString('hex')),
    names: [],
    emails: [],
    accounts: [],
    isOrdinaryWord,
  };
  const given = withKnown(unfinished ?? fresh, { names, emails, accounts });
  return findKnown(db, given);
}

function refuseFor([first]: readonly string[]): void {
  if (first !== undefined) throw new EraseRefused(`${first} Nothing was changed.`);
}

/** Returns why names are needed: messages and notes name people, and without a name those places would not change. */
function nameObstacles({ names }: KnownPerson, { person, withoutName }: EraseRequest): readonly string[] {
  if (names.length > 0 || withoutName) return [];
  return [
    `What ${person} is called is not known, as they are no longer in the file. Give it with --name "First Last", so that texts that name them are found; --without-name goes on without.`,
  ];
}

function calledIn(pseudonym: PersonId, { language: house }: Config['directory'], language?: Language): string {
  const chosen = languages.find((one) => one === language) ?? house ?? languages[0];
  return translatorFor(chosen)('person.former', { code: formerCode(pseudonym) ?? pseudonym });
}

/** Records that the erasure was done, by whom and under which pseudonym, without data of the person. */
async function noteErasure({ stores, clock }: Parts, pseudonym: PersonId, by?: PersonId): Promise<void> {
  const at = clock.now();
  await stores.auditLog.append([
    {
      id: `erased-${pseudonym}-${at.getTime()}`,
      at,
      via: 'command-line',
      act: 'erase-person',
      args: { as: pseudonym },
      outcome: 'done',
      ...(by !== undefined && { by }),
    },
  ]);
}
