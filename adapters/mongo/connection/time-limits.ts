import type { Connection, Query } from 'mongoose';

/**
 * How long the server works on one operation (`maxTimeMS`). It is less than `answerWithinMs`, after which the caller gives
 * up.
 *
 * mongod observes the limit, and also ends operations of a connection that its client closes. SecantusDB does neither: it
 * ignores maxTimeMS, continues behind a closed connection, and shows nothing to `killOp`. So there a connection stays open
 * until its answer comes (`patientSocketMs`): an abandoned operation then keeps one of the pool's connections, and the
 * server works on no more operations than the pool has connections.
 */
export const serverLimitMs = 9_000;

/** For SecantusDB: after this time a connection without an answer is closed. */
export const patientSocketMs = 120_000;

/**
 * Sets the limit on every query of every model, except the insert of one document. Calls that bypass mongoose set it
 * themselves.
 */
export function limitQueries(connection: Connection): void {
  connection.set('maxTimeMS', serverLimitMs);
  // mongoose applies that option to reads only; writes get it here.
  connection.plugin((schema) => {
    schema.pre(
      ['updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'replaceOne'],
      function (this: Query<unknown, unknown>) {
        this.setOptions({ maxTimeMS: serverLimitMs });
      },
    );
  });
}
