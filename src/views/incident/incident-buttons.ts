import type { Incident } from '../../domain/incident/incident.ts';
import { spellSeen } from '../../domain/incident/pressed.ts';
import type { TextKey, Translate } from '../../locales/catalogue.ts';
import { anyState, drawnFor } from '../../ports/commands/press.ts';
import type { Button } from '../../ports/message.ts';

interface Drawn {
  /** The owner was asked whether they are still on it. */
  readonly needsAnswer?: boolean;
  /** The person was paged while somebody else has the incident, and has not answered. */
  readonly isCalled?: boolean;
  /** The message is an email, which is never edited: its buttons have to work in every state of the incident. */
  readonly mailed?: boolean;
}

/**
 * Returns the buttons of a card or a page. The same message is edited while people press them, so a button never changes
 * its meaning in place:
 *
 * - The first place is for `ack` alone. When there is nothing to acknowledge, it says what was done and does nothing.
 * - Open incidents have the same buttons in the same places, acknowledged or not.
 * - Each of the others asks before it acts, with a form or a question, or only shows something.
 */
export function incidentButtons(
  { state, epoch, number, tasks, mergedInto }: Pick<Incident, 'state' | 'epoch' | 'number' | 'tasks' | 'mergedInto'>,
  t: Translate,
  { needsAnswer = false, isCalled = false, mailed = false }: Drawn = {},
): readonly Button[] {
  const seen = mailed ? anyState : spellSeen({ state, epoch });
  const button = (label: Extract<TextKey, `button.${string}`>, command: string): Button => ({
    label: t(label),
    invokes: drawnFor(seen, { command, args: { incident: String(number) } }),
  });
  const first = (): Button => {
    if (needsAnswer) return { ...button('button.still-on-it', 'ack'), tone: 'primary' };
    if (isCalled) return { ...button('button.on-it', 'ack'), tone: 'primary' };
    if (state === 'triggered') return { ...button('button.acknowledge', 'ack'), tone: 'primary' };
    return { ...button(state === 'resolved' ? 'button.resolved' : 'button.acknowledged', 'ack'), disabled: true };
  };
  const note = button('button.note', 'note');
  const list = tasks ? [button('button.tasks', 'task')] : [];
  if (state === 'resolved') {
    const again = mergedInto ? [] : [button('button.reopen', 'reopen')];
    return [first(), note, ...list, button('button.postmortem', 'postmortem'), ...again];
  }
  return [
    first(),
    button('button.escalate', 'escalate'),
    button('button.snooze', 'snooze'),
    button('button.resolve', 'resolve'),
    note,
    ...list,
  ];
}
