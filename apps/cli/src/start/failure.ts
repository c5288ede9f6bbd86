/** Why the system did not start or cannot go on, in words for the person at the terminal. */
export class LaunchFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'LaunchFailure';
  }
}
