import type { Directory } from '../../domain/directory.ts';
import type { PersonId } from '../../domain/people.ts';
import { Refused } from '../../domain/refusal.ts';
import { type ApiReads, BadField } from '../../ports/api.ts';
import type { Outcome } from '../../ports/audit.ts';
import type { SignIns } from '../../ports/people.ts';
import { idOf } from '../incidents/known-names.ts';
import type { Act, Recorder } from './recorder.ts';

/**
 * Runs the command and records its outcome in the audit log.
 *
 * @param act asked when it is over, for what is known only then
 */
export async function recorded<T>(
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

/** The same for reads by programs: records a refused read of the audit log, and no other read. */
export function auditedReads(
  reads: ApiReads,
  recorder: Pick<Recorder, 'record'>,
  directory: () => Directory,
): ApiReads {
  return {
    ...reads,
    async audit(asked, actor) {
      try {
        return await reads.audit(asked, actor);
      } catch (err) {
        if (err instanceof Refused) {
          const account = actor.client !== undefined && { account: actor.client };
          const who = { via: 'api' as const, ...known(directory(), actor.by), ...account };
          recorder.record({ ...who, act: 'audit', args: {}, outcome: outcomeOf(err) });
        }
        throw err;
      }
    },
  };
}

/** Records who opens a one-time link, tries an invalid one, or ends sessions. The link itself is not recorded. */
export function recordedSignIns(signIns: SignIns, recorder: Pick<Recorder, 'record'>): SignIns {
  return {
    ...signIns,
    async redeem(secret, now) {
      const redeemed = await signIns.redeem(secret, now);
      const outcome: Outcome = redeemed ? 'done' : 'refused:unknown-link';
      recorder.record({ via: 'web', act: 'sign-in', args: {}, ...(redeemed && { by: redeemed.person }), outcome });
      return redeemed;
    },
    async endById(person, id) {
      await signIns.endById(person, id);
      recorder.record({ via: 'web', act: 'end-session', args: {}, by: person, outcome: 'done' });
    },
    async endAll(person) {
      await signIns.endAll(person);
      recorder.record({ via: 'web', act: 'sign-out-everywhere', args: {}, by: person, outcome: 'done' });
    },
  };
}

/** The text names nobody. It may be anything, so it is not kept. */
function known({ people }: Directory, typed: string): { by?: PersonId } {
  try {
    return { by: idOf('person', typed, [...people.values()]) };
  } catch {
    return {};
  }
}
