import { chatAdapterContract } from '../../contracts/chat-adapter/contract.ts';
import { openWebChat } from './open.ts';

chatAdapterContract('the web chat', openWebChat);
