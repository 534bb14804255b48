import type { WirePost } from '../../wire.ts';
import { remember, remembered, roomById, state } from './state.ts';
import { t } from './texts.ts';
import { toast } from './toasts.ts';

/** Ways to be told of a page while looking elsewhere; each is off until somebody turns it on, on this device. */
export const canNotify = 'Notification' in globalThis;

export function notifies(): boolean {
  return canNotify && Notification.permission === 'granted' && remembered('notify') === 'yes';
}

export async function toggleNotify(): Promise<void> {
  if (notifies()) return remember('notify', 'no');
  if ((await Notification.requestPermission()) === 'granted') return remember('notify', 'yes');
  toast({ text: t('web.notify.blocked'), tone: 'warning' });
}

export function sounds(): boolean {
  return remembered('sound') === 'yes';
}

export function toggleSound(): void {
  remember('sound', sounds() ? 'no' : 'yes');
  if (sounds()) ring();
}

export function pageArrived(one: WirePost, here: boolean): void {
  if (!here) toast({ post: one, tone: one.tone ?? 'danger' });
  else state.announcement = one.text;
  if (sounds()) ring();
  if (!notifies() || (here && document.hasFocus())) return;
  const notification = new Notification(one.title ?? 'Tocsin', {
    body: one.body ?? one.text,
    tag: one.id,
    icon: '/web/icon.svg',
  });
  notification.addEventListener('click', () => {
    window.focus();
    location.hash = encodeURIComponent(one.room);
  });
}

/** Two soft strokes of a bell. */
function ring(): void {
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
  setTimeout(() => audio.close(), 1_500);
}

export function showTitle(): void {
  const pages = state.me ? (state.unread.get(state.me.direct.id) ?? 0) : 0;
  const screen = state.dashboard.open ? t('web.dashboard') : roomById(state.room)?.name;
  document.title = `${pages > 0 ? `(${pages}) ` : ''}${screen ? `${screen} · ` : ''}Tocsin`;
}
