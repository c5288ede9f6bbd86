import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Number of choices that a row of scores holds. */
    '--choices'?: number;
  }
}
