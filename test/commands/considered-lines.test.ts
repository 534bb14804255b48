import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What a person asks, puts off or forbids is not done: it is shown, asked about, or refused.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);
const refusedAs = (reads: string) =>
  expect.objectContaining({ rule: 'unknown-command', data: expect.objectContaining({ reads }) });

describe('a line on a condition', () => {
  it.each([
    ['page bob if it gets worse', 'page'],
    ['page bob once the backup is done', 'page'],
    ['page bob about 14 in case it fails', 'page'],
    ['page bob the db is slow, if it gets worse', 'page'],
    ['page bob (if he is awake)', 'page'],
    ['page bob at 9am about 14', 'page'],
    ['page bob, but only if it gets worse', 'page'],
    ['ack, but only if bob is away', 'ack'],
    ['escalate 14 if nobody acks', 'escalate'],
    ['escalate 14 to carol unless bob answers', 'escalate'],
    ['ack 14 unless carol has it', 'ack'],
    ['ack if nobody else has', 'ack'],
    ['ack 14 not yet', 'ack'],
    ['ack 14 on it unless bob has it', 'ack'],
    ['ack 14 I’ll take it if nobody else wants it', 'ack'],
    ['ack 14 looking, but only if nobody else is', 'ack'],
    ['ack 14 on it when I’m home', 'ack'],
    ['ack 14 as soon as I am home', 'ack'],
    ['ack 14 not mine', 'ack'],
    ['ack 14 sorry, wrong incident', 'ack'],
    ['ack 14 schaue drauf, außer Bob hat es', 'ack'],
    ['ack 14 lo miro a menos que lo tenga bob', 'ack'],
    ['ack 14 bobが対応していなければ', 'ack'],
    ['resolve 14 fixed it unless bob disagrees', 'resolve'],
    ['ack not 14', 'ack'],
    ['14 acked by bob', 'ack'],
    ['resolve 14 if it stays green', 'resolve'],
    ['close it when the graph is flat', 'resolve'],
    ['14 closed by mistake', 'resolve'],
    ['resolve not 14', 'resolve'],
    ['snooze 14 2h if nobody minds', 'snooze'],
    ['severity 14 sev1 if it gets worse', 'severity'],
    ['assign 14 to bob if he is awake', 'assign'],
    ['unack 14 if bob can take it', 'unack'],
    ['merge 14 15 if they are the same', 'merge'],
    ['maintenance checkout 2h if bob agrees', 'maintenance'],
    ['override primary bob tomorrow if he can', 'override'],
    ['declare if it happens again', 'declare'],
    ['wecke bob, falls es schlimmer wird', 'page'],
    ['wecke bob noch nicht', 'page'],
    ['quittiere 14 nicht', 'ack'],
    ['eskaliere 14 wenn niemand antwortet', 'escalate'],
    ['eskaliere nicht', 'escalate'],
    ['despierta a bob si empeora', 'page'],
    ['escala 14 si nadie responde', 'escalate'],
    ['cierra 14 si está bien', 'resolve'],
  ])('asks first: %j', (line, command) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual([command, 'later']);
  });

  it.each([
    ['if it gets worse, page bob', 'page bob'],
    ['wenn es schlimmer wird eskaliere 14', 'eskaliere 14'],
    ['si empeora despierta a bob', 'despierta a bob'],
  ])('is refused when the condition comes first, with the line to send: %j', (line, later) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ reads: 'condition', line: later, as: 'later' }) }),
    );
  });

  it.each([
    'note 14 if it fails again page bob',
    'update 14 we will page if it fails',
    'task 14 check if backups run',
    'declare Payments fail when a card is declined',
    'declare When I pay I get an error',
    'ack 14 checking if the cache is full',
    'ack 14, do not page anyone',
    'page bob when did you deploy?',
    'page bob db is down, please check if failover works',
    'page bob can you see if the cache is full?',
    'resolve 14 rolled back, watching if it holds',
    'ack 14 on it, will escalate if it gets worse',
    'ack 14 rebooting. ping me if it comes back',
    'ack 14 started when we deployed',
    'ack 14 not sure if it is the cache',
  ])('is none, where the words are a text: %j', (line) => {
    expect(doubtOf(read(line).args)).toBeUndefined();
  });
});

describe('a page for later', () => {
  it.each(['page bob in 5 min', 'page bob tomorrow', 'wecke bob um 9', 'llama a bob en 2 horas'])(
    'is refused, and is about no incident of that number: %j',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'pages-now' }));
    },
  );

  it('takes a number alone for the incident', () => {
    expect(read('ping bob 14')).toEqual({ command: 'page', args: { to: 'bob', incident: '14' } });
  });
});

describe('a question', () => {
  it.each([
    'should we resolve 14?',
    'can someone ack 14?',
    'can bob take 14?',
    'can we close 14',
    'may I resolve 14',
    'somebody please ack 14',
    'anyone on 14?',
    'who’s on 14',
    'any update on 14?',
    'ok to resolve 14?',
    'bob please ack 14',
    '@bob can you ack 14?',
    '14 ack?',
    'soll ich 14 schließen?',
    'kann jemand 14 übernehmen?',
    'wer kümmert sich um 14?',
    '¿cerramos el 14?',
    '¿quién tomó el 14?',
    '14は解決しましたか',
    '14を解決してもいいですか',
    '14を解決すべき？',
    '誰が14を確認しましたか',
    '誰か14を確認して',
  ])('shows the incident: %j', (line) => {
    expect(read(line)).toEqual({ command: 'show', args: { incident: '14' } });
  });

  it.each(['is it fixed?', 'who is on it?', 'who has this?', 'any news?', '誰か確認してください'])(
    'without a number shows the incident of the place: %j',
    (line) => {
      expect(read(line)).toEqual({ command: 'show', args: {} });
    },
  );

  it.each([
    ['can someone ack this?', 'ack'],
    ['someone please page bob', 'page'],
    ['should we escalate?', 'escalate'],
    ['do we need to page carol?', 'page'],
    ['shall I close it?', 'resolve'],
    ['ack 14?', 'ack'],
    ['resolve?', 'resolve'],
    ['severity 14 sev1?', 'severity'],
    ['page bob?', 'page'],
    ['maybe resolve 14', 'resolve'],
    ['I think we can resolve 14', 'resolve'],
    ['I closed 14', 'resolve'],
    ['we should page bob', 'page'],
    ['sollen wir eskalieren?', 'escalate'],
    ['vielleicht schließen', 'resolve'],
    ['cierra 14?', 'resolve'],
    ['¿deberíamos escalar?', 'escalate'],
  ])('asks before it does what it asks about: %j', (line, command) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual([command, 'asked']);
  });

  it.each(['are we late?', 'what do you mean', '¿estamos caídos?'])(
    'about nothing else is refused as one: %j',
    (line) => {
      expect(() => read(line)).toThrow(refusedAs('question'));
    },
  );

  it.each([
    ['can you ack 14', 'ack'],
    ['could you please resolve 14', 'resolve'],
    ['who is on call?', 'oncall'],
    ['is bob on call?', 'oncall'],
    ['who should I page for checkout', 'oncall'],
    ['ich übernehme 14', 'ack'],
  ])('to Tocsin itself is a command: %j', (line, command) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual([command, undefined]);
  });
});

describe('what a line forbids', () => {
  it.each([
    'don’t resolve 14 yet',
    'please don’t ack 14',
    'do not page bob',
    'never resolve 14',
    'hold off on resolving 14',
    'wait before you close 14',
    'let’s not resolve 14',
    'we should not resolve 14',
    'nobody resolve 14',
    'no one ack 14',
    'keep 14 open',
    'nicht 14 schließen',
    'niemand schließt 14',
    'no cierres 14',
    'todavía no cierres 14',
    'aún no resuelvas el 14',
    '14を解決しないで',
    '14はまだ解決していません',
    'bobを呼ばないでください',
  ])('is not done, and nothing is offered instead: %j', (line) => {
    expect(() => read(line)).toThrow(refusedAs('not-to'));
  });
});
