import {
  type MeantShift,
  previewCover,
  requestCoverOf,
  takeShift,
  withdrawRequest,
} from '../../src/application/on-call/cover-shift.ts';
import { personShifts } from '../../src/domain/on-call/final.ts';
import { isUnderstoodFreely, pressOf } from '../../src/ports/commands/press.ts';
import { coverAskedView, coverSettledView } from '../../src/views/on-call/cover.ts';
import { coverQuestion } from '../../src/views/on-call/rota-questions.ts';
import { type Call, defineCommand, option } from '../command.ts';
import { coverWords } from '../typed/read/read-rota.ts';
import { periodIn } from '../typed/times/moments.ts';
import { whichSchedule } from './which-schedule.ts';

/** In characters: short enough to type, and for a button with it to fit on every platform. */
const idLength = 12;

export const cover = defineCommand({
  name: 'cover',
  group: 'on-call',
  summary: 'command.cover',
  example: 'cover primary from:2026-12-24T09:00 to:2026-12-26T09:00',
  needs: 'responder',
  onlyInChat: true,
  fromWords: coverWords,
  options: [
    option('schedule', 'schedule', 'option.cover.schedule'),
    option('from', 'time', 'option.cover.from'),
    option('to', 'time', 'option.cover.to'),
    option('take', 'text', 'option.cover.take', { maxLength: 40, onlyByName: true }),
    option('withdraw', 'text', 'option.cover.withdraw', { maxLength: 40, onlyByName: true }),
  ],
  isExact: ({ from, to, take, withdraw }) => (from ?? to ?? take ?? withdraw) !== undefined,
  async confirm(call) {
    const { args, context, reader } = call;
    if (args.take || args.withdraw || pressOf(call.invocation.args)) return undefined;
    const meant = meantShift(call);
    return coverQuestion(await previewCover(context, meant), meant.schedule, reader);
  },
  async run(call) {
    const { context, person, reader, args, cause } = call;
    if (args.take || args.withdraw) {
      const settled = args.take
        ? await takeShift(context, args.take, person.id)
        : await withdrawRequest(context, args.withdraw ?? '', person.id);
      return coverSettledView(settled.cover, settled.schedule, person.id, reader);
    }
    const meant = meantShift(call);
    const asked = await requestCoverOf(context, cause.slice(0, idLength), meant);
    return coverAskedView(asked.cover, meant.schedule, reader);
  },
});

/**
 * Returns the shift that is meant. A period in free words, such as “tomorrow”, means the asker's on-call time in it.
 */
function meantShift(call: Call): MeantShift {
  const { context, person, args } = call;
  const directory = context.directory();
  const schedule = whichSchedule(directory, args.schedule, context.clock.now(), person.id);
  const { from, to } = periodIn(call, args);
  const standing = directory.schedules.get(schedule);
  const [own] =
    isUnderstoodFreely(call.invocation.args) && standing && from && to && from < to
      ? personShifts([standing], person.id, from, to)
      : [];
  const meant = own ?? { ...(from && { from }), ...(to && { to }) };
  return { schedule, requester: person.id, ...(meant.from && { from: meant.from }), ...(meant.to && { to: meant.to }) };
}
