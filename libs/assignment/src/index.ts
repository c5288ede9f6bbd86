export { AssignmentModule } from './assignment.module.js';
export { AnswerAssignment } from './answer-assignment.js';
export { ApproveAssignments } from './approve-assignments.js';
export { EditDraft } from './edit-draft.js';
export { ReviewerPool } from './reviewer-pool.js';
export { RunAssignment } from './run-assignment.js';
export { AssignmentAnswered, AssignmentProposed, AssignmentPublished, AssignmentVoided } from './events.js';
