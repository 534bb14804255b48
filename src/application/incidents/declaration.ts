import type { Directory } from '../../domain/directory.ts';
import { policyNamed } from '../../domain/escalation/which-policy.ts';
import type { Declaration } from '../../domain/incident/intent.ts';
import type { Severity } from '../../domain/severity.ts';

/** What a person gives to declare an incident. `service` is an id. */
export interface DeclarationRequest {
  readonly title: string;
  readonly severity?: Severity;
  readonly service?: string;
  readonly description?: string;
}

/** Returns the declaration with the defaults of its service: severity and escalation policy. */
export function declarationOf(
  request: DeclarationRequest,
  directory: Directory,
): Pick<Declaration, 'title' | 'severity' | 'service' | 'description' | 'policy'> {
  const service = request.service ? directory.services.get(request.service) : undefined;
  const policy = policyNamed(service?.policy, directory);
  return {
    title: request.title,
    severity: request.severity ?? service?.severity ?? 'sev3',
    ...(service && { service: service.id }),
    ...(request.description && { description: request.description }),
    ...(policy && { policy }),
  };
}
