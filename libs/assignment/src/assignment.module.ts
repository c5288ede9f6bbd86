import { ApplicationsModule, WithdrawalListeners } from '#libs/applications';
import { ConflictListeners, ConflictsModule } from '#libs/conflicts';
import { Jobs, Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { AnswerAssignment } from './answer-assignment.js';
import { ApproveAssignments } from './approve-assignments.js';
import { EditDraft } from './edit-draft.js';
import { AssignmentController } from './http/assignment.controller.js';
import { OwnAssignmentsController } from './http/own-assignments.controller.js';
import { OwnJobs } from './own-jobs.js';
import { assignmentPolicies } from './policy.js';
import { OverridePairs } from './override-pairs.js';
import { ReadAssignments } from './read-assignments.js';
import { ReadMatrix } from './read-matrix.js';
import { ReadOwnAssignments } from './read-own-assignments.js';
import { ReviewerPool } from './reviewer-pool.js';
import { RunAssignment } from './run-assignment.js';
import { voidAssignments } from './void-assignments.js';
import { voidWithdrawn } from './void-withdrawn.js';

@Module({
  imports: [ApplicationsModule, ConflictsModule],
  controllers: [AssignmentController, OwnAssignmentsController],
  providers: [AnswerAssignment, ApproveAssignments, EditDraft, OwnJobs, OverridePairs, ReadAssignments, ReadMatrix, ReadOwnAssignments, ReviewerPool, RunAssignment],
  exports: [AnswerAssignment, ApproveAssignments, EditDraft, ReviewerPool, RunAssignment],
})
export class AssignmentModule {
  constructor(policies: Policies, jobs: Jobs, conflicts: ConflictListeners, withdrawals: WithdrawalListeners, running: RunAssignment) {
    policies.add(assignmentPolicies);
    jobs.handle('assign', (job) => running.work(job));
    conflicts.add(voidAssignments);
    withdrawals.add(voidWithdrawn);
  }
}
