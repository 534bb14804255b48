import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refused } from '../../../../../src/domain/refusal.ts';
import { refusalTextInEnglish } from '../../../../../src/locales/refusals.ts';
import type { FoundAlert } from '../../../../../src/ports/alerts.ts';
import { Refusal } from '../../../problem.ts';
import { dateWithZone, maybeWords, record } from '../../../reading/fields.ts';
import type { Arrived, SenderActs, SenderAnswer, SenderLookup } from '../../../sender.ts';
import { failed, noSuchAlert, partsOf } from './shapes.ts';

const named = z.object({ id: maybeWords, name: maybeWords, username: maybeWords });

const actionBody = z.object({
  user: maybeWords.catch(undefined),
  note: maybeWords.catch(undefined),
  endTime: dateWithZone.nullish().catch(undefined),
  owner: named.nullish().catch(undefined),
  escalation: named.nullish().catch(undefined),
  responder: named.nullish().catch(undefined),
  team: named.nullish().catch(undefined),
});
type ActionBody = z.output<typeof actionBody>;

interface Wish {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
  /** The command takes the note itself. */
  readonly takesNote?: boolean;
}

/** Returns the command for what is done, or the field that it lacks. */
type Action = (
  body: ActionBody,
  about: { readonly now: Date; readonly found: FoundAlert },
) => Wish | { readonly lacks: string };

const actions: Readonly<Record<string, Action>> = {
  acknowledge: ({ note }) => ({ command: 'ack', args: { ...(note && { note }) }, takesNote: true }),
  unacknowledge: () => ({ command: 'unack', args: {} }),
  notes: ({ note }) => (note ? { command: 'note', args: { text: note }, takesNote: true } : { lacks: 'note' }),
  snooze({ endTime }, { now }) {
    if (!endTime) return { lacks: 'endTime' };
    const seconds = Math.round((endTime.getTime() - now.getTime()) / 1000);
    return { command: 'snooze', args: { for: `${Math.max(0, seconds)}s` } };
  },
  assign({ owner }) {
    const person = nameIn(owner);
    return person ? { command: 'assign', args: { person, role: 'commander' } } : { lacks: 'owner' };
  },
  escalate({ escalation }, { found }) {
    const to = nameIn(escalation);
    if (!to) return { lacks: 'escalation' };
    // An escalation of Opsgenie is a policy here: that of the incident goes on to its next level.
    const isOwn = found.incident.escalation?.policy.id.toLowerCase() === to.toLowerCase();
    return { command: 'escalate', args: { ...(!isOwn && { to }) } };
  },
  responders({ responder }) {
    const to = nameIn(responder);
    return to ? { command: 'page', args: { to } } : { lacks: 'responder' };
  },
  teams({ team }) {
    const to = nameIn(team);
    return to ? { command: 'page', args: { to } } : { lacks: 'team' };
  },
};

/** What its clients know an option of the command by. */
const fields: Readonly<Record<string, string>> = { text: 'note', for: 'endTime', person: 'owner' };
/** It is as was asked for already. */
const asWished: ReadonlySet<string> = new Set(['already-yours', 'not-acknowledged']);

/** Returns whether a request does something to the incident of an alert: then its token needs the scope `write`. */
export function isAction(rest: string, method: string): boolean {
  const [identifier, action = '', ...more] = partsOf(rest);
  return method === 'POST' && Boolean(identifier) && more.length === 0 && Object.hasOwn(actions, action);
}

/** Does it. Throws StoreUnavailable. */
export async function answerAction(arrived: Arrived, lookup: SenderLookup): Promise<SenderAnswer> {
  const [identifier = '', action = ''] = partsOf(arrived.rest);
  const found = await lookup.find(identifier.trim());
  if (!found) return { status: 404, body: failed(noSuchAlert) };
  const body = actionBody.parse(record.safeParse(arrived.body).data ?? {});
  const wish = actions[action]!(withoutBlanks(body), { now: arrived.now, found });
  if ('lacks' in wish) return unprocessable(wish.lacks, lacking[wish.lacks] ?? 'Required, and missing.');
  if (!lookup.acts) return { status: 422, body: failed('Incidents cannot be changed here.') };
  try {
    await run(lookup.acts, wish, body, found.incident.number);
  } catch (err) {
    return refused(err, action);
  }
  const requestId = found.alert.fingerprint || randomUUID();
  return { status: 202, body: { result: 'Request will be processed', took: 0.001, requestId } };
}

async function run(acts: SenderActs, wish: Wish, { user, note }: ActionBody, incident: number): Promise<void> {
  const by = user ?? undefined;
  const person = (value: string) => acts.personNamed(value) ?? value;
  const { command } = wish;
  const args = Object.fromEntries(
    Object.entries(wish.args).map(([name, value]) => [
      name,
      name === 'person' || name === 'to' ? person(value) : value,
    ]),
  );
  try {
    await acts.run({ command, args, incident, by });
  } catch (err) {
    if (!(err instanceof Refused) || !asWished.has(err.rule)) throw err;
  }
  const text = note?.trim();
  if (text && !wish.takesNote) await acts.run({ command: 'note', args: { text }, incident, by });
}

function refused(err: unknown, action: string): SenderAnswer {
  if (err instanceof Refusal) return { status: err.status, body: failed(err.message) };
  if (!(err instanceof Refused)) throw err;
  const text = refusalTextInEnglish(err);
  if (err.rule === 'not-allowed') return { status: 403, body: failed(text) };
  const { option } = err;
  if (option === undefined) return { status: 422, body: failed(text) };
  const target = { escalate: 'escalation', responders: 'responder', teams: 'team' }[action] ?? option;
  return unprocessable(option === 'to' ? target : (fields[option] ?? option), text);
}

const lacking: Readonly<Record<string, string>> = {
  note: 'Required, and missing: expected the text of the note.',
  endTime: 'Required, and missing: expected a time such as 2026-03-09T15:00:00Z.',
  owner: 'Required, and missing: expected {"username": "<email, id or name of a person>"}.',
  escalation: 'Required, and missing: expected {"name": "<policy of the incident, team, schedule or person>"}.',
  responder: 'Required, and missing: expected {"type": "team", "name": "<team>"}, or a user by username.',
  team: 'Required, and missing: expected {"name": "<team>"}.',
};

function unprocessable(field: string, message: string): SenderAnswer {
  return {
    status: 422,
    body: failed('Request body is not processable. Please check the errors.', { [field]: message }),
  };
}

function nameIn(one: z.output<typeof named> | null | undefined): string | undefined {
  return [one?.username, one?.name, one?.id].map((text) => text?.trim()).find(Boolean);
}

function withoutBlanks({ note, ...rest }: ActionBody): ActionBody {
  return { ...rest, ...(note?.trim() && { note: note.trim() }) };
}
