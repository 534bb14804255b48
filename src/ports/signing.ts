/** Signatures for links that are good without being kept anywhere. The key is the installation's own. */
export interface Signing {
  /** A signature that is safe in a URL. The same purpose and text have the same one. */
  sign(purpose: string, text: string): string;
  /** In constant time. */
  verify(purpose: string, text: string, signature: string): boolean;
}
