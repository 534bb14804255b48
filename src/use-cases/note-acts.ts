import type { Directory } from '../domain/directory.ts';
import type { PersonId } from '../domain/people.ts';
import { Refused } from '../domain/refusal.ts';
import { type ApiDesk, BadField, type Spoken } from '../ports/api-desk.ts';
import type { Outcome } from '../ports/audit-log.ts';
import type { SignIns } from '../ports/sign-ins.ts';
import type { Act, Recorder } from './keep-records.ts';
import { idOf } from './known-names.ts';

/**
 * Runs it, and has it written down how it went.
 *
 * @param act asked when it is over, for what is known only then
 */
export async function noted<T>(
  recorder: Pick<Recorder, 'record'>,
  act: () => Omit<Act, 'outcome'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const result = await work();
    recorder.record({ ...act(), outcome: 'done' });
    return result;
  } catch (err) {
    recorder.record({ ...act(), outcome: outcomeOf(err) });
    throw err;
  }
}

function outcomeOf(err: unknown): Outcome {
  if (err instanceof Refused) return `refused:${err.rule}`;
  return err instanceof BadField ? 'refused:bad-field' : 'failed';
}

/** The same desk for programs; what changes something is written down, what reads is not, unless it was refused who did what. */
export function notedApi(desk: ApiDesk, recorder: Pick<Recorder, 'record'>, directory: () => Directory): ApiDesk {
  const actor = ({ by, caller }: Spoken) => ({
    via: 'api' as const,
    ...known(directory(), by),
    ...(caller !== undefined && { account: caller }),
  });
  return {
    ...desk,
    declare(declared, spoken) {
      let incident: number | undefined;
      const { title, severity, service } = declared;
      const args = { title, ...(severity && { severity }), ...(service && { service }) };
      return noted(
        recorder,
        () => ({ ...actor(spoken), act: 'declare', args, ...(incident !== undefined && { incident }) }),
        async () => {
          const made = await desk.declare(declared, spoken);
          incident = made.number;
          return made;
        },
      );
    },
    act(number, action, spoken) {
      const { verb, ...args } = action;
      return noted(
        recorder,
        () => ({ ...actor(spoken), act: verb, args: texts(args), incident: number }),
        () => desk.act(number, action, spoken),
      );
    },
    async audit(asked, spoken) {
      try {
        return await desk.audit(asked, spoken);
      } catch (err) {
        if (err instanceof Refused)
          recorder.record({ ...actor(spoken), act: 'audit', args: {}, outcome: outcomeOf(err) });
        throw err;
      }
    },
  };
}

/** Whoever opens a one-time link, or tries one that is no good. The link itself is kept nowhere. */
export function notedSignIns(signIns: SignIns, recorder: Pick<Recorder, 'record'>): SignIns {
  return {
    ...signIns,
    async redeem(secret, now) {
      const redeemed = await signIns.redeem(secret, now);
      const outcome: Outcome = redeemed ? 'done' : 'refused:unknown-link';
      recorder.record({ via: 'web', act: 'sign-in', args: {}, ...(redeemed && { by: redeemed.person }), outcome });
      return redeemed;
    },
  };
}

/** Nobody is called that: what was said instead may be anything, and is not kept. */
function known({ people }: Directory, said: string): { by?: PersonId } {
  try {
    return { by: idOf('person', said, [...people.values()]) };
  } catch {
    return {};
  }
}

/** Numbers too, such as that of a task. */
function texts(args: object): Record<string, string> {
  const said = Object.entries(args).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}
