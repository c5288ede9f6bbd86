/** What keeps a folder from being played, named by file and line (1 is the first; undefined: the whole file). */
export class UnusableInput extends Error {
  constructor(readonly file: string, readonly line: number | undefined, reason: string) {
    super(line === undefined ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`);
    this.name = 'UnusableInput';
  }
}
