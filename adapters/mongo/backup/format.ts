import { z } from 'zod';

// A backup is gzip of lines of JSON: the manifest, each document in Extended JSON with its collection, and the end.

export const format = 1;

/** The first line. */
export const manifest = z.object({
  tocsin: z.literal('backup'),
  format: z.number(),
  /** The version of the program that wrote the backup. */
  version: z.string(),
  dataVersion: z.number(),
  /** The oldest data version that a program must know to read it. */
  readableFrom: z.number(),
  at: z.iso.datetime(),
  /** Whether all documents are from one moment. If not, their order ensures that nothing is ahead of what it follows from. */
  snapshot: z.boolean(),
});
export type Manifest = z.infer<typeof manifest>;

/** The last line. */
export const end = z.object({
  counts: z.record(z.string(), z.number()),
  /** SHA-256 of all lines before this one. */
  sha256: z.string(),
});
export type End = z.infer<typeof end>;

/** The backup cannot be used, or not on this database. The message is one sentence for the operator. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}
