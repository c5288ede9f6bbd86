import { ComponentSystem } from './component-system.js';
import { findComponents } from './scores.js';
import type { Component, Indexed } from './scores.js';

/** The REML criterion (−2 log restricted likelihood) at given ratios, with what is profiled out. */
export interface Evaluation {
  criterion: number;
  /** Counted from the centre of the scores. */
  mean: number;
  residual: number;
  /** Variance of the mean's estimate, in units of the residual variance. */
  meanVariance: number;
}

const TINY = 1e-12;

/** Sums at given ratios from which other criteria than REML can be worked out. */
export interface Sums {
  logDeterminant: number;
  /** 1'V⁻¹1, 1'V⁻¹y and y'V⁻¹y, times the residual variance. */
  oneOne: number;
  oneY: number;
  yY: number;
}

/**
 * y = mean + application + reviewer + error, crossed random effects, in the profiled form of lme4 (Bates, Maechler, Bolker and Walker
 * 2015, "Fitting linear mixed-effects models using lme4", section 3), by components.
 */
export class MixedModel {
  readonly components: Component[];
  readonly systems: ComponentSystem[];
  private readonly squares: number;
  private readonly sum: number;

  constructor(readonly scores: Indexed) {
    this.components = findComponents(scores);
    this.systems = this.components.map((component) => new ComponentSystem(scores, component));
    this.squares = scores.value.reduce((sum, value) => sum + value * value, 0);
    this.sum = scores.value.reduce((sum, value) => sum + value, 0);
  }

  /** Factorises all components. O(sum over components of the smaller side cubed). */
  sumsAt(ratioApplication: number, ratioReviewer: number): Sums {
    const sums: Sums = { logDeterminant: 0, oneOne: this.scores.value.length, oneY: this.sum, yY: this.squares };
    for (const system of this.systems) {
      system.factorise(ratioApplication, ratioReviewer);
      sums.logDeterminant += system.logDeterminant;
      sums.oneOne -= system.oneOne;
      sums.oneY -= system.oneY;
      sums.yY -= system.yY;
    }
    return sums;
  }

  evaluate(ratioApplication: number, ratioReviewer: number): Evaluation {
    const { logDeterminant, oneOne, oneY, yY } = this.sumsAt(ratioApplication, ratioReviewer);
    const freedom = this.scores.value.length - 1;
    const mean = oneY / oneOne;
    // A perfect fit would have no logarithm.
    const squares = Math.max(TINY * this.squares, yY - mean * oneY);
    return {
      criterion: logDeterminant + Math.log(oneOne) + freedom * (1 + Math.log((2 * Math.PI * squares) / freedom)),
      mean, residual: squares / freedom, meanVariance: 1 / oneOne,
    };
  }

  /** Predicted effects of all applications at the ratios last factorised; `mean` from the centre. */
  applicationEffects(mean: number): Float64Array {
    const effects = new Float64Array(this.scores.applications.length);
    this.systems.forEach((system, n) => {
      const { many, few } = system.effects(mean);
      const own = system.manyAreApplications ? many : few;
      this.components[n]?.applications.forEach((application, place) => {
        effects[application] = own[place]!;
      });
    });
    return effects;
  }
}
