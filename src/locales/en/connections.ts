/** To the operators: a chat or an event sink that Tocsin cannot reach. */
export const connections = {
  'connection.away': '{name} is unreachable',
  'connection.away.body':
    'Tocsin has not reached {name} since {time}. What is to be sent there waits and goes out when it is back. Check the service, the network and the credentials.',
  'connection.back': '{name} is reachable again',
  'connection.back.body': 'It was unreachable since {time}.',
  'connection.sink': 'Event sink {sink}',
} as const;
