import { incidentByNumber } from '../../src/application/incidents/find-incident.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { auditView } from '../../src/views/admin/audit.ts';
import { defineCommand, option } from '../command.ts';

/** Most records in one answer, which every platform can show in one message. */
const shown = 15;

export const audit = defineCommand({
  name: 'audit',
  group: 'admin',
  summary: 'command.audit',
  example: 'audit person:bob',
  needs: 'admin',
  reads: true,
  onlyInChat: true,
  options: [
    option('person', 'person', 'option.audit.person'),
    option('incident', 'incident', 'option.audit.incident', { maxLength: 12 }),
  ],
  async run({ context, args, reader, invocation }) {
    if (!invocation.where.private && invocation.from.platform === 'telegram') {
      throw refusedBy('audit-not-private');
    }
    const incident = args.incident ? await incidentByNumber(context.store, args.incident) : undefined;
    const entries = await context.auditLog.latest({
      limit: shown,
      ...(args.person && { by: args.person }),
      ...(incident && { incident: incident.number }),
    });
    return auditView(entries, { person: args.person, incident: incident?.number }, reader);
  },
});
