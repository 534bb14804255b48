import { z } from 'zod';
import { type Finding, isExpected, type Probe } from '../../src/domain/checks/check.ts';
import { withoutTrailingSlashes } from '../../src/lib/slashes.ts';
import { oneLine } from '../../src/lib/text.ts';
import type { Asking } from './asking.ts';
import { askHttp, beginning } from './http.ts';

type StatusPageProbe = Extract<Probe, { kind: 'statusPage' }>;

const mostNamed = 3;

/** What Statuspage calls it, and how a person does. Maintenance is planned, and no problem. */
const problems: ReadonlyMap<string, string> = new Map([
  ['degraded_performance', 'is degraded'],
  ['partial_outage', 'has a partial outage'],
  ['major_outage', 'has a major outage'],
]);

const summaryFields = z.object({
  page: z
    .object({ name: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  components: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      /** A group has the status of the worst of its own, which stand in the list as well. */
      group: z.boolean().nullish().catch(undefined),
    }),
  ),
  incidents: z
    .array(z.object({ name: z.string(), shortlink: z.string().nullish().catch(undefined) }))
    .optional()
    .catch(undefined),
});

type Summary = z.infer<typeof summaryFields>;

/**
 * Asks a provider's status page (Atlassian Statuspage and what speaks like it) whether the components that matter work.
 * All is well while they do, and in a planned maintenance.
 */
export function readStatusPage(id: string, probe: StatusPageProbe, asking: Asking): Promise<Finding> {
  const url = `${withoutTrailingSlashes(probe.url)}/api/v2/summary.json`;
  const question = { kind: 'http', url, expect: '2xx' } as const;
  return askHttp(id, question, asking, async ({ statusCode, body }) => {
    if (!isExpected(statusCode, question.expect)) return no(`the status page of ${id} answered ${statusCode}`);
    const summary = summaryIn((await beginning(body)).text);
    if (!summary) return no(`the status page of ${id} has no /api/v2/summary.json that Statuspage would write`);
    return judged(id, summary, probe.components);
  });
}

function summaryIn(text: string): Summary | undefined {
  try {
    return summaryFields.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function judged(
  id: string,
  { page, components, incidents = [] }: Summary,
  selected: readonly string[] | undefined,
): Finding {
  const all = components.map(({ name, status, group }) => ({ name: oneLine(name), status, group }));
  const missing = selected?.find((name) => !all.some((one) => isNamed(one.name, name)));
  if (missing !== undefined) return no(`the status page of ${id} has no component “${missing}”`);
  const broken = all.flatMap(({ name, status, group }) => {
    const problem = problems.get(status);
    const matters = selected ? selected.some((one) => isNamed(name, one)) : !group;
    return problem && matters ? [`${name} ${problem}`] : [];
  });
  if (broken.length === 0) return { ok: true };
  const more = broken.length > mostNamed ? ` and ${broken.length - mostNamed} more` : '';
  const [incident] = incidents;
  const why = incident ? ` (${[oneLine(incident.name), incident.shortlink].filter((part) => part).join(', ')})` : '';
  return no(`it is ${page?.name ? oneLine(page.name) : id}: ${broken.slice(0, mostNamed).join(', ')}${more}${why}`);
}

function isNamed(name: string, selected: string): boolean {
  return name.toLowerCase() === selected.trim().toLowerCase();
}

function no(reason: string): Finding {
  return { ok: false, reason };
}
