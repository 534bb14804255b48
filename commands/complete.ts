import { matching } from '../src/lib/matching.ts';
import type { Choice, OptionShape } from '../src/ports/commands.ts';
import { headline } from '../src/views/incident/incident.ts';
import type { CommandContext } from './command.ts';
import { choicesFor } from './form.ts';

const usualMost = 25;

/**
 * Returns the values that begin with the typed text, then those with a word that does, then those that contain it. Ignores
 * case and accents. Incidents match by number and title.
 */
export async function complete(
  context: CommandContext,
  option: OptionShape,
  typed: string,
  most = usualMost,
): Promise<readonly Choice[]> {
  const choices =
    option.kind === 'incident' ? await incidents(context, option) : choicesFor(option, context.directory());
  return matching(choices, typed.replace(/^[#@]/, '')).slice(0, most);
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
