import { remember, remembered, roomById, state } from './state.js';
import { toast } from './toasts.js';

/** Ways to be told of a page while looking elsewhere; each is off until somebody turns it on, on this device. */
export const canNotify = 'Notification' in globalThis;

export function notifies() {
  return canNotify && Notification.permission === 'granted' && remembered('notify') === 'yes';
}

export async function toggleNotify() {
  if (notifies()) return remember('notify', 'no');
  if ((await Notification.requestPermission()) === 'granted') return remember('notify', 'yes');
  toast({ text: 'The browser does not allow notifications here. Its settings for this site can.', tone: 'warning' });
}

export function sounds() {
  return remembered('sound') === 'yes';
}

export function toggleSound() {
  remember('sound', sounds() ? 'no' : 'yes');
  if (sounds()) ring();
}

export function pageArrived(one, here) {
  if (!here) toast({ post: one, tone: one.tone ?? 'danger' });
  else state.spoken = one.text;
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
function ring() {
  const audio = new AudioContext();
  for (const [after, pitch] of [
    [0, 880],
    [0.22, 660],
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

export function showTitle() {
  const pages = state.direct ? (state.unread.get(state.direct.id) ?? 0) : 0;
  const room = state.dashboard.open ? 'Dashboard' : roomById(state.room)?.name;
  document.title = `${pages > 0 ? `(${pages}) ` : ''}${room ? `${room} · ` : ''}Tocsin`;
}
