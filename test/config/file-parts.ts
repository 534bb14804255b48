import { fileWith } from './reading.ts';

// Files that are right but for one part.

export const person = (keys: string) => `people: { alice: { ${keys} } }`;
export const schedule = (keys: string) => fileWith(`schedules: { primary: { ${keys} } }`);
export const withService = (entry: string) => fileWith('').replace('services: {', `services: { ${entry},`);
export const layer = (keys: string) => schedule(`layers: [ { people: [alice], ${keys} } ]`);
export const policy = (keys: string) => fileWith('').replace('policies: {', `policies: { other: { ${keys} },`);
export const target = (keys: string) => policy(`levels: [ { page: [ { ${keys} } ] } ]`);
export const override = (times: string) =>
  schedule(`layers: [ { people: [alice] } ], overrides: [ { person: bob, ${times} } ]`);

const tenOf = (name: string) => `[${Array.from({ length: 10 }, () => name).join(', ')}]`;
export const bomb = `a: &a ${tenOf('x')}\nb: &b ${tenOf('*a')}\nc: &c ${tenOf('*b')}\nd: ${tenOf('*c')}`;
