import type { WirePost } from '../../wire.ts';
import { notify, withdraw } from './notifications.ts';
import { remember, remembered, roomById, state } from './state.ts';
import { t } from './texts.ts';
import { toast } from './toasts.ts';

const RING_MS = 1_500;

export function sounds(): boolean {
  return remembered('sound') === 'yes';
}

export function toggleSound(): void {
  remember('sound', sounds() ? 'no' : 'yes');
  if (sounds()) void ring();
}

/** The ids of the pages that this tab announced. */
const announced = new Set<string>();

/**
 * Announces a page once: with a toast, the bell and a notification of the device.
 *
 * @param here the reader looks at the direct messages
 */
export function pageArrived(one: WirePost, here: boolean): void {
  if (announced.has(one.id)) return;
  announced.add(one.id);
  if (!here) toast({ post: one, tone: one.tone ?? 'danger' });
  else state.announcement = one.text;
  if (sounds()) ringOnce();
  if (!here || !document.hasFocus()) void notify(one);
}

/** Takes the notification of a page away: somebody acknowledged it. */
export function pageTaken({ id }: WirePost): void {
  if (announced.delete(id)) void withdraw(id);
}

/** Rings unless a bell rings in any tab: several pages at once, or several tabs with the same page, are one bell. */
function ringOnce(): void {
  const locks: LockManager | undefined = navigator.locks;
  // A tab that was never clicked may be silent: it must not keep another one from ringing.
  if (!locks || !navigator.userActivation?.hasBeenActive) void ring();
  else void locks.request('tocsin-bell', { ifAvailable: true }, (lock) => (lock ? ring() : undefined));
}

/** Two soft strokes of a bell. Resolves when they are over. */
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
  // It may hang where the sound device is gone, and the next page must ring all the same.
  void audio.close();
}

export function showTitle(): void {
  const pages = state.me ? (state.unread.get(state.me.direct.id) ?? 0) : 0;
  const screen = state.dashboard.open ? t('web.dashboard') : roomById(state.room)?.name;
  document.title = `${pages > 0 ? `(${pages}) ` : ''}${screen ? `${screen} · ` : ''}Tocsin`;
}
