import { askForCover, takeShift, withdrawRequest } from '../../src/application/on-call/cover-shift.ts';
import { coverAskedView, coverSettledView } from '../../src/views/on-call/cover.ts';
import { defineCommand, option } from '../command.ts';
import { periodIn } from '../typed/moments.ts';
import { whichSchedule } from './which-schedule.ts';

/** Short enough to be typed, and for a button with it to fit everywhere. */
const idLength = 12;

export const cover = defineCommand({
  name: 'cover',
  summary: 'Ask the others to take a shift of mine; the first to accept has it',
  example: 'cover primary from:2026-12-24T09:00 to:2026-12-26T09:00',
  needs: 'responder',
  onlyInChat: true,
  options: [
    option('schedule', 'schedule', 'Which; needed only when you are on several'),
    option('from', 'time', 'In your own zone; the beginning of your shift, this one or the next, unless you say'),
    option('to', 'time', 'The end of that shift unless you say'),
    option('take', 'text', 'The id of a request: you take that shift (its button does the same)', { maxLength: 40 }),
    option('withdraw', 'text', 'The id of your request: you need no cover any more', { maxLength: 40 }),
  ],
  async run(call) {
    const { context, person, reader, args, cause } = call;
    const directory = context.directory();
    if (args.take || args.withdraw) {
      const settled = args.take
        ? await takeShift(context, args.take, person.id)
        : await withdrawRequest(context, args.withdraw ?? '', person.id);
      return coverSettledView(settled.cover, settled.schedule, person.id, reader);
    }
    const schedule = whichSchedule(directory, args.schedule, person.id);
    const meant = { schedule, asker: person.id, ...periodIn(call, args) };
    const asked = await askForCover(context, cause.slice(0, idLength), meant);
    return coverAskedView(asked.cover, schedule, reader);
  },
});
