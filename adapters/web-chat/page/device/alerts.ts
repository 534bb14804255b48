import type { WirePost } from '../../wire.ts';
import { nameOfOpenRoom, remember, remembered, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { toast } from '../shared/toasts.ts';
import { notify, withdraw } from './notifications.ts';

const RING_MS = 1_500;

export function sounds(): boolean {
  return remembered('sound') === 'yes';
}

export function toggleSound(): void {
  remember('sound', sounds() ? 'no' : 'yes');
  if (sounds()) void ring();
}

/** Ids of the pages that this tab has announced. */
const announced = new Set<string>();

/**
 * Announces a page once: with a toast, the bell and a device notification.
 *
 * @param here whether the reader is looking at the direct messages
 */
export function pageArrived(one: WirePost, here: boolean): void {
  if (announced.has(one.id)) return;
  announced.add(one.id);
  if (!here) toast({ post: one, tone: one.tone ?? 'danger' });
  else state.announcement = one.text;
  if (sounds()) ringOnce();
  if (!here || !document.hasFocus()) void notify(one);
}

/** Removes the device notification of a page that somebody acknowledged. */
export function pageTaken({ id }: WirePost): void {
  if (announced.delete(id)) void withdraw(id);
}

/** Rings unless any tab is ringing, so that several pages, or several tabs with the same page, ring once. */
function ringOnce(): void {
  const locks: LockManager | undefined = navigator.locks;
  // Browsers mute a tab that was never clicked, so such a tab must not take the lock from another one.
  if (!locks || !navigator.userActivation?.hasBeenActive) void ring();
  else void locks.request('tocsin-bell', { ifAvailable: true }, (lock) => (lock ? ring() : undefined));
}

/** Plays two soft strokes of a bell. Resolves at their end. */
async function ring(): Promise<void> {
  const audio = new AudioContext();
  for (const { after, pitch } of [
    { after: 0, pitch: 880 },
    { after: 0.22, pitch: 660 },
  ]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.65);
  }
  await new Promise((resolve) => setTimeout(resolve, RING_MS));
  // Closing may hang when the sound device is gone, and must not delay the next page.
  void audio.close();
}

export function showTitle(): void {
  const pages = state.me ? (state.unread.get(state.me.direct.id) ?? 0) : 0;
  const screen = state.dashboard.open ? t('web.dashboard') : nameOfOpenRoom();
  document.title = `${pages > 0 ? `(${pages}) ` : ''}${screen ? `${screen} · ` : ''}Tocsin`;
}

/** How long a page may take to this tab after its push: another process may have sent it. */
const ARRIVES_WITHIN_MS = 1_200;
const LOOK_EVERY_MS = 100;

/** Returns whether this tab announces a page, so that its push needs no sound. */
export async function isAnnounced(id: string): Promise<boolean> {
  const until = Date.now() + ARRIVES_WITHIN_MS;
  while (!announced.has(id) && state.connection === 'live' && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  return announced.has(id);
}
