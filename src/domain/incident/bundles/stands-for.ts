import type { Delivery } from '../deliveries/delivery.ts';

/** Whether a bundle may stand for it: a page that the clock asked for, or a card that has no message of its own. */
export function mayJoinBundle({ id, kind, platform, about, progress }: Delivery): boolean {
  // One that a bundle names stays there, with what changes, until its channel is calm.
  if (kind === 'card') return id === `card-${platform}` && progress.ref === undefined;
  if (kind !== 'page' || progress.shown > 0 || progress.ref || progress.bundle !== undefined) return false;
  // What a person says to another, and what has to be answered, is no line of a list.
  return (about?.type === 'paged' && about.by === undefined) || about?.type === 'reminded';
}

/** Whether a bundle stands for it that was not sent yet. */
export function isWaitingForBundle({ progress }: Delivery): boolean {
  return progress.bundle !== undefined && progress.shown === 0 && !progress.dead;
}

/** Whether it has no message of its own, but for the bundle that was sent. */
export function isNamedInBundle({ kind, progress }: Delivery): boolean {
  return kind === 'page' && progress.bundle !== undefined && progress.shown > 0;
}

/** Whether it is this bundle that it waits for. Without a bundle, the process that had it join died before it could write that. */
export function waitsFor({ progress }: Delivery, bundle: string): boolean {
  const { shown, dead, bundle: known = bundle } = progress;
  return shown === 0 && !dead && known === bundle;
}
