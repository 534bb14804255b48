import { forgetDrafts } from './drafts.ts';
import { stopListening } from './live.ts';
import { changed, state } from './state.ts';

let signingOut = false;

/** The server says that nobody is signed in here any more: nothing that only its person may see stays on the screen. */
export function sessionEnded(): void {
  if (state.ended || signingOut) return;
  stopListening();
  state.ended = true;
  state.toasts = [];
  changed();
}

/** Signs out by the reader's own will: `end` tells the server. */
export async function leave(end: () => Promise<unknown>): Promise<void> {
  signingOut = true;
  try {
    await end();
  } catch (err) {
    signingOut = false;
    throw err;
  }
  forgetDrafts();
  location.assign('/');
}
