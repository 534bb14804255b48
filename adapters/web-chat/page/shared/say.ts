import { done } from './actions.ts';
import { newAction, post, Refusal, sentenceOf } from './api.ts';
import { draftIn, keepDraft } from './drafts.ts';
import { changed, me, state, type Unsent } from './state.ts';
import { toast } from './toasts.ts';

/** Sends a text to the open room. A text that could not be sent is kept with the reason. */
export async function say(text: string): Promise<void> {
  const { room } = state;
  if (room === undefined) return;
  const about = state.about?.room === room ? state.about : undefined;
  const before = state.unsent.get(room);
  // An unchanged text may have arrived at the first attempt, so it keeps its action id.
  const action = before?.text === text ? before.action : newAction();
  state.about = undefined;
  await send({ room, text, about: about ?? (before?.text === text ? before.about : undefined), action });
}

/** Sends the unsent text of the open room again. */
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
    // The text returns to the composer, unless another text was typed there meanwhile.
    if (draftIn(room) === '') keepDraft(room, text);
    const problem = sentenceOf(err);
    state.unsent.set(room, { ...one, problem });
    if (room !== state.room || !(err instanceof Refusal)) toast({ text: problem, tone: 'danger' });
    changed();
  }
}
