import { factsNow } from '../../src/application/world.ts';
import { decide } from '../../src/domain/incident/decide.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { changedView, ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { whomView } from '../../src/views/questions.ts';
import { moment } from '../../src/views/times.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';
import { snoozeWords } from '../typed/read/read-incident.ts';
import { endIn } from '../typed/times/moments.ts';

/** Matches words that end the snooze, in place of a length. */
const off = /^(?:off|end|stop|cancel|over|aus|beenden|fin|terminar|解除|終了)$/iu;
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
    option('note', 'long-text', 'option.why', { maxLength: textLimit }),
  ],
  async confirm(call) {
    if (!isOff(call.args)) return undefined;
    const incident = await call.incident();
    const events = decide(incident, { type: 'unsnooze', ...call.actor }, factsNow(call.context));
    return whomView('ask.unsnooze', { incident, events }, call.reader);
  },
  async run(call) {
    const { reader, args } = call;
    if (isOff(args)) return unsnoozed(call);
    const until = endIn(call, 'for', args.for ?? '', 'morning');
    const { incident } = await call.change({ type: 'snooze', until, ...(args.note && { note: args.note }) });
    const { t } = reader;
    const snoozed = ended(t('answer.snoozed', { incident: headline(incident) }), t);
    return {
      text: `${snoozed} ${t('answer.snoozed.next', { time: moment(until, reader), number: String(incident.number) })}`,
    };
  },
});

function isOff({ for: length = '' }: Call['args']): boolean {
  return off.test(length.trim());
}

async function unsnoozed(call: Call) {
  const { incident, events } = await call.change({ type: 'unsnooze' });
  return changedView(call.reader.t('answer.unsnoozed', { incident: headline(incident) }), { events }, call.reader);
}
