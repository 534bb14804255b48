/** A tap within this of another one, and this near to it, is its second half: meant for what stood there at the first. */
const AGAIN_MS = 500;
const NEAR_PX = 24;

interface Tap {
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly pressed: Element | null;
}

let first: Tap | undefined;

/**
 * The page moves while a finger comes down: what was pressed opens a dialog, and new messages push the others up. So the
 * second tap of two never presses another button than the first one did, and does not take the keyboard there either.
 */
export function ignoreSecondTaps(): void {
  addEventListener('click', ignoreSecondTap, { capture: true });
  addEventListener('mousedown', keepFocus, { capture: true });
}

function ignoreSecondTap(event: MouseEvent): void {
  // Keys press what has the focus, which does not move by itself.
  if (event.detail === 0) return;
  if (pressedBy(event) && isSecondOfAnother(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  first = { at: event.timeStamp, x: event.clientX, y: event.clientY, pressed: pressedBy(event) };
}

function keepFocus(event: MouseEvent): void {
  const isToType = event.target instanceof Element && event.target.closest('input, textarea');
  if (!isToType && isSecondOfAnother(event)) event.preventDefault();
}

function isSecondOfAnother(event: MouseEvent): boolean {
  if (!first?.pressed || event.timeStamp - first.at >= AGAIN_MS) return false;
  if (Math.hypot(event.clientX - first.x, event.clientY - first.y) >= NEAR_PX) return false;
  return pressedBy(event) !== first.pressed;
}

function pressedBy({ target }: MouseEvent): Element | null {
  return target instanceof Element ? target.closest('button, a, select, dialog') : null;
}
