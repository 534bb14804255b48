import type { Alert } from '../../../src/domain/alerts/alert.ts';
import type { AlertMapping } from '../../../src/domain/alerts/integration.ts';
import { createCache } from '../../../src/lib/cache.ts';
import { compileExpression, type Expression } from '../../../src/lib/expression.ts';
import { alertFrom, labelsOf, severityOf } from '../reading/fields.ts';
import type { IntakeNotes } from '../reading/notes.ts';
import { fieldName } from '../reading/parse.ts';
import { statusOf } from '../reading/statuses.ts';
import { BadPayload, type Sender } from '../sender.ts';

/** So many entries of a list are read; the others are named as refused. */
const mostEntries = 1_000;

const compiled = createCache<string, Expression>({ max: 1_000 });

/** A payload of any shape, read by the expressions of its integration. */
export const json: Sender = {
  name: 'json',
  label: 'JSON of any shape',
  about: 'Read by the expressions that the integration has under `map` in the file.',
  documentation: 'https://jmespath.site',
  read({ body, integration, notes }) {
    const mapping = integration?.mapping;
    if (!mapping)
      throw new BadPayload([
        { field: '', message: 'This address belongs to integrations of the sender json. Add one under integrations.' },
      ]);
    if (mapping.each === undefined) return [alertOf(body, mapping, integration.id, [], notes)];
    const entries = find(mapping.each, body);
    if (!Array.isArray(entries)) throw new BadPayload([{ field: mapping.each, message: 'Expected a list.' }]);
    if (entries.length > mostEntries)
      notes.refuse({
        field: mapping.each,
        message: `At most ${mostEntries} entries at once: the others were left out.`,
      });
    return entries
      .slice(0, mostEntries)
      .map((entry, index) => alertOf(entry, mapping, integration.id, [mapping.each!, index], notes));
  },
};

function alertOf(
  entry: unknown,
  mapping: AlertMapping,
  name: string,
  at: readonly PropertyKey[],
  notes: IntakeNotes,
): Alert {
  const value = (key: Exclude<keyof AlertMapping, 'labels' | 'each'>): unknown => {
    const expression = mapping[key];
    if (expression === undefined) return undefined;
    const found = find(expression, entry);
    if (found === undefined) notes.ignore({ field: fieldName([...at, key]), message: `${expression} finds nothing.` });
    return found;
  };
  const labels = Object.fromEntries(
    Object.entries(mapping.labels ?? {}).map(([label, expression]) => [label, find(expression, entry)]),
  );
  const title = textOf(value('title'));
  const key = textOf(value('key'));
  return alertFrom('json', {
    status: statusFrom(value('status')),
    title: [title, key, `Alert of ${name}`],
    description: textOf(value('description')),
    identity: key ?? { parts: [title ?? ''], labels },
    severity: severityOf(textOf(value('severity'))),
    labels: labelsOf(labels),
    url: [value('link')],
  });
}

function find(expression: string, data: unknown): unknown {
  const known = compiled.get(expression) ?? compileExpression(expression);
  compiled.set(expression, known);
  return known.evaluate(data);
}

/** `is it failing` answers as well as a word does. */
function statusFrom(found: unknown): Alert['status'] {
  if (typeof found === 'boolean') return found ? 'firing' : 'resolved';
  return statusOf(textOf(found));
}

function textOf(found: unknown): string | undefined {
  if (typeof found === 'string') return found.trim() || undefined;
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return Array.isArray(found) && found.length > 0 ? found.map((one) => textOf(one) ?? '').join(' ') : undefined;
}
