/**
 * Called when a dialog has closed. The browser itself gives the focus back to the button that opened it; on a phone that button is in the
 * drawer, which has closed too, so the button that opens the drawer gets it.
 */
export function returnFocus(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('[aria-controls="sidebar"]')?.focus();
}
