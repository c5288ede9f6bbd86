import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { AnswerAssignment } from '../answer-assignment.js';
import { OwnJobs } from '../own-jobs.js';
import { ReadOwnAssignments } from '../read-own-assignments.js';
import * as c from '../shared/contract.js';

@Controller()
export class OwnAssignmentsController {
  constructor(private readonly reading: ReadOwnAssignments, private readonly answering: AnswerAssignment, private readonly jobs: OwnJobs) {}

  @Route(c.listMyAssignments)
  listMyAssignments({ actor }: Input<typeof c.listMyAssignments>) { return this.reading.list(actor); }

  @Route(c.readMyAssignment)
  readMyAssignment({ actor, params }: Input<typeof c.readMyAssignment>) { return this.reading.read(actor, params.id); }

  @Route(c.answerAssignment)
  answerAssignment({ actor, params, body }: Input<typeof c.answerAssignment>) { return this.answering.run(actor, params.id, body); }

  @Route(c.readDossier)
  readDossier({ actor, params }: Input<typeof c.readDossier>) { return this.reading.dossier(actor, params.id); }

  @Route(c.readDossierDocument)
  readDossierDocument({ actor, params }: Input<typeof c.readDossierDocument>) { return this.reading.document(actor, params.id, params.documentId); }

  @Route(c.readJob)
  readJob({ actor, params }: Input<typeof c.readJob>) { return this.jobs.read(actor, params.id); }

  @Route(c.cancelJob)
  cancelJob({ actor, params }: Input<typeof c.cancelJob>) { return this.jobs.cancel(actor, params.id); }
}
