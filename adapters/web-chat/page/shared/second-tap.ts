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
 * second tap of two never presses another button than the first one did.
 */
export function ignoreSecondTaps(): void {
  addEventListener('click', ignoreSecondTap, { capture: true });
}

function ignoreSecondTap(event: MouseEvent): void {
  // Keys press what has the focus, which does not move by itself.
  if (event.detail === 0) return;
  const { target } = event;
  const pressed = target instanceof Element ? target.closest('button, a, select, dialog') : null;
  const isSecond =
    first !== undefined &&
    event.timeStamp - first.at < AGAIN_MS &&
    Math.hypot(event.clientX - first.x, event.clientY - first.y) < NEAR_PX;
  if (isSecond && pressed && first?.pressed && pressed !== first.pressed) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  first = { at: event.timeStamp, x: event.clientX, y: event.clientY, pressed };
}
