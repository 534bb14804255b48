import { buttonsContract } from '../../contracts/buttons.ts';
import { openWebChat } from './open.ts';

buttonsContract('the web chat', () => openWebChat());
