import type { Message } from '../../../src/ports/message.ts';

export const card: Message = {
  text: '#42 Checkout is down, sev1, triggered',
  title: '#42 Checkout is down',
  tone: 'danger',
  fields: [
    { label: 'Severity', value: 'sev1' },
    { label: 'Declared', value: 'by Alice Chen', at: new Date('2026-03-01T02:00:00Z') },
  ],
  buttons: [
    { label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};
