/** The side a reviewer belongs to; `INT` is a third country. */
export type AssignmentSide = 'KG' | 'CN' | 'INT';

/** The sides in the fixed order in which they are solved and explained. */
export const SIDES: readonly AssignmentSide[] = ['KG', 'CN', 'INT'];

/** Who may review what, how well each pair fits, and how many reviews each application and reviewer takes. */
export interface AssignmentProblem {
  /** `demand`: reviews wanted from each side, met exactly. `any`: further reviews, from whichever side (default 0). */
  readonly applications: readonly {
    readonly id: string;
    readonly demand: Readonly<Record<AssignmentSide, number>>;
    readonly any?: number;
  }[];
  /**
   * `minLoad` and `maxLoad`: reviews that this person must and may get, locked ones included.
   * `institution`: counted for the caps below; without one a reviewer is under no cap.
   */
  readonly reviewers: readonly {
    readonly id: string;
    readonly side: AssignmentSide;
    readonly minLoad: number;
    readonly maxLoad: number;
    readonly institution?: string;
  }[];
  /** [application][reviewer], 0..1, counted to six decimals; null = the pair is not possible (conflict or ban). */
  readonly affinity: readonly (readonly (number | null)[])[];
  /** [application index, reviewer index] of pairs that stay; they count toward demand and load. */
  readonly locked: readonly (readonly [number, number])[];
  /** [application index, reviewer index] of pairs that may not be, whatever their affinity. */
  readonly banned?: readonly (readonly [number, number])[];
  /**
   * [application index, reviewer index]: this reviewer is in that application's team. With them no two reviewers review each other's
   * applications; that they do not review their own is for `affinity` to say.
   */
  readonly teams?: readonly (readonly [number, number])[];
  /** At most so many reviewers of one institution on one application, locked ones included. */
  readonly institutionCap?: number;
  /** At most so many reviews by one institution in the whole call, locked ones included. */
  readonly callInstitutionCap?: number;
}

/** One application given to one reviewer, both by index into the problem. */
export interface AssignmentPair {
  application: number;
  reviewer: number;
  /** 0..1, at six decimals. */
  affinity: number;
}

/**
 * A proof that one side cannot be served. Locked pairs are already taken off all figures.
 * - `demand`: these applications need `needed` reviews; only these reviewers remain, who can take `available` of them.
 * - `minimum`: these reviewers must get `needed` reviews; only these applications remain, which can give them `available`.
 * - `cap`: these applications' demands and these reviewers' minimums ask together for `needed` reviews; under the caps on institutions at
 *   most `available` of them can be. Leaving out any one of the applications or minimums named would make the rest possible.
 * - `mutual`: the same, where only the rule stands in the way that no two reviewers review each other's applications.
 * `side` is `any` where reviews of whichever side, or caps across sides, are concerned.
 */
export interface Shortfall {
  cause: 'demand' | 'minimum' | 'cap' | 'mutual';
  side: AssignmentSide | 'any';
  /** Ids, in the problem's order. */
  applications: string[];
  /** Ids, in the problem's order. */
  reviewers: string[];
  needed: number;
  available: number;
  /** `needed - available`, at least 1; the sum over all shortfalls of one cause and side is what is missing there in all. */
  short: number;
  /** Fewer of them who contradict the rules already: leaving out any one would make the rest of these possible. Absent where that is all. */
  core?: Pick<Shortfall, 'applications' | 'reviewers' | 'needed' | 'available' | 'short'>;
}

export interface AssignmentResult {
  status: 'optimal' | 'infeasible';
  /** Sum of the pairs' affinities. 0 when infeasible. */
  total: number;
  /** The smallest sum of affinities that an application with any demand gets; 0 when there is none or when infeasible. */
  lowest: number;
  /** Locked pairs included, ordered by application, then reviewer. Empty when infeasible. */
  pairs: AssignmentPair[];
  certificate: {
    /** Broken rules among demand, load, possible pairs and locked pairs, counted afresh from the problem; always 0 here. */
    violations: number;
    /** The linear program's optimum as its dual prices prove it: no legal assignment has a larger total. 0 when infeasible. */
    bound: number;
  };
  /** Present when infeasible, and then not empty. */
  explanation?: Shortfall[];
}

export interface AssignmentOptions {
  /** Told the finished share, 0..1, never falling; 1 comes last. */
  readonly onProgress?: (fraction: number) => void;
  /** Looked at between turns of the work; aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How sides that stand by themselves are solved: `auto` (default), or one method alone, to compare. */
  readonly method?: 'auto' | 'paths' | 'network';
}
