import { forgetDrafts } from './drafts.ts';
import { stopListening } from './live.ts';
import { changed, state } from './state.ts';

let signingOut = false;

/** Removes everything private from the screen, because the server says that the session has ended. */
export function sessionEnded(): void {
  if (state.ended || signingOut) return;
  stopListening();
  state.ended = true;
  state.toasts = [];
  changed();
}

/** Signs out on request; `end` tells the server. */
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
