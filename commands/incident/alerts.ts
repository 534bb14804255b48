import { alertsPerPage, alertsView } from '../../src/views/incident/alert-list.ts';
import { anyIncidentOption, defineCommand } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';
import { shownWords } from '../typed/read/read-shown.ts';

const mostPages = 100;

export const alerts = defineCommand({
  name: 'alerts',
  group: 'incident',
  summary: 'command.alerts',
  example: 'alerts 42',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  onlyInChat: true,
  fromAllWords: shownWords,
  options: [anyIncidentOption, pageOption],
  async run(call) {
    const page = pageOf('alerts', call.args, mostPages);
    const incident = await call.incident();
    const { total = 0, alerts: listed = [] } = incident.alerts ?? {};
    // The document contains the latest alerts; the others are read only for an incident that has more.
    const all =
      total > listed.length
        ? (await call.context.store.alertPage(incident.id, { limit: mostPages * alertsPerPage })).items
        : listed;
    return alertsView(incident, { all, page, publicUrl: call.context.publicUrl }, call.reader);
  },
});
