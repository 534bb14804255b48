/** Thrown to reject a command: the SMTP reply sent in place of a 250. */
export class SmtpReply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    // SMTP replies are ASCII unless both sides agree on SMTPUTF8.
    super(text.replace(/[“”]/g, '"').replace(/[’]/g, "'"));
    this.name = 'SmtpReply';
    this.responseCode = responseCode;
  }
}
