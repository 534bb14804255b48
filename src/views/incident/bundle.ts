import { type Bundle, type BundleItem, namedIn } from '../../domain/incident/bundles/bundle.ts';
import type { State } from '../../domain/incident/incident.ts';
import { severities } from '../../domain/severity.ts';
import { barred, truncate } from '../../lib/text.ts';
import { anyState, drawnFor } from '../../ports/commands/press.ts';
import type { Button, Message, Tone } from '../../ports/message.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { headline } from './incident.ts';
import { stateSigns } from './state-signs.ts';

/** Slack takes at most 3,000 characters of one text, less than the other platforms. */
const longestBody = 2_800;
const longestTitle = 70;
/** A phone shows this many lines of a new message in its notification. */
const namedFirst = 3;

const order: readonly State[] = ['triggered', 'acknowledged', 'resolved'];
const tones: Readonly<Record<State, Tone>> = { triggered: 'danger', acknowledged: 'warning', resolved: 'success' };

/**
 * Returns the message that replaces many pages or cards. It names every incident: triggered ones first, and the most severe
 * first among them. The first lines have titles; incidents that do not fit are named by number.
 */
export function bundleView(bundle: Bundle, reader: Reader): Message {
  const { t, zone, language } = reader;
  const items = inOrder(namedIn(bundle));
  const waiting = items.filter(({ state }) => state === 'triggered');
  const title = titleOf(bundle, items, reader);
  const first = items.slice(0, namedFirst).map((item) => `${item.severity} ${headline(item)}`);
  const more = items.length - first.length;
  const named = more > 0 ? t('bundle.and-more', { named: first.join('; '), count: more }) : first.join('; ');
  return {
    text: `${title} · ${named}`,
    title,
    body: bodyOf(items, reader),
    tone: tones[items[0]?.state ?? 'resolved'],
    buttons: bundle.kind === 'pages' ? pageButtons(bundle, waiting.length, reader) : [listButton('list', reader)],
    ...(bundle.kind === 'pages' && items[0] && { returnsTo: String(items[0].number) }),
    zone,
    language,
  };
}

function titleOf({ kind }: Bundle, items: readonly BundleItem[], { t }: Reader): string {
  const counted = severities.flatMap((severity) => {
    const count = items.filter((item) => item.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  const waiting = items.filter(({ state }) => state === 'triggered').length;
  const values = { count: items.length, severities: counted.join(', '), waiting };
  return t(kind === 'pages' ? 'bundle.title.pages' : 'bundle.title.cards', values);
}

function inOrder(items: readonly BundleItem[]): readonly BundleItem[] {
  const rank = ({ state, severity }: BundleItem) =>
    order.indexOf(state) * severities.length + severities.indexOf(severity);
  // An incident that was paged more than once is named once.
  const latest = new Map(items.map((item) => [item.incident, item]));
  return [...latest.values()].sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}

function bodyOf(items: readonly BundleItem[], reader: Reader): string {
  const lines: string[] = [];
  let length = 0;
  for (const [index, item] of items.entries()) {
    const line = lineOf(item, reader);
    const rest = numbersOf(items.slice(index + 1), reader);
    if (length + line.length + 1 + rest.length > longestBody) break;
    lines.push(line);
    length += line.length + 1;
  }
  const rest = numbersOf(items.slice(lines.length), reader);
  return [...lines, ...(rest ? [rest] : [])].join('\n');
}

function lineOf(item: BundleItem, reader: Reader): string {
  const { state, severity, changedBy } = item;
  const who = changedBy && changedBy.via !== 'alert' ? ` · ${nameOf(changedBy.by, reader)}` : '';
  return `${stateSigns[state]} ${barred(truncate(headline(item), longestTitle))} · ${severity}${who}`;
}

function numbersOf(items: readonly BundleItem[], { t }: Reader): string {
  if (items.length === 0) return '';
  return t('bundle.numbers', { numbers: items.map(({ number }) => `#${number}`).join(', ') });
}

function pageButtons(bundle: Bundle, waiting: number, reader: Reader): readonly Button[] {
  const { t } = reader;
  const which = `${bundle.to.platform}.${bundle.number}.${bundle.items.length}`;
  const invokes = drawnFor(anyState, { command: 'paged', args: { action: 'ack', which } });
  const first: Button =
    waiting > 0
      ? { label: t('button.acknowledge-all'), tone: 'primary', invokes }
      : { label: t('button.acknowledged'), disabled: true, invokes };
  return [first, listButton('paged', reader)];
}

function listButton(command: 'list' | 'paged', { t }: Reader): Button {
  return { label: t('button.list'), invokes: drawnFor(anyState, { command, args: {} }) };
}
