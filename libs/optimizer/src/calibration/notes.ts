import type { Fit } from './fit.js';
import type { MixedModel } from './mixed-model.js';

/** What a reader of the figures must know, in words. */
export function notesOn(model: MixedModel, fit: Fit, free: { application: boolean; reviewer: boolean }, small: boolean): string[] {
  const { applications, reviewers, value } = model.scores;
  const notes: string[] = [];
  if (applications.length === 1) notes.push('There is only one application: nothing to compare.');
  else if (!free.application) notes.push('Each application has one review: its quality cannot be told from chance, so the calibrated figure is the mean.');
  else if (fit.ratioApplication === 0) notes.push('No difference between applications was detected beyond chance: calibrated figures are equal.');
  if (reviewers.length === 1) notes.push('There is only one reviewer: leniency cannot be estimated.');
  else if (reviewers.length === value.length) notes.push('Each reviewer gave one review: leniency cannot be told from chance and is not corrected.');
  else if (fit.ratioReviewer === 0) notes.push('No reviewer effect was detected: calibrated figures correct nothing for leniency.');
  if (model.components.length > 1) {
    notes.push(`The applications fall into ${model.components.length} groups without common reviewers: a comparison across groups rests only on the `
      + 'assumption that reviewers of all groups are alike on average.');
  }
  if (!small) notes.push('The panel is large: intervals and ranks take the fitted variances as known.');
  return notes;
}
