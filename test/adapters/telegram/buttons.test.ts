import { buttonsContract } from '../../contracts/buttons.ts';
import { openTelegram } from './platform.ts';

buttonsContract('Telegram', () => openTelegram('polling'));
