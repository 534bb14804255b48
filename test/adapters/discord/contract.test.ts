import { chatAdapterContract } from '../../contracts/chat-adapter/contract.ts';
import { openDiscord } from './open.ts';

chatAdapterContract('Discord', () => openDiscord());
