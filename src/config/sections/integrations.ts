import { z } from 'zod';
import { type AlertMapping, type Integration, type SenderName, senderNames } from '../../domain/alerts/integration.ts';
import { compileExpression } from '../../lib/expression.ts';
import { say, shown } from '../mistakes.ts';
import { duration } from '../times.ts';
import { expression, field, group, type KnownIds, line, type Named, oneOf, reference, severity } from './fields.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export function integrationSchema(known: KnownIds) {
  return group('an integration: sender, service, severity, labels, resolveAfter, reopenAfter, rateLimit, prompts', {
    sender: oneOf(senderNames).default('api'),
    service: reference('services', known).optional(),
    severity: severity().optional(),
    labels: labels().optional(),
    resolveAfter: duration(minuteMs, 30 * dayMs).optional(),
    reopenAfter: duration(0, 30 * dayMs).optional(),
    rateLimit: rateLimit().optional(),
    prompts: oneOf(['show', 'hide']).optional(),
    map: mapping().optional(),
    example: example().optional(),
  })
    .superRefine(({ sender, map, example: sample }, context) => {
      for (const problem of problemsOf(sender, map, sample))
        context.addIssue({ code: 'custom', path: [problem.key], message: problem.message, input: undefined });
    })
    .transform(
      ({
        sender,
        service,
        severity,
        labels: added,
        resolveAfter,
        reopenAfter,
        rateLimit: limit,
        prompts,
        map,
      }): Named<Integration> =>
        (id) => ({
          id,
          sender,
          ...(service !== undefined && { service }),
          ...(severity && { severity }),
          ...(added && { labels: Object.entries(added).map(([name, value]) => ({ name, value })) }),
          ...(resolveAfter !== undefined && { resolveAfterMs: resolveAfter }),
          ...(reopenAfter !== undefined && { reopenAfterMs: reopenAfter }),
          ...(limit !== undefined && { rateLimit: limit }),
          ...(prompts && { prompts }),
          ...(map && { mapping: map }),
        }),
    );
}

type Problem = { readonly key: 'map' | 'example'; readonly message: string };

function problemsOf(sender: SenderName, map: AlertMapping | undefined, sample: unknown): readonly Problem[] {
  if (sender !== 'json') {
    const misplaced = (['map', 'example'] as const).filter((key) => (key === 'map' ? map : sample) !== undefined);
    return misplaced.map((key) => ({ key, message: say('belongs to the sender json only', 'it there', 'remove it') }));
  }
  if (!map) return [{ key: 'map', message: say('is missing', 'expressions, such as { title: message, key: host }') }];
  if (sample === undefined) return [];
  const entries = map.each === undefined ? [sample] : compileExpression(map.each).evaluate(sample);
  if (!Array.isArray(entries) || entries.length === 0)
    return [{ key: 'example', message: say(`has no list at ${map.each}`, 'what each finds in it to be a list') }];
  if (map.title === undefined) return [];
  const title = compileExpression(map.title).evaluate(entries[0]);
  if (typeof title === 'string' && title.trim() !== '') return [];
  const found = title === undefined ? 'finds nothing' : `finds ${shown(title)}`;
  return [{ key: 'example', message: say(`the title ${shown(map.title)} ${found} in it`, 'a text') }];
}

function mapping() {
  return group('expressions: title, key, status, severity, labels, link, description, each', {
    each: expression().optional(),
    title: expression().optional(),
    key: expression().optional(),
    status: expression().optional(),
    severity: expression().optional(),
    link: expression().optional(),
    description: expression().optional(),
    labels: z
      .record(z.string(), expression(), {
        error: ({ input }) => say(`is ${shown(input)}`, 'names, each with an expression, such as { host: event.host }'),
      })
      .optional(),
  }).transform((map): AlertMapping => Object.fromEntries(Object.entries(map).filter(([, one]) => one !== undefined)));
}

const highestRate = 100_000;

function rateLimit() {
  return field<number | 'none'>(`new alerts a minute, from 1 to ${highestRate}, or none`, (value) => {
    if (value === 'none') return { value };
    const isLimit = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= highestRate;
    return isLimit ? { value } : { wrong: `is ${shown(value)}` };
  });
}

function labels() {
  return z.record(z.string(), line('a text', 200), {
    error: ({ input }) => say(`is ${shown(input)}`, 'labels and their values, such as { team: payments }'),
  }) as z.ZodType<Readonly<Record<string, string>>>;
}

/** Reads an example payload as the monitor posts it: in YAML, or as a text that contains JSON. */
function example() {
  return field<unknown>('a payload, as YAML or as a text with JSON in it', (value) => {
    if (typeof value !== 'string') return { value };
    try {
      return { value: JSON.parse(value) as unknown };
    } catch (err) {
      return { wrong: `is no JSON (${err instanceof Error ? err.message : String(err)})` };
    }
  });
}
