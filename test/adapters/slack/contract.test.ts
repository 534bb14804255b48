import { chatAdapterContract } from '../../contracts/chat-adapter/contract.ts';
import { openSlack } from '../../harness/fake-slack/fake-slack.ts';

chatAdapterContract('Slack (Socket Mode)', () => openSlack({ mode: 'socket' }));
chatAdapterContract('Slack (HTTP)', () => openSlack({ mode: 'http' }));
