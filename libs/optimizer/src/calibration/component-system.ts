import type { Component, Indexed } from './scores.js';

/**
 * The mixed-model equations of one component: M = Λ'Z'ZΛ + I, where Λ holds the ratios of the effects' SDs to the residual's. The side
 * with more members (`many`) is diagonal in M and is eliminated; what remains for the other (`few`) is a dense Schur complement, which is
 * factorised by Cholesky. O(few³ + reviews x reviews of one member).
 */
export class ComponentSystem {
  readonly manyAreApplications: boolean;
  readonly many: readonly number[];
  readonly few: readonly number[];
  /** Reviews by member of `many`: from linkStart[m] on, the member of `few` in each. */
  private readonly linkStart: Int32Array;
  private readonly linkFew: Int32Array;
  private readonly countMany: Float64Array;
  private readonly countFew: Float64Array;
  private readonly sumMany: Float64Array;
  private readonly sumFew: Float64Array;
  private readonly diagonal: Float64Array;
  /** Lower triangle, row by row: few x few. */
  private readonly factor: Float64Array;
  private ratioMany = 0;
  private ratioFew = 0;
  logDeterminant = 0;
  /** Of the right-hand sides Λ'Z'1 and Λ'Z'y: r1'M⁻¹r1, r1'M⁻¹ry, ry'M⁻¹ry. */
  oneOne = 0;
  oneY = 0;
  yY = 0;
  private readonly solvedOne: Float64Array;
  private readonly solvedY: Float64Array;

  constructor({ applicationOf, reviewerOf, value }: Indexed, { applications, reviewers, reviews }: Component) {
    this.manyAreApplications = applications.length >= reviewers.length;
    this.many = this.manyAreApplications ? applications : reviewers;
    this.few = this.manyAreApplications ? reviewers : applications;
    const manyOf = this.manyAreApplications ? applicationOf : reviewerOf;
    const fewOf = this.manyAreApplications ? reviewerOf : applicationOf;
    const placeOfMany = new Map(this.many.map((member, place) => [member, place]));
    const placeOfFew = new Map(this.few.map((member, place) => [member, place]));
    this.countMany = new Float64Array(this.many.length);
    this.sumMany = new Float64Array(this.many.length);
    this.countFew = new Float64Array(this.few.length);
    this.sumFew = new Float64Array(this.few.length);
    const lists: number[][] = this.many.map(() => []);
    for (const review of reviews) {
      const m = placeOfMany.get(manyOf[review]!) ?? -1;
      const f = placeOfFew.get(fewOf[review]!) ?? -1;
      this.countMany[m]! += 1;
      this.countFew[f]! += 1;
      this.sumMany[m]! += value[review]!;
      this.sumFew[f]! += value[review]!;
      lists[m]?.push(f);
    }
    this.linkStart = new Int32Array(this.many.length + 1);
    lists.forEach((list, m) => {
      this.linkStart[m + 1] = this.linkStart[m]! + list.length;
    });
    this.linkFew = Int32Array.from(lists.flat());
    this.diagonal = new Float64Array(this.many.length);
    this.factor = new Float64Array(this.few.length ** 2);
    this.solvedOne = new Float64Array(this.few.length);
    this.solvedY = new Float64Array(this.few.length);
  }

  /** Factorises for one pair of ratios and works out the determinant and the three quadratic forms. */
  factorise(ratioApplication: number, ratioReviewer: number): void {
    this.ratioMany = this.manyAreApplications ? ratioApplication : ratioReviewer;
    this.ratioFew = this.manyAreApplications ? ratioReviewer : ratioApplication;
    this.fill();
    this.decompose();
    this.forward(this.solvedOne);
    this.forward(this.solvedY);
    for (let f = 0; f < this.few.length; f += 1) {
      this.oneOne += this.solvedOne[f]! ** 2;
      this.oneY += this.solvedOne[f]! * this.solvedY[f]!;
      this.yY += this.solvedY[f]! ** 2;
    }
  }

  private fill(): void {
    const { factor, few, many, linkStart, linkFew, ratioFew, ratioMany } = this;
    const size = few.length;
    factor.fill(0);
    this.logDeterminant = 0;
    this.oneOne = 0;
    this.oneY = 0;
    this.yY = 0;
    for (let f = 0; f < size; f += 1) {
      factor[f * size + f] = 1 + ratioFew * ratioFew * this.countFew[f]!;
      this.solvedOne[f] = ratioFew * this.countFew[f]!;
      this.solvedY[f] = ratioFew * this.sumFew[f]!;
    }
    const cross = ratioFew * ratioMany;
    for (let m = 0; m < many.length; m += 1) {
      const d = 1 + ratioMany * ratioMany * this.countMany[m]!;
      const one = ratioMany * this.countMany[m]!;
      const y = ratioMany * this.sumMany[m]!;
      this.diagonal[m] = d;
      this.logDeterminant += Math.log(d);
      this.oneOne += (one * one) / d;
      this.oneY += (one * y) / d;
      this.yY += (y * y) / d;
      for (let at = linkStart[m]!; at < linkStart[m + 1]!; at += 1) {
        const f = linkFew[at]!;
        this.solvedOne[f]! -= (cross * one) / d;
        this.solvedY[f]! -= (cross * y) / d;
        for (let other = linkStart[m]!; other < linkStart[m + 1]!; other += 1) {
          if (linkFew[other]! <= f) factor[f * size + linkFew[other]!]! -= (cross * cross) / d;
        }
      }
    }
  }

  private decompose(): void {
    const { factor } = this;
    const size = this.few.length;
    for (let row = 0; row < size; row += 1) {
      const from = row * size;
      for (let column = 0; column <= row; column += 1) {
        const to = column * size;
        // Four sums that do not wait for one another: half the time of one.
        let one = 0;
        let two = 0;
        let three = 0;
        let four = 0;
        let k = 0;
        for (; k + 3 < column; k += 4) {
          one += factor[from + k]! * factor[to + k]!;
          two += factor[from + k + 1]! * factor[to + k + 1]!;
          three += factor[from + k + 2]! * factor[to + k + 2]!;
          four += factor[from + k + 3]! * factor[to + k + 3]!;
        }
        for (; k < column; k += 1) one += factor[from + k]! * factor[to + k]!;
        const sum = factor[from + column]! - (one + two + three + four);
        factor[from + column] = column === row ? Math.sqrt(sum) : sum / factor[to + column]!;
      }
      this.logDeterminant += 2 * Math.log(factor[from + row]!);
    }
  }

  private forward(vector: Float64Array): void {
    const { factor } = this;
    const size = vector.length;
    for (let row = 0; row < size; row += 1) {
      let sum = vector[row]!;
      for (let k = 0; k < row; k += 1) sum -= factor[row * size + k]! * vector[k]!;
      vector[row] = sum / factor[row * size + row]!;
    }
  }

  private backward(vector: Float64Array): void {
    const { factor } = this;
    const size = vector.length;
    for (let row = size - 1; row >= 0; row -= 1) {
      let sum = vector[row]!;
      for (let k = row + 1; k < size; k += 1) sum -= factor[k * size + row]! * vector[k]!;
      vector[row] = sum / factor[row * size + row]!;
    }
  }

  /** Predicted effects Λ M⁻¹ Λ'Z'(y − mean), for both groups; `mean` counts from the centre of the scores. */
  effects(mean: number): { many: Float64Array; few: Float64Array } {
    const few = this.solvedY.map((value, f) => value - mean * this.solvedOne[f]!);
    this.backward(few);
    const cross = this.ratioFew * this.ratioMany;
    const many = new Float64Array(this.many.length);
    for (let m = 0; m < many.length; m += 1) {
      let sum = this.ratioMany * (this.sumMany[m]! - mean * this.countMany[m]!);
      for (let at = this.linkStart[m]!; at < this.linkStart[m + 1]!; at += 1) sum -= cross * few[this.linkFew[at]!]!;
      many[m] = (this.ratioMany * sum) / this.diagonal[m]!;
    }
    return { many, few: few.map((value) => this.ratioFew * value) };
  }

  /**
   * For one application: `root` with (M⁻¹) of two applications = root·root (+ `own` for one with itself).
   * `place` counts within `many` or `few`, whichever holds the applications.
   */
  inverseOf(place: number): { root: Float64Array; own: number } {
    const root = new Float64Array(this.few.length);
    if (!this.manyAreApplications) {
      root[place] = 1;
      this.forward(root);
      return { root, own: 0 };
    }
    const cross = this.ratioFew * this.ratioMany;
    for (let at = this.linkStart[place]!; at < this.linkStart[place + 1]!; at += 1) root[this.linkFew[at]!]! += cross;
    this.forward(root);
    return { root: root.map((value) => value / this.diagonal[place]!), own: 1 / this.diagonal[place]! };
  }

  /** Λ M⁻¹ Λ'Z'1 of the applications: what a mistake in the mean does to their effects. */
  shrinkage(): Float64Array {
    const few = this.solvedOne.slice();
    this.backward(few);
    if (!this.manyAreApplications) return few.map((value) => this.ratioFew * value);
    const cross = this.ratioFew * this.ratioMany;
    return Float64Array.from(this.many, (_, m) => {
      let sum = this.ratioMany * this.countMany[m]!;
      for (let at = this.linkStart[m]!; at < this.linkStart[m + 1]!; at += 1) sum -= cross * few[this.linkFew[at]!]!;
      return (this.ratioMany * sum) / this.diagonal[m]!;
    });
  }
}
