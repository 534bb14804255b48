import { html, nothing } from 'lit-html';
import type { WirePost } from '../../wire.ts';
import { whoHasIt } from '../dashboard/dashboard.ts';
import { press, run } from '../shared/actions.ts';
import { incidentIn } from '../shared/address.ts';
import { buttonsOf } from '../shared/buttons.ts';
import { postsOf, roomById, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

/** The buttons of the bar, as commands: the first one acknowledges, as on the card. */
const shown = /^(?:ack|resolve)\b/;

/** Returns the card of the room's incident, when it is among the loaded posts. */
export function cardOf(room: string | undefined): WirePost | undefined {
  const incident = incidentOf(room)?.incident;
  if (incident === undefined) return undefined;
  const isCard = (one: WirePost) => one.by === 'bot' && !one.answer && !one.private && one.buttons.length > 0;
  return postsOf(room).list.find((one) => isCard(one) && incidentIn(one) === incident);
}

function incidentOf(room: string | undefined) {
  const here = roomById(room);
  return here && 'incident' in here ? here : undefined;
}

/**
 * Renders who has the incident, and its most needed buttons, above the message box: in a long conversation the card is far
 * away, and on a phone it leaves the screen after a few messages.
 */
export function incidentBar(isCardAway: boolean) {
  const { room } = state;
  const here = incidentOf(room);
  if (room === undefined || !here?.standing || !isCardAway || !postsOf(room).loaded) return nothing;
  const card = cardOf(room);
  const buttons = card?.buttons.filter(({ key }) => shown.test(key));
  return html`<section class="incident-bar" aria-label=${t('web.incident-bar')}>
    <div class="who">${whoHasIt(here.standing)}</div>
    <div class="card-actions">
      ${
        card && buttons
          ? buttonsOf({ ...card, buttons }, press)
          : html`<button class="button" @click=${() => run('show', room, { incident: String(here.incident) })}>
            ${t('web.incident-bar.show')}
          </button>`
      }
    </div>
  </section>`;
}
