import { Route, type Input } from '#libs/platform';
import { Controller } from '@nestjs/common';
import { CheckApplication } from '../check-application.js';
import { CreateApplication } from '../create-application.js';
import { EditApplication } from '../edit-application.js';
import { ReadApplications } from '../read-applications.js';
import * as c from '../shared/contract.js';
import { SignOff } from '../sign-off.js';
import { SubmitApplication } from '../submit-application.js';

@Controller()
export class ApplicationsController {
  constructor(private readonly reading: ReadApplications, private readonly creation: CreateApplication, private readonly editing: EditApplication,
    private readonly signing: SignOff, private readonly submission: SubmitApplication, private readonly checking: CheckApplication) {}

  @Route(c.createApplication)
  createApplication({ actor, body }: Input<typeof c.createApplication>) { return this.creation.run(actor, body); }

  @Route(c.listApplications)
  listApplications({ actor, query }: Input<typeof c.listApplications>) { return this.reading.list(actor, query); }

  @Route(c.readApplication)
  readApplication({ actor, params }: Input<typeof c.readApplication>) { return this.reading.read(actor, params.id); }

  @Route(c.editApplication)
  editApplication({ actor, params, version, body }: Input<typeof c.editApplication>) { return this.editing.identification(actor, params.id, version, body); }

  @Route(c.replaceBudget)
  replaceBudget({ actor, params, version, body }: Input<typeof c.replaceBudget>) { return this.editing.budget(actor, params.id, version, body.lines); }

  @Route(c.saveNarrative)
  saveNarrative({ actor, params, version, body }: Input<typeof c.saveNarrative>) { return this.editing.narrative(actor, params.id, version, body.answers); }

  @Route(c.signOff)
  signOff({ actor, params, body }: Input<typeof c.signOff>) { return this.signing.run(actor, params.id, body); }

  @Route(c.submitApplication)
  submitApplication({ actor, params }: Input<typeof c.submitApplication>) { return this.submission.run(actor, params.id); }

  @Route(c.readChecks)
  readChecks({ actor, params }: Input<typeof c.readChecks>) { return this.checking.read(actor, params.id); }

  @Route(c.fileCheck)
  fileCheck({ actor, params, body }: Input<typeof c.fileCheck>) { return this.checking.file(actor, params.id, body); }
}
