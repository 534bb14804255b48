/** To the operators: a chat or an event sink that Tocsin cannot reach. */
export const connections = {
  'connection.away': '{name} is unreachable',
  'connection.away.body':
    'Tocsin has not reached {name} since {time}. What is to be sent there waits and goes out when it is back. Check the service, the network and the credentials.',
  'connection.back': '{name} is reachable again',
  'connection.back.body': 'It was unreachable since {time}.',
  'connection.unheard': 'Commands and buttons on {name} do not arrive',
  'connection.unheard.body':
    'Tocsin has not received what people type and press on {name} since {time}. Pages still go out there. Acknowledge on the web or another platform meanwhile; the log names the reason.',
  'connection.heard': 'Commands and buttons on {name} work again',
  'connection.sink': 'Event sink {sink}',
  'file.mistakes':
    '{count, plural, one {The configuration file has a mistake} other {The configuration file has # mistakes}}',
  'file.mistakes.todo':
    'The previous file stays in force. Correct it; “tocsin check” names every mistake with its line.',
  'file.good': 'The configuration file is in order again',
  'file.good.body': 'It is in force now. It had mistakes since {time}.',
} as const;
