import type { Fit } from './fit.js';
import type { MixedModel } from './mixed-model.js';

/** What a reader of the figures must know. */
export type CalibrationNote = 'nothing-varies' | 'one-application' | 'one-review-an-application' | 'no-application-effect' | 'one-reviewer' | 'one-review-a-reviewer'
  | 'no-reviewer-effect' | 'separate-groups' | 'variances-as-known';

export function notesOn(model: MixedModel, fit: Fit, free: { application: boolean; reviewer: boolean }, small: boolean): CalibrationNote[] {
  const { applications, reviewers, value } = model.scores;
  const notes: CalibrationNote[] = [];
  if (applications.length === 1) notes.push('one-application');
  else if (!free.application) notes.push('one-review-an-application');
  else if (fit.ratioApplication === 0) notes.push('no-application-effect');
  if (reviewers.length === 1) notes.push('one-reviewer');
  else if (reviewers.length === value.length) notes.push('one-review-a-reviewer');
  else if (fit.ratioReviewer === 0) notes.push('no-reviewer-effect');
  if (model.components.length > 1) notes.push('separate-groups');
  if (!small) notes.push('variances-as-known');
  return notes;
}

/** Each note as an English sentence. */
export function notesInWords({ notes, components }: { notes: readonly CalibrationNote[]; components: readonly unknown[] }): string[] {
  const words: Record<CalibrationNote, string> = {
    'nothing-varies': 'All scores are equal: there is nothing to calibrate.',
    'one-application': 'There is only one application: nothing to compare.',
    'one-review-an-application': 'Each application has one review: its quality cannot be told from chance, so the calibrated figure is the mean.',
    'no-application-effect': 'No difference between applications was detected beyond chance: calibrated figures are equal.',
    'one-reviewer': 'There is only one reviewer: leniency cannot be estimated.',
    'one-review-a-reviewer': 'Each reviewer gave one review: leniency cannot be told from chance and is not corrected.',
    'no-reviewer-effect': 'No reviewer effect was detected: calibrated figures correct nothing for leniency.',
    'separate-groups': `The applications fall into ${components.length} groups without common reviewers: a comparison across groups rests only on the `
      + 'assumption that reviewers of all groups are alike on average.',
    'variances-as-known': 'The panel is large: intervals and ranks take the fitted variances as known.',
  };
  return notes.map((note) => words[note]);
}
