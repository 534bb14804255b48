import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What stands before every call to the database. */
interface Breaker {
  isOpen(): boolean;
  underWay(): number;
  observe(heard: (call: { readonly ms: number; readonly answered: boolean }) => void): void;
}

interface Pool {
  open(): number;
  inUse(): number;
  waiting(): number;
}

/** Shows how the database answers, how many calls wait for it, and how its connections are used. */
export function meterDatabase(registry: Registry, { breaker, pool }: { breaker: Breaker; pool: Pool }): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge(
    'tocsin_database_breaker_open',
    '1 while the circuit breaker is open: the database does not answer, and calls to it fail at once',
    () => Number(breaker.isOpen()),
  );
  gauge('tocsin_database_calls_under_way', 'Calls that wait for the database at this moment', breaker.underWay);
  gauge('tocsin_database_connections_open', 'Connections to the database', pool.open);
  gauge('tocsin_database_connections_in_use', 'Connections to the database that a command is using', pool.inUse);
  gauge('tocsin_database_connections_waited_for', 'Commands that wait for a connection', pool.waiting);
  const duration = new Histogram({
    name: 'tocsin_database_call_duration_seconds',
    help: 'Time until the database answered a call, with the time that it waited to be written together with others',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'tocsin_database_call_failures_total',
    help: 'Calls that the database did not answer',
    registers: [registry],
  });
  breaker.observe(({ ms, answered }) => {
    duration.observe(ms / 1000);
    if (!answered) failures.inc();
  });
}
