/** What frames a mail, and the pages behind its links. */
export const mail = {
  'mail.footer': 'Tocsin sent this to {address}. Replies are not read.',
  'mail.footer.answer': 'Tocsin sent this to {address}. To answer, reply with “ack”, “resolve” or a note.',
  'mail.footer.buttons':
    'The buttons act as {address} for {days, number} days, until {expires}: do not forward this email.',
  'mail.answer.unclear':
    'Nothing else has changed. To act, reply with “ack”, “resolve” or “escalate to” and a name. Other text becomes a note on #{number}, without another email.',
  'mail.answer.empty':
    'Your answer to #{number} has no text, so nothing has changed. Reply with “ack”, “resolve” or a note, above the quoted email.',
  'mail.page.as': 'As',
  'mail.page.missing': 'Fill in the missing fields.',
  'mail.page.nothing-yet': 'Nothing happens before you press the button.',
  'mail.page.optional': 'optional',
  'mail.page.choose': 'Choose one',
  'mail.page.none': 'None',
  'mail.page.nothing-changed': 'Nothing has changed.',
  'mail.page.expired': 'This link no longer works',
  'mail.page.expired.text': 'It is older than {days, number} days. Open the incident in your chat or on the web.',
  'mail.page.altered': 'This link is incomplete',
  'mail.page.altered.text': 'It was changed or cut off on its way. Open it from the email itself, or copy all of it.',
  'mail.page.not-found': 'There is nothing at this address',
  'mail.page.not-found.text': 'If it came from an email, open it from there, or copy all of it.',
  'mail.page.method': 'Open the link in a browser',
  'mail.page.failed': 'Something went wrong',
  'mail.page.failed.text':
    'It may have happened anyway: check your chat before you try again. The log has the details.',
} as const;
