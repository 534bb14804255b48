// Loaded before the program (`--import`): its clock is so many milliseconds ahead of everybody else's.
const ahead = Number(process.env.CHAOS_AHEAD_MS);
const RealDate = Date;

globalThis.Date = class ShiftedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
// Mongoose knows types by their names.
Object.defineProperty(globalThis.Date, 'name', { value: 'Date' });
