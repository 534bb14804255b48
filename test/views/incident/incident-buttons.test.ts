import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { State } from '../../../src/domain/incident/incident.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { encodeInput, mostButtonBytes } from '../../../src/ports/commands/input.ts';
import { incidentButtons } from '../../../src/views/incident/incident-buttons.ts';

const t = translatorFor('en');
const states: readonly State[] = ['triggered', 'acknowledged', 'resolved'];
const buttonsIn = (state: State) => incidentButtons({ state, epoch: 1, number: 123_456_789 }, t);
const commandsIn = (state: State) => buttonsIn(state).map(({ invokes }) => invokes.command);

describe('the buttons of a card', () => {
  it('keep their places when somebody acknowledges', () => {
    expect(commandsIn('acknowledged')).toEqual(commandsIn('triggered'));
  });

  it.each(states)('have nothing but acknowledging in the first place, while it is %s', (state) => {
    expect(commandsIn(state)[0]).toBe('ack');
    expect(buttonsIn(state)[0]?.disabled ?? false).toBe(state !== 'triggered');
  });

  it.each(states)('ask before they act, or only show something, while it is %s', (state) => {
    const shows = ['task', 'postmortem'];
    for (const name of commandsIn(state).slice(1)) {
      const { confirm, options } = commands.find((one) => one.name === name)!;
      const asks = confirm ?? options.some(({ required, askedByButton }) => required || askedByButton);
      expect([name, Boolean(asks) || shows.includes(name)]).toEqual([name, true]);
    }
  });

  it.each(states)('fit into what every platform takes, while it is %s', (state) => {
    for (const { invokes } of buttonsIn(state))
      expect(Buffer.byteLength(encodeInput(invokes))).toBeLessThanOrEqual(mostButtonBytes);
  });

  it('are good in a mail for whatever state they are pressed in', () => {
    const [first] = incidentButtons({ state: 'triggered', epoch: 1, number: 42 }, t, { mailed: true });
    expect(first?.invokes.args).toEqual({ incident: '42', seen: '-' });
  });
});
