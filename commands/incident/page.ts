import { incidentAt, incidentByNumber } from '../../src/application/incidents/find-incident.ts';
import { targetOf } from '../../src/application/incidents/known-names.ts';
import { factsNow, nameIn } from '../../src/application/world.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { reachableNow } from '../../src/domain/incident/reach.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { doubtOf, pressOf } from '../../src/ports/commands/press.ts';
import { changedView } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident/incident.ts';
import { inWords } from '../../src/views/names.ts';
import { whomView } from '../../src/views/questions.ts';
import { houseReader } from '../../src/views/reader.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';
import { pageWords } from '../typed/read/read-page.ts';

export const page = defineCommand({
  name: 'page',
  group: 'incident',
  summary: 'command.page',
  example: 'page to:carol can you look at the database?',
  needs: 'responder',
  form: { title: 'form.page', submit: 'form.page' },
  // Without a number it declares an incident and never uses the latest page's.
  actsOnLatestPage: true,
  fromWords: pageWords,
  options: [
    option('to', 'target', 'option.page.to', { required: true }),
    option('message', 'long-text', 'option.page.message', { takesTheRest: true, maxLength: textLimit }),
    incidentOption,
  ],
  async confirm(call) {
    const { context, invocation, reader } = call;
    const incident = await knownIncident(call);
    const isPress = pressOf(invocation.args) !== undefined;
    // In the room of an incident, naming the person is enough.
    if (incident && !isPress && !doubtOf(invocation.args)) return undefined;
    const people = reachableNow(...targetIn(call), factsNow(context));
    const events = [{ type: 'paged', at: context.clock.now(), people } as const];
    if (!isPress && !incident) {
      const names = people.map((person) => nameIn(context.directory(), person));
      return {
        text: reader.t('typed.page-declares', { names: inWords(names, reader.language) }),
        yes: reader.t('typed.page-declares.yes'),
      };
    }
    return whomView('ask.page', { events, ...(incident && { incident }) }, call.reader);
  },
  async run(call) {
    const { args, context } = call;
    const [to, toName] = targetIn(call);
    // Refused before it declares an incident, so that an impossible page leaves nothing behind.
    reachableNow(to, toName, factsNow(context));
    const { meant, isNew } = await incidentToPageFor(call);
    const { message } = args;
    const { incident, events } = await call.change({ type: 'page', to, toName, ...(message && { message }) }, meant);
    const named = headline(incident);
    const done = isNew ? call.reader.t('answer.declared', { incident: named, severity: incident.severity }) : named;
    return changedView(done, { events }, call.reader);
  },
});

function targetIn({ args, context }: Call) {
  const name = args.to ?? '';
  return [targetOf(name, context.directory()), name] as const;
}

async function knownIncident({ context, invocation, args }: Call): Promise<Incident | undefined> {
  if (args.incident) return incidentByNumber(context.store, args.incident);
  return incidentAt(context.store, invocation.from.platform, invocation.where);
}

/** Returns the title in the organisation's language, because everybody reads it. */
function titleOf({ person, args, context }: Call): string {
  const { t } = houseReader(context.directory(), context.clock.now());
  const asked = args.to ?? '';
  const target = context.directory().people.get(asked)?.name ?? asked;
  return t('answer.page-title', { name: person.name, target });
}

/** Returns the incident to page for. Where none is meant, declares one, so that the page is followed up. */
async function incidentToPageFor(call: Call) {
  const { args, declare } = call;
  const known = await knownIncident(call);
  if (known) return { meant: known, isNew: false };
  const asked = args.message?.split('\n')[0]?.slice(0, 150) || titleOf(call);
  const { incident } = await declare({ title: asked, severity: 'sev3' });
  return { meant: incident, isNew: true };
}
