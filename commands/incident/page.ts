import { reachableNow } from '../../src/domain/incident/reach.ts';
import { textLimit } from '../../src/domain/incident/texts.ts';
import { incidentByNumber, incidentHere } from '../../src/use-cases/find-incident.ts';
import { targetOf } from '../../src/use-cases/known-names.ts';
import { factsNow } from '../../src/use-cases/world.ts';
import { changedView, ended } from '../../src/views/answers.ts';
import { headline } from '../../src/views/incident.ts';
import { type Call, defineCommand, incidentOption, option } from '../command.ts';

export const page = defineCommand({
  name: 'page',
  summary: 'Page somebody by direct message, now',
  example: 'page to:carol can you look at the database?',
  needs: 'responder',
  options: [
    option('to', 'target', 'A person, team or schedule', { required: true }),
    option('message', 'long-text', 'What you need from them', { takesTheRest: true, maxLength: textLimit }),
    incidentOption,
  ],
  async run(call) {
    const { args, context } = call;
    const directory = context.directory();
    const toName = args.to ?? '';
    const to = targetOf(toName, directory);
    // Refused before an incident is begun for it: a page that cannot go out leaves nothing behind.
    reachableNow(to, toName, factsNow(context));
    const { meant, isNew } = await incidentToPageFor(call);
    const { message } = args;
    const { incident, events } = await call.change({ type: 'page', to, toName, ...(message && { message }) }, meant);
    return changedView(
      ended(`${isNew ? 'I began' : 'This is'} ${headline(incident)}`),
      { incident, events },
      call.reader,
    );
  },
});

/** A page is about an incident, so that it is seen through: where none is meant, asking for somebody begins one. */
async function incidentToPageFor({ context, invocation, person, args, declare }: Call) {
  if (args.incident) return { meant: await incidentByNumber(context.store, args.incident), isNew: false };
  const here = await incidentHere(
    context.store,
    invocation.from.platform,
    { ...invocation.where, private: false },
    person.id,
  );
  if (here) return { meant: here, isNew: false };
  const asked = args.message?.split('\n')[0]?.slice(0, 150) || `${person.name} asks for ${args.to}`;
  const { incident } = await declare({ title: asked, severity: 'sev3' });
  return { meant: incident, isNew: true };
}
