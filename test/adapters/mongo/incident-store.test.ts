import { incidentStoreContract } from '../../contracts/incident-store/contract.ts';
import { openFresh } from './opened.ts';

incidentStoreContract('the store on MongoDB', async () => {
  const { stores, other, close } = await openFresh();
  return { store: stores.incidents, other: other.incidents, close };
});
