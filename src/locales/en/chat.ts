/** What a chat itself says: its forms, its failures, and the words that it draws a message with. */
export const chat = {
  'chat.failed': 'Something went wrong in Tocsin; its log has the reason. Please try again.',
  'chat.failed.unknown':
    'Something went wrong, and it may have been done all the same. Check the incident before you try again.',
  'chat.failed.reference':
    'Something went wrong. Please try again; if it happens again, give your admin “{reference}” from the log.',
  'chat.cannot-save':
    'The database does not answer, so this may not be saved. Check with “list”, and try again in a moment.',
  'chat.cancel': 'Cancel',
  'chat.fill-in': 'Fill in',
  'chat.incomplete': '{title}: press the button to fill in what is missing.',
  'chat.needs-details': '“{command}” needs more details.',
  'chat.too-long': 'That is too long to keep while a form is open. Send all of it in one line: {command} …',
  'chat.form-not-opened': 'Slack did not open the form in time. Please try again.',
  'chat.line-gone': 'Your message can no longer be read. Please send it again.',
  'chat.button-gone': 'This button no longer works. Try /incident help.',
  'chat.edit': 'Edit and send again',
  'chat.typed': 'This is what you typed:',
  'chat.restarted':
    'Tocsin was restarted while it worked on this, so it may or may not be done. Look at /incident list before you try again.',
  'chat.form-gone': 'This form no longer works. Please send the command again.',
  'chat.no-direct':
    'Tocsin cannot send you a direct message, and the answer is for you alone. Use /incident here, or allow direct messages from members of this server.',
  'chat.slack-moment': '{date} at {time}',
  'push-end.title': 'Notifications in {browser} end soon',
  'push-end.text':
    'Tocsin was last opened in {browser} on {since}. From {until} on, that browser gets no pages as notifications. To keep them, open Tocsin there: {url}',
  'telegram.hello.title': 'Tocsin: on-call and incidents in this chat',
  'telegram.hello': 'This is Tocsin. Your Telegram id is {id}.',
  'telegram.hello.body': 'Pages reach you here when an incident needs you. Answer with a button or a command.',
  'telegram.hello.id': 'Your Telegram id',
  'telegram.hello.file': 'In the configuration file',
  'telegram.anonymous':
    'You write anonymously here, so Tocsin cannot tell who you are. Write as yourself, or in a private chat with Tocsin.',
  'telegram.words-only': 'Only text can be read here. Send “help” for the commands.',
  'chat.file-needs-note': 'Files are kept with notes only. Send it with a line such as “note 42 what it shows”.',
  'chat.file-in-direct-message':
    'Nobody else can open a file that is in a direct message. Send it to the incident’s room, and pick Apps, then “Add note”, in the menu of that message.',
  'telegram.file-has-no-link':
    'Telegram gives no link to a file in this chat. Send it in the incident’s group, with a caption such as “/note 42 what it shows”.',
  'telegram.busy': 'Still working on it; the answer follows.',
  'telegram.button-gone': 'This button no longer works.',
  'telegram.start-link': 'Press Start in a private chat with Tocsin to be answered there.',
  'telegram.start-button': 'Open the private chat',
  'telegram.answer-in-private': 'The answer is in your private chat.',
  'telegram.start-hint': '(Press Start in a private chat with @{username} for the whole answer.)',
  'telegram.no-text': '(no text)',
  'telegram.question.gone': 'This question is no longer open. Send the command again.',
  'telegram.question.start-first':
    'Tocsin needs to ask you something and cannot write to you: press Start in a private chat with it first.',
  'telegram.question.in-private': 'The question is in your private chat.',
  'telegram.question.choose': 'Please press one of the buttons.',
  'telegram.question.empty': 'That is empty. Please write something.',
  'telegram.question.too-long': 'That has {length} characters; at most {most} are allowed. Please shorten it.',
  'telegram.question.choice-gone': 'That choice no longer exists. Write it as a reply.',
  'telegram.question.required': '{field} is required.',
  'telegram.question.required.cancel': '{field} is required; /cancel stops the form.',
  'telegram.question.cancelled': 'Cancelled. Nothing was sent.',
  'telegram.question.none': 'There is no open question here.',
  'telegram.question.step': '({step, number} of {count, number})',
  'telegram.question.optional': '(optional)',
  'telegram.question.reply': 'Reply to this message, or /cancel.',
  'telegram.question.reply-or-press': 'Reply to this message, or press a button.',
  'telegram.question.write': 'Write it as a message.',
  'telegram.question.all': 'Show all',
  'telegram.question.no-match':
    'Nothing in the list is like “{typed}”. Write another part of the name, or press a button.',
  'telegram.question.write-name': 'Press a button, or write the name or a part of it.',
  'telegram.question.reply-name': 'Press a button, or reply with the name or a part of it.',
  'telegram.question.skip': 'Skip',
  'telegram.question.skipped': 'skipped',
} as const;
