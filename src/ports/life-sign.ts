/** Tells somebody outside that all is well. Its silence is the alarm. */
export interface DeadMansSwitch {
  /** Settles within 10 s. Throws an Error that says why, without the address, for whoever knows the address can give it. */
  give(): Promise<void>;
}
