import { done, failed, sentenceOf } from './actions.ts';
import { newAction, post, type Refusal } from './api.ts';
import { draftIn, keepDraft } from './drafts.ts';
import { changed, me, state, type Unsent } from './state.ts';

/** Sends what is typed in the open room. What could not be sent is kept, with the reason. */
export async function say(text: string): Promise<void> {
  const { room } = state;
  if (room === undefined) return;
  const about = state.about?.room === room ? state.about : undefined;
  const before = state.unsent.get(room);
  // Sent again as it was, it may have arrived the first time: the server knows it by its action.
  const action = before?.text === text ? before.action : newAction();
  state.about = undefined;
  await send({ room, text, about: about ?? (before?.text === text ? before.about : undefined), action });
}

/** Sends again what could not be sent in the open room. */
export async function sayAgain({ room, text, about, action }: Unsent): Promise<void> {
  if (draftIn(room) === text) keepDraft(room, '');
  await send({ room, text, about, action });
}

export function discardUnsent({ room, text }: Unsent): void {
  state.unsent.delete(room);
  if (draftIn(room) === text) keepDraft(room, '');
  changed();
}

async function send(one: Omit<Unsent, 'problem'>): Promise<void> {
  const { room, text, about, action } = one;
  state.unsent.delete(room);
  changed();
  try {
    const body = { action, as: me().person.id, room, about: about?.id, text };
    done(await post('say', body), room, about?.id);
  } catch (err) {
    // It comes back into the box, unless something else is typed there by now.
    if (draftIn(room) === '') keepDraft(room, text);
    state.unsent.set(room, { ...one, problem: sentenceOf(err) });
    if (room !== state.room || !isRefusal(err)) failed(err);
    changed();
  }
}

function isRefusal(err: unknown): err is Refusal {
  return err instanceof Error && 'status' in err;
}
