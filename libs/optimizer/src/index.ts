export { solveAssignment } from './assignment/solve-assignment.js';
export type {
  AssignmentOptions, AssignmentPair, AssignmentProblem, AssignmentResult, AssignmentSide, Shortfall,
} from './assignment/problem.js';
