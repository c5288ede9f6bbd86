/** Amounts of the two sides in fen. */
export interface SideAmounts {
  readonly KG: number;
  readonly CN: number;
}

/** Which applications could be awarded, and the rules of the choice. A rule that is absent does not bind. */
export interface PortfolioProblem {
  readonly applications: readonly {
    readonly id: string;
    /** The panel's score (larger is better), at most six decimals. */
    readonly score: number;
    readonly request: SideAmounts;
    readonly theme?: string;
    readonly institutions: readonly string[];
    readonly earlyCareer?: boolean;
  }[];
  /** At most so many awards. */
  readonly places: number;
  /** What each side pays at most for the requests on its own money. */
  readonly budget?: SideAmounts;
  /** What both sides together pay at most, whoever's money a request asks for. */
  readonly jointBudget?: number;
  /** Awards of each theme, at least and at most. */
  readonly themeMin?: Readonly<Record<string, number>>;
  readonly themeMax?: Readonly<Record<string, number>>;
  /** At most so many awards with the same institution. */
  readonly institutionCap?: number;
  /** At least so many awards to early-career leads. */
  readonly earlyCareerMin?: number;
  /** Applications with a lower score are out. */
  readonly threshold?: number;
}

/** A rule of the choice by its kind; `of` names the theme or institution. */
export interface PortfolioRule {
  kind: 'places' | 'budget-KG' | 'budget-CN' | 'joint-budget' | 'theme-min' | 'theme-max' | 'institution-cap' | 'early-career-min' | 'threshold';
  of?: string;
  limit: number;
}

export interface PortfolioPrice {
  /** Name of the rule, e.g. `budget KG` or `at least 2 of theme energy`. */
  constraint: string;
  rule: PortfolioRule;
  /** The best sum of scores without this rule. */
  without: number;
  /** `without` minus the objective: what the rule costs. */
  gain: number;
}

export interface PortfolioResult {
  status: 'optimal' | 'infeasible';
  /** Sum of the chosen scores; 0 when infeasible. */
  objective: number;
  /** Ids in the problem's order. */
  chosen: string[];
  /** Other choices with the same objective. */
  alternatives: string[][];
  /** False when there are more alternatives than were listed. */
  alternativesComplete: boolean;
  proof: {
    optimal: boolean;
    /** How it was proven, in words. */
    method: string;
    seconds: number;
  };
  prices: PortfolioPrice[];
  /** Only where another choice was given: each application in which it differs. */
  differences?: PortfolioDifference[];
  /** Only when infeasible: rules that contradict each other, while any of them left out would make a choice possible; by name and by kind. */
  explanation?: string[];
  contradiction?: PortfolioRule[];
}

/** An application that is in one of two choices only. */
export interface PortfolioDifference {
  id: string;
  /** Whether it is in the best choice, and hence not in the other one. */
  chosen: boolean;
  /** What the sum of scores loses at least when it stays as the other choice has it; null where no choice within the rules has it so. */
  cost: number | null;
}

export interface PortfolioOptions {
  /** Another choice (ids), with which the best one is compared. */
  readonly compareWith?: readonly string[];
  /** Told a share of 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** At most so many alternatives are listed (default 20). */
  readonly alternatives?: number;
  /** Milliseconds from any start; without it `seconds` is 0. */
  readonly clock?: () => number;
  /** Looked at between two runs of the solver; aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}
