import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { ApproveAssignments } from '../approve-assignments.js';
import { EditDraft } from '../edit-draft.js';
import { OverridePairs } from '../override-pairs.js';
import { ReadAssignments } from '../read-assignments.js';
import { ReadMatrix } from '../read-matrix.js';
import { ReviewerPool } from '../reviewer-pool.js';
import { RunAssignment } from '../run-assignment.js';
import * as c from '../shared/contract.js';

@Controller()
export class AssignmentController {
  constructor(private readonly pool: ReviewerPool, private readonly running: RunAssignment, private readonly reading: ReadAssignments, private readonly draft: EditDraft,
    private readonly approving: ApproveAssignments, private readonly overriding: OverridePairs, private readonly matrices: ReadMatrix) {}

  @Route(c.importReviewers)
  importReviewers({ actor, params, body }: Input<typeof c.importReviewers>) { return this.pool.import(actor, params.id, body.reviewers); }

  @Route(c.listReviewers)
  listReviewers({ actor, params }: Input<typeof c.listReviewers>) { return this.pool.list(actor, params.id); }

  @Route(c.importAffinities)
  importAffinities({ actor, params, body }: Input<typeof c.importAffinities>) { return this.pool.setAffinities(actor, params.id, body.affinities); }

  @Route(c.runAssignment)
  runAssignment({ actor, params, body }: Input<typeof c.runAssignment>) { return this.running.request(actor, params.id, body.mode); }

  @Route(c.listAssignments)
  listAssignments({ actor, params }: Input<typeof c.listAssignments>) { return this.reading.list(actor, params.id); }

  @Route(c.addAssignment)
  addAssignment({ actor, params, body }: Input<typeof c.addAssignment>) { return this.draft.add(actor, params.id, body); }

  @Route(c.removeAssignment)
  removeAssignment({ actor, params }: Input<typeof c.removeAssignment>) { return this.draft.remove(actor, params.id); }

  @Route(c.setOverride)
  setOverride({ actor, params, body }: Input<typeof c.setOverride>) { return this.overriding.set(actor, params, body.kind); }

  @Route(c.liftOverride)
  liftOverride({ actor, params }: Input<typeof c.liftOverride>) { return this.overriding.lift(actor, params); }

  @Route(c.readMatrix)
  readMatrix({ actor, params, query }: Input<typeof c.readMatrix>) { return this.matrices.matrix(actor, params.id, query); }

  @Route(c.explainPair)
  explainPair({ actor, params }: Input<typeof c.explainPair>) { return this.matrices.pair(actor, params.id, params.applicationId, params.personId); }

  @Route(c.approveAssignments)
  approveAssignments({ actor, params }: Input<typeof c.approveAssignments>) { return this.approving.run(actor, params.id); }
}
