import { chatAdapterContract } from '../../contracts/chat-adapter/contract.ts';
import { openTelegram } from './platform.ts';

chatAdapterContract('Telegram (long polling)', () => openTelegram('polling'));
chatAdapterContract('Telegram (webhook)', () => openTelegram('webhook'));
