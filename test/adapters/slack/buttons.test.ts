import { buttonsContract } from '../../contracts/buttons.ts';
import { openSlack } from '../../harness/fake-slack/fake-slack.ts';

buttonsContract('Slack', () => openSlack({ mode: 'socket' }));
