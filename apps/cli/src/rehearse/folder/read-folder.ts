import { existsSync, statSync } from 'node:fs';
import type { Folder } from './folder.js';
import { readApplications } from './read-applications.js';
import { readCall } from './read-call.js';
import { readInstitutions, readPeople } from './read-people.js';
import { readAffinities, readAssignments, readConflicts, readReviewers, readReviews, readVotes, type Known } from './read-reviewing.js';
import { UnusableInput } from './unusable-input.js';

/**
 * Reads and checks a competition folder: form and references, not the rules of the competition, which the system applies.
 * @throws UnusableInput naming file and line
 */
export function readFolder(folder: string): Folder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UnusableInput(folder, undefined, 'is not a folder');
  const call = readCall(folder);
  const institutions = readInstitutions(folder);
  const directory = readPeople(folder, institutions);
  const applications = readApplications(folder, directory);
  const reviewers = readReviewers(folder, directory, new Set(call.themes.map(({ code }) => code)));
  const known: Known = { directory, applications: new Set(applications.map(({ id }) => id)), reviewers: new Set(reviewers.map(({ email }) => email)) };
  return {
    call,
    institutions: [...new Set(institutions.values())],
    people: directory.people,
    applications,
    reviewers,
    conflicts: readConflicts(folder, known),
    affinities: readAffinities(folder, known),
    assignments: readAssignments(folder, known),
    reviews: readReviews(folder, known, call.criteria.map(({ code }) => code)),
    votes: readVotes(folder, known),
  };
}
