/** Answers to lines that people type in their own words. */
export const typed = {
  'typed.unreadable-moment':
    '“{text}” is not a time. Write it like 18:00, tomorrow 9am, friday 18:00, 2026-12-24T09:00 or +2h.',
  'typed.ambiguous-moment': '“{text}” can be two dates. Write the month as a word, such as 4 Mar, or 2026-03-04.',
  'typed.moment-past': '“{text}” is over: that is {when}. Say a time that is still to come.',
} as const;
