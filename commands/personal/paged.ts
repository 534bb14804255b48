import { acknowledgeMany, openPagesOf } from '../../src/application/incidents/acknowledge-many.ts';
import { addressKey } from '../../src/domain/address.ts';
import { accountOf } from '../../src/domain/directory.ts';
import { bundleId, namedIn } from '../../src/domain/incident/bundles/bundle.ts';
import { type Platform, pageWays } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { ackAllQuestion, acknowledgedManyView, pagedView } from '../../src/views/incident/paged.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { pageOf, pageOption } from '../paged.ts';

const perPage = 20;
const mostPages = 50;

/**
 * Matches the value of “Acknowledge all”: a bundle and how many of its incidents the message named, or all up to a number.
 */
const inBundle = /^([a-z]{1,20})\.(\d{1,9})\.(\d{1,4})$/;
const upToNumber = /^open\.(\d{1,9})$/;

export const paged = defineCommand({
  name: 'paged',
  group: 'incident',
  summary: 'command.paged',
  example: 'paged',
  needs: 'viewer',
  reads: ({ action }) => action !== 'ack',
  onlyInChat: true,
  options: [
    option('action', 'choice', 'option.paged.action', { choices: [{ value: 'list' }, { value: 'ack' }] }),
    option('which', 'text', 'option.paged.which', { maxLength: 40 }),
    pageOption,
  ],
  isExact: ({ action, which }) => action !== 'ack' || which !== undefined,
  async confirm({ args, context, person, reader }) {
    if (args.action !== 'ack' || args.which !== undefined) return undefined;
    const waiting = (await openPagesOf(context.store, person.id)).filter(({ state }) => state === 'triggered');
    return waiting.length > 0 ? ackAllQuestion(waiting, reader) : undefined;
  },
  async run(call) {
    if (call.args.action === 'ack') return acknowledgeAll(call);
    const page = pageOf('paged', call.args, mostPages);
    const all = await openPagesOf(call.context.store, call.person.id);
    const items = all.slice((page - 1) * perPage, page * perPage);
    return pagedView(all, { items, page, more: all.length > page * perPage && page < mostPages }, call.reader);
  },
});

async function acknowledgeAll(call: Call) {
  const { context, person, reader } = call;
  const ids = await meantBy(call);
  const result = await acknowledgeMany(context.store, ids, person.id, (incident) =>
    call.change({ type: 'acknowledge' }, incident),
  );
  return acknowledgedManyView(result, person.id, reader);
}

/** Returns exactly the incidents that the button's message named; the person has not seen those that joined later. */
async function meantBy({ args: { which = '' }, context, person }: Call): Promise<readonly string[]> {
  // No page was open when the person was asked.
  if (which === '') return [];
  const [, upTo] = upToNumber.exec(which) ?? [];
  if (upTo !== undefined) {
    const open = await openPagesOf(context.store, person.id);
    return open.filter(({ number }) => number <= Number(upTo)).map(({ id }) => id);
  }
  const [, platform = '', number, count] = inBundle.exec(which) ?? [];
  const account = isPlatform(platform) ? accountOf(person, platform) : undefined;
  const lane = account === undefined ? '' : addressKey(platform as Platform, `person:${account}`);
  const bundle = account === undefined ? undefined : await context.bundles.load(bundleId(lane, Number(number)));
  if (bundle?.person !== person.id) throw refusedBy('no-such-bundle');
  return namedIn(bundle, Number(count)).map(({ incident }) => incident);
}

function isPlatform(name: string): name is Platform {
  return (pageWays as readonly string[]).includes(name);
}
