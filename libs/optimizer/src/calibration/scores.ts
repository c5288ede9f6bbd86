/** One review's score. */
export interface Score {
  readonly application: string;
  readonly reviewer: string;
  readonly score: number;
}

/** Scores with applications and reviewers as numbers, in the order of their first appearance. */
export interface Indexed {
  readonly applications: string[];
  readonly reviewers: string[];
  readonly applicationOf: Int32Array;
  readonly reviewerOf: Int32Array;
  /** Scores minus `centre`, their plain mean: keeps the sums of squares accurate. */
  readonly value: Float64Array;
  readonly centre: number;
}

/** Applications that are linked by common reviewers, directly or through others, and the reviews among them. */
export interface Component {
  readonly applications: number[];
  readonly reviewers: number[];
  readonly reviews: number[];
}

/** Larger ones would leave the range in which their squares can be summed. */
const LARGEST_SCORE = 1e100;

/** Throws RangeError when there is no score, or one that is no number up to 1e100. */
export function indexScores(scores: readonly Score[]): Indexed {
  if (scores.length === 0) throw new RangeError('there are no scores');
  const applications = new Map<string, number>();
  const reviewers = new Map<string, number>();
  const numberOf = (numbers: Map<string, number>, id: string): number => {
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  };
  const applicationOf = Int32Array.from(scores, ({ application }) => numberOf(applications, application));
  const reviewerOf = Int32Array.from(scores, ({ reviewer }) => numberOf(reviewers, reviewer));
  for (const { application, reviewer, score } of scores) {
    if (!(Math.abs(score) <= LARGEST_SCORE)) throw new RangeError(`the score of application ${application} by reviewer ${reviewer} is ${score}, not a number up to ${LARGEST_SCORE}`);
  }
  const centre = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  return {
    applications: [...applications.keys()], reviewers: [...reviewers.keys()], applicationOf, reviewerOf,
    value: Float64Array.from(scores, ({ score }) => score - centre), centre,
  };
}

/** Splits the scores into components by union-find, ordered by their first application. Near O(scores). */
export function findComponents({ applications, reviewers, applicationOf, reviewerOf }: Indexed): Component[] {
  const parent = Int32Array.from({ length: applications.length + reviewers.length }, (_, node) => node);
  const find = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  applicationOf.forEach((application, n) => {
    parent[find(application)] = find(applications.length + reviewerOf[n]!);
  });
  const components = new Map<number, Component>();
  const componentOf = (node: number): Component => {
    const top = find(node);
    const component = components.get(top) ?? { applications: [], reviewers: [], reviews: [] };
    components.set(top, component);
    return component;
  };
  applications.forEach((_, application) => componentOf(application).applications.push(application));
  reviewers.forEach((_, reviewer) => componentOf(applications.length + reviewer).reviewers.push(reviewer));
  applicationOf.forEach((application, n) => componentOf(application).reviews.push(n));
  return [...components.values()];
}
