import type { WirePost } from '../../wire.ts';
import { notify } from './notifications.ts';
import { remember, remembered, roomById, state } from './state.ts';
import { t } from './texts.ts';
import { toast } from './toasts.ts';

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
  if (!here || !document.hasFocus()) void notify(one);
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
