import { buttonsContract } from '../../contracts/buttons.ts';
import { openDiscord } from './open.ts';

buttonsContract('Discord', () => openDiscord());
