import type { Connection, Query } from 'mongoose';

/**
 * How long the server works at one operation (`maxTimeMS`); below `answerWithinMs`, after which its caller has given up.
 *
 * mongod keeps to it, and also ends what is asked on a connection that its client closes. SecantusDB does neither: it
 * ignores maxTimeMS, works on behind a closed connection, and shows nothing to `killOp`. So there a connection stays open
 * until its answer comes (`patientSocketMs`): an abandoned operation then holds one of the pool's connections, and no more
 * than the pool has can be under way in the server.
 */
export const serverLimitMs = 9_000;

/** For SecantusDB: until a connection whose answer does not come is closed all the same. */
export const patientSocketMs = 120_000;

/** Gives every query of every model the limit, but for the insert of one document. What goes past mongoose says it itself. */
export function limitQueries(connection: Connection): void {
  connection.set('maxTimeMS', serverLimitMs);
  // mongoose gives that option to what reads; what writes gets it here.
  connection.plugin((schema) => {
    schema.pre(
      ['updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'replaceOne'],
      function (this: Query<unknown, unknown>) {
        this.setOptions({ maxTimeMS: serverLimitMs });
      },
    );
  });
}
