/** What a person has to write otherwise: a whole sentence in their language. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
