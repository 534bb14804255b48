import { chatAdapterContract } from '../../contracts/chat-adapter.ts';
import { openWebChat } from './open.ts';

chatAdapterContract('the web chat', openWebChat);
