import type { AlertIntake } from '../../ports/alerts.ts';
import type { CommandShape, Commands, ProgramCommands } from '../../ports/commands.ts';
import type { Tracing } from '../../ports/telemetry/tracing.ts';

/** The same commands, each in a span. */
export function tracedCommands(commands: Commands, tracing: Tracing): Commands {
  const nameOf = namesIn(commands.catalogue);
  return {
    ...commands,
    run: (invocation) =>
      tracing.span(
        {
          name: `command ${nameOf(invocation.command)}`,
          attributes: { 'tocsin.platform': invocation.from.platform },
        },
        () => commands.run(invocation),
      ),
  };
}

/** The same for those that programs give. */
export function tracedProgramCommands(commands: ProgramCommands, tracing: Tracing): ProgramCommands {
  const nameOf = namesIn(commands.catalogue);
  return {
    ...commands,
    run: (command) =>
      tracing.span(
        {
          name: `command ${nameOf(command.command)}`,
          ...(command.trace !== undefined && { parent: command.trace, kind: 'consumer' }),
          attributes: { 'tocsin.via': command.via },
        },
        () => commands.run(command),
      ),
  };
}

/** The same intake, each request in a span. */
export function tracedIntake<I extends AlertIntake>(intake: I, tracing: Tracing): I {
  return {
    ...intake,
    receive: (alerts, key, integration) =>
      tracing.span({ name: 'receive alerts', attributes: { 'tocsin.alerts': alerts.length } }, () =>
        intake.receive(alerts, key, integration),
      ),
  };
}

/** What people type becomes no name of a span. */
function namesIn(catalogue: readonly Pick<CommandShape, 'name'>[]): (typed: string) => string {
  const names = new Set(catalogue.map(({ name }) => name));
  return (typed) => (names.has(typed) ? typed : 'unknown');
}
