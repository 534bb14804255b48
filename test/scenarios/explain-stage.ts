import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Level } from '../../src/domain/escalation/policy.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export const minute = 60_000;
export let slack: ChatDouble;
export let stage: Stage;

/** Level 1 pages the schedule primary, level 2 Carol and the payments team. */
export async function openTwoLevels(): Promise<void> {
  slack = new ChatDouble('slack');
  const levels: readonly Level[] = [
    { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
    { page: [{ person: 'carol' }, { team: 'payments' }], escalateAfterMs: 10 * minute },
  ];
  const policies = new Map([['default', { id: 'default', levels, repeat: 0 }]]);
  const chats = [slack, new ChatDouble('telegram'), new ChatDouble('email')];
  stage = await openStage(chats, sampleDirectory({ policies, guests: 'view' }));
}

export function declare(more = '') {
  return stage.says('bob', `declare Checkout is down severity:sev1 service:checkout ${more}`);
}

/** Victor is a viewer, and reads times in UTC. */
export async function explained(line = 'explain 1', person = 'victor') {
  return (await stage.says(person, line)).body?.split('\n');
}

export async function alert(more: Partial<Alert> = {}): Promise<void> {
  const firing = { source: 'grafana', status: 'firing', title: 'Slow', service: 'checkout', labels: [] } as const;
  await stage.tocsin.alerts.receive([{ ...firing, fingerprint: 'one', ...more }]);
  await stage.tocsin.idle();
}
