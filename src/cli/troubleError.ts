/** Why a run came to nothing, and what to do: a whole sentence in the person's language. */
export class TroubleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TroubleError';
  }
}
