/** An answer of the server in place of a 250. */
export class SmtpReply extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    // SMTP is ASCII unless both sides say otherwise.
    super(text.replace(/[“”]/g, '"').replace(/[’]/g, "'"));
    this.name = 'SmtpReply';
    this.responseCode = responseCode;
  }
}
