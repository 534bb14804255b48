import { changePerson } from '../../src/application/access/change-person.ts';
import { asleepPoliciesAlarms } from '../../src/application/on-call/left-without-anybody.ts';
import { asleepOnlyWith } from '../../src/domain/escalation/everybody-asleep.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { parseQuietHours } from '../../src/domain/runtime-changes/notify.ts';
import { formatMoment } from '../../src/lib/moment.ts';
import { asleepPoliciesText } from '../../src/views/on-call/empty-policies.ts';
import { quietView } from '../../src/views/on-call/notify.ts';
import { defineCommand, option } from '../command.ts';
import { quietWords } from '../typed/read/read-quiet.ts';
import { endIn } from '../typed/times/moments.ts';

export const quiet = defineCommand({
  name: 'quiet',
  group: 'me',
  summary: 'command.quiet',
  example: 'quiet from:22:00 to:07:00 except:sev1,sev2',
  needs: 'viewer',
  onlyInChat: true,
  fromWords: quietWords,
  options: [
    option('action', 'choice', 'option.quiet.action', {
      choices: ['show', 'off', 'reset'].map((value) => ({ value })),
    }),
    option('from', 'time', 'option.quiet.from'),
    option('to', 'time', 'option.quiet.to'),
    option('until', 'time', 'option.quiet.until'),
    option('except', 'text', 'option.quiet.except'),
  ],
  async run(call) {
    const { context, person, reader } = call;
    const { action, until, ...typed } = call.args;
    const hours = typed.from !== undefined || typed.to !== undefined || typed.except !== undefined;
    if (action && action !== 'show' && hours) {
      throw refusedBy('one-at-a-time', { command: 'quiet', action });
    }
    if (action === 'off' && until !== undefined) {
      const quietOffUntil = endIn(call, 'until', until);
      await changePerson(context, person.id, (one) => ({ ...one, quietOffUntil }));
      const when = formatMoment(quietOffUntil, reader.zone, reader.now, reader.language);
      return { text: reader.t('typed.quiet-off', { when }) };
    }
    if (action === 'off') {
      const off = await changePerson(context, person.id, ({ quietOffUntil: _until, ...one }) => ({
        ...one,
        quietHours: 'off',
      }));
      return quietView(off, reader, 'changed');
    }
    if (action !== 'reset' && !hours) return quietView(person, reader);
    const before = context.directory();
    const after = await changePerson(context, person.id, ({ quietOffUntil: _until, quietHours: _was, ...one }, now) =>
      action === 'reset' ? one : { ...one, quietHours: parseQuietHours(typed, now.quietHours) },
    );
    // Of hours that leave a policy with nobody awake, the operators have to know as much as of those in the file.
    const asleep = asleepOnlyWith(after, before, context.clock.now());
    await context.outbox.notify(asleepPoliciesAlarms(context, after, asleep, call.cause));
    const view = quietView(after, reader, action === 'reset' ? 'reset' : 'changed');
    return asleep.length === 0 ? view : { ...view, text: `${view.text} ${asleepPoliciesText(asleep, reader)}` };
  },
});
