import { Gauge, type Registry } from 'prom-client';

/** Shows whether calls to the database fail at once, and how many wait for it, looked up when it is asked. */
export function meterDatabase(registry: Registry, breaker: { isOpen(): boolean; underWay(): number }): void {
  new Gauge({
    name: 'tocsin_database_breaker_open',
    help: '1 while the circuit breaker is open: the database does not answer, and calls to it fail at once',
    registers: [registry],
    collect() {
      this.set(Number(breaker.isOpen()));
    },
  });
  new Gauge({
    name: 'tocsin_database_calls_under_way',
    help: 'Calls that wait for the database at this moment',
    registers: [registry],
    collect() {
      this.set(breaker.underWay());
    },
  });
}
