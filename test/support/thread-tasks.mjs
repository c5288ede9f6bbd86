// Tasks for the tests of threads.

/** Doubles numbers and tells how far it is. */
export function double(numbers, onProgress) {
  return numbers.map((n, at) => {
    onProgress((at + 1) / numbers.length);
    return 2 * n;
  });
}

/** Never ends, and never lets its thread turn. */
export function spin(_input, onProgress) {
  onProgress(0);
  for (;;);
}

export function fail(what) {
  throw new RangeError(`no ${what}`);
}

export function leave() {
  process.exit(3);
}
