import type { Choice, OptionShape } from '../src/ports/commands.ts';
import { headline } from '../src/views/incident/incident.ts';
import type { CommandContext } from './command.ts';
import { choicesFor } from './form.ts';

const most = 25;

/** Values that begin with what was typed, then those that contain it. Incidents are found by number and title. */
export async function complete(
  context: CommandContext,
  option: OptionShape,
  typed: string,
): Promise<readonly Choice[]> {
  const wanted = typed.replace(/^[#@]/, '').trim().toLowerCase();
  const choices =
    option.kind === 'incident' ? await incidents(context, option) : choicesFor(option, context.directory());
  const rank = ({ value, label }: Choice) => {
    const texts = [value.toLowerCase(), label.toLowerCase()];
    if (texts.some((text) => text.startsWith(wanted))) return 0;
    return texts.some((text) => text.includes(wanted)) ? 1 : 2;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((one) => one.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map((one) => one.choice);
}

async function incidents({ store }: CommandContext, { resolvedToo }: OptionShape): Promise<readonly Choice[]> {
  const [open, resolved] = await Promise.all([
    store.list({ state: 'open', limit: 100 }),
    resolvedToo ? store.list({ state: 'resolved', limit: 100 }) : { items: [] },
  ]);
  return [...open.items, ...resolved.items].map((incident) => ({
    value: String(incident.number),
    label: `${headline(incident)} · ${incident.severity} · ${incident.state}`,
  }));
}
