import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { withoutPrompts } from '../../reading/prompts.ts';
import type { Sender } from '../../sender.ts';

/** LangSmith: the webhook of an alert rule. It never says that something is over: set `resolveAfter`. */
export const langSmith: Sender = {
  name: 'langsmith',
  label: 'LangSmith',
  about: 'The webhook of an alert rule, with the fields that LangSmith adds. It never says that something is over.',
  documentation: 'https://docs.langchain.com/langsmith/alerts-webhook',
  read(arrived) {
    const given = readPayload(arrived.body, arrived.notes);
    given.needs('alert_rule_id', 'alert_rule_name', 'project_name');
    const [name, project] = [given.text('alert_rule_name'), given.text('project_name')];
    const metric = given.text('alert_rule_attribute');
    const [value, threshold] = [given.text('triggered_metric_value'), given.text('triggered_threshold')];
    return [
      alertFrom('langsmith', {
        status: 'firing',
        title: [
          [name ?? metric, project].filter((part) => part).join(' in '),
          `Alert rule ${given.text('alert_rule_id')}`,
        ],
        description:
          given.text('alert_rule_description') ??
          (value && threshold && `${metric ?? 'The metric'} is ${value}, the threshold ${threshold}`),
        identity: given.text('alert_rule_id') ?? { parts: ['rule', name, project] },
        labels: labelsOf(
          { project, metric, threshold, workspace: given.text('workspace_name') },
          withoutPrompts(own(given.whole), arrived),
        ),
        url: [given.text('runs_url'), given.text('alert_rule_url')],
        links: { source: [given.text('alert_rule_url')], panel: [given.text('runs_url')] },
        value,
        startsAt: given.date('timestamp'),
      }),
    ];
  },
};

/** What the body template of the rule adds of one's own: model, provider, prompt_version. */
function own(whole: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const theirs = /^(?:alert_rule_|triggered_|project_name$|workspace_name$|timestamp$|runs_url$)/;
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !theirs.test(name)));
}
