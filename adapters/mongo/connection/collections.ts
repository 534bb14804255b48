import type { Collection, Document, IndexDescription } from 'mongodb';
import { type Connection, type IndexDefinition, type IndexOptions, type Model, Schema } from 'mongoose';

/** The indexes of a collection. SecantusDB uses one only when it has exactly the fields of the filter. */
export type Indexes = readonly (readonly [keys: IndexDefinition, how?: IndexOptions])[];

/**
 * Returns the model of a collection. Its schema has the indexes and no fields: TypeScript checks what is written, and a
 * second list of the fields would only have to agree with the first.
 */
export function modelOf<D extends { readonly _id: string }>(
  connection: Connection,
  collection: string,
  indexes: Indexes = [],
): Model<D> {
  const known = connection.models[collection];
  if (known) return known as unknown as Model<D>;
  const options = { collection, strict: false, minimize: false, versionKey: false, id: false } as const;
  const schema = new Schema({ _id: String }, options);
  for (const [keys, how] of indexes) schema.index(keys, how);
  return connection.model(collection, schema) as unknown as Model<D>;
}

/** Returns the driver's collection, for writes that bypass mongoose. */
export function collectionOf<D extends Document>(
  connection: Connection,
  name: string,
  indexes?: Indexes,
): Collection<D> {
  if (indexes) modelOf(connection, name, indexes);
  if (!connection.db) throw new Error('The connection to the database is not open');
  return connection.db.collection<D>(name);
}

interface IndexedModels extends Pick<Connection, 'db'> {
  readonly models: Readonly<Record<string, { readonly schema: Pick<Schema, 'indexes'> }>>;
}

/** Makes the indexes of these collections in parallel: mongoose would make one after another. */
export async function ensureIndexes({ models, db }: IndexedModels): Promise<void> {
  await Promise.all(
    Object.entries(models).map(async ([collection, { schema }]) => {
      const indexes = schema.indexes().map(([key, how]) => ({ key, ...how }) as IndexDescription);
      if (indexes.length > 0) await db?.collection(collection).createIndexes(indexes);
    }),
  );
}
