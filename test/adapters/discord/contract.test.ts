import { chatAdapterContract } from '../../contracts/chat-adapter.ts';
import { openDiscord } from './open.ts';

chatAdapterContract('Discord', () => openDiscord());
