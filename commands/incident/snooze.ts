import { ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { moment } from '../../src/views/times.ts';
import { defineCommand, incidentOption, option } from '../command.ts';
import { endIn } from '../typed/moments.ts';
import { snoozeWords } from '../typed/read-incident.ts';

const offered = ['15m', '30m', '1h', '2h', '4h', '8h', '1d'];

export const snooze = defineCommand({
  name: 'snooze',
  group: 'incident',
  summary: 'command.snooze',
  example: 'snooze 42 for:2h',
  needs: 'responder',
  form: { title: 'form.snooze', submit: 'form.snooze' },
  fromWords: snoozeWords,
  options: [
    incidentOption,
    option('for', 'time', 'option.snooze.for', {
      required: true,
      maxLength: 60,
      choices: offered.map((value) => ({ value })),
    }),
  ],
  async run(call) {
    const { reader, args } = call;
    const until = endIn(call, 'for', args.for ?? '', 'morning');
    const { incident } = await call.change({ type: 'snooze', until });
    const { t } = reader;
    const snoozed = ended(t('answer.snoozed', { incident: headline(incident) }), t);
    return { text: `${snoozed} ${t('answer.snoozed.next', { time: moment(until, reader) })}` };
  },
});
