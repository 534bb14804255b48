import type { Directory } from '../src/domain/directory.ts';
import type { Policy } from '../src/domain/escalation/policy.ts';
import { textLimit } from '../src/domain/incident/texts.ts';
import { isSeverity, type Severity } from '../src/domain/severity.ts';
import { declareIncident } from '../src/use-cases/change-incident.ts';
import { declaredView } from '../src/views/answers.ts';
import { defineCommand, option, severityOption } from './command.ts';

export const declare = defineCommand({
  name: 'declare',
  summary: 'Declare an incident and page whoever is on call',
  example: 'declare Checkout is down severity:sev1 service:checkout',
  needs: 'responder',
  options: [
    // As long as a typed line may be: the rule about titles answers in its own words.
    option('title', 'text', 'What is wrong, in a few words', { required: true, takesTheRest: true, maxLength: 200 }),
    severityOption,
    option('service', 'service', 'What is affected'),
    option('description', 'long-text', 'What is known so far', { maxLength: textLimit }),
  ],
  async run({ office, speaker, args, cause }) {
    const directory = office.directory();
    const service = args.service ? directory.services.get(args.service) : undefined;
    const policy = policyFor(directory, service?.policy);
    const { incident, events } = await declareIncident(office, {
      ...speaker,
      id: cause,
      title: args.title ?? '',
      severity: severityOf(args.severity, service?.severity),
      ...(service && { service: service.id }),
      ...(args.description && { description: args.description }),
      ...(policy && { policy }),
    });
    return declaredView(incident, events, directory);
  },
});

function severityOf(said: string | undefined, ofService: Severity | undefined): Severity {
  if (said && isSeverity(said)) return said;
  return ofService ?? 'sev3';
}

/** The service's policy; without a service the one called `default`, or the only one there is. */
function policyFor({ policies }: Directory, named: string | undefined): Policy | undefined {
  if (named) return policies.get(named);
  return policies.get('default') ?? (policies.size === 1 ? [...policies.values()][0] : undefined);
}
