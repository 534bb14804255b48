import { readAwsEvent } from '../../reading/aws-events.ts';
import { readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

/** Amazon EventBridge: a rule whose target is an API destination, with the event as it is. AWS Health and RDS come this way. */
export const eventBridge: Sender = {
  name: 'eventbridge',
  label: 'Amazon EventBridge',
  about: 'A rule whose target is an API destination: events of CloudWatch alarms, AWS Health, RDS and all others.',
  documentation: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('detail-type', 'source', 'id');
    return readAwsEvent('eventbridge', given);
  },
};
