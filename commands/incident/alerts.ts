import { alertsView } from '../../src/views/incident/alert-list.ts';
import { anyIncidentOption, defineCommand } from '../command.ts';

export const alerts = defineCommand({
  name: 'alerts',
  group: 'incident',
  summary: 'command.alerts',
  example: 'alerts 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  onlyInChat: true,
  options: [anyIncidentOption],
  async run(call) {
    return alertsView(await call.incident(), call.context.publicUrl, call.reader);
  },
});
