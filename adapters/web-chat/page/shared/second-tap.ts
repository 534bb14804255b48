/**
 * A tap within this time and distance of another one is the second of a double tap, meant for the element at the first.
 */
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
 * Ignores the second tap of a double tap when it hits another element. The page moves between the two: the first may open a
 * dialog, and new messages shift the others. So the second tap neither presses another button nor moves the focus.
 */
export function ignoreSecondTaps(): void {
  addEventListener('click', ignoreSecondTap, { capture: true });
  addEventListener('mousedown', keepFocus, { capture: true });
}

function ignoreSecondTap(event: MouseEvent): void {
  // Keyboard presses act on the focused element, which does not move by itself.
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
