import { connect } from 'node:net';
import type { Finding, Probe } from '../../src/domain/checks/check.ts';
import type { Asking } from './asking.ts';

/** All is well when the port accepts a connection; nothing is said on it. */
export function askTcp(
  { host, port }: Extract<Probe, { kind: 'tcp' }>,
  { within }: Pick<Asking, 'within'>,
): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const end = (settle: () => void) => {
      within.removeEventListener('abort', tooLate);
      socket.destroy();
      settle();
    };
    const tooLate = () => end(() => reject(within.reason));
    within.addEventListener('abort', tooLate);
    socket.once('connect', () => end(() => resolve({ ok: true })));
    socket.once('error', (err) => end(() => reject(err)));
  });
}
