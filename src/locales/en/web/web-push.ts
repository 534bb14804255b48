/** Notifications of the device: the dialog of the web chat's page, and what is pushed. It is sent to browsers. */
export const webPush = {
  'web.push': 'Notifications',
  'web.push.lead':
    'These browsers get your pages as notifications, even while Tocsin is closed in them. Open Tocsin in each at least every 30 days.',
  'web.push.none':
    'No browser gets your pages while Tocsin is closed in it. Turn notifications on in each browser that you want to be paged in.',
  'web.push.turn-on': 'Turn on in this browser',
  'web.push.turned-on': 'This browser gets your pages from now on.',
  'web.push.removed': 'Removed: {device}',
  'web.push.current': 'This browser',
  'web.push.since': 'Since {time}',
  'web.push.remove': 'Remove',
  'web.push.remove-of': 'Remove {device}, since {time}',
  'web.push.try': 'Send a test notification',
  'web.push.try.sent':
    'Sent to {count, plural, one {# browser} other {# browsers}}. It appears within a few seconds. If not, check the notification settings of the device.',
  'web.push.try.failed': 'Not sent to {count, plural, one {# browser} other {# browsers}}: {problem}',
  'web.push.unsupported':
    'This browser gets no notifications while Tocsin is closed in it. On an iPhone or iPad, add Tocsin to the Home Screen and open it there.',
  'web.push.insecure': 'Browsers show notifications only for https addresses. Ask an admin to put Tocsin behind https.',
  'web.push.failed': 'This browser could not register for push, so it gets pages only while Tocsin is open in it.',
  'web.push.refused': 'Not done: {problem}',
  'web.push.offline': 'Not done: Tocsin cannot be reached. Check your connection and press again.',
  'web.push.test.title': 'Test notification',
  'web.push.test.body': 'Pages reach this browser like this one.',
} as const;
