import { Clock, Policies, Sweeps, systemActor } from '#libs/platform';
import { Module } from '@nestjs/common';
import { AnswerInvitation } from './answer-invitation.js';
import { AttachDocument } from './attach-document.js';
import { ChangeTeam } from './change-team.js';
import { CheckApplication } from './check-application.js';
import { CloseDrafts } from './close-drafts.js';
import { CreateApplication } from './create-application.js';
import { EditApplication } from './edit-application.js';
import { ApplicationsController } from './http/applications.controller.js';
import { DocumentsController } from './http/documents.controller.js';
import { TeamController } from './http/team.controller.js';
import { WithdrawalController } from './http/withdrawal.controller.js';
import { applicationPolicies } from './policy.js';
import { ReadApplications } from './read-applications.js';
import { ReadDocument } from './read-document.js';
import { SignOff } from './sign-off.js';
import { SubmitApplication } from './submit-application.js';
import { WithdrawApplication } from './withdraw-application.js';
import { WithdrawByTime } from './withdraw-by-time.js';
import { WithdrawalListeners } from './withdrawal-listeners.js';

const USE_CASES = [AnswerInvitation, AttachDocument, ChangeTeam, CheckApplication, CloseDrafts, CreateApplication, EditApplication, ReadApplications, ReadDocument, SignOff,
  SubmitApplication, WithdrawApplication, WithdrawByTime, WithdrawalListeners];
/** How often the sweep looks for drafts of closed calls, in milliseconds. */
const CLOSE_DRAFTS_EVERY_MS = 5000;
/** How often the sweep looks for notices of withdrawal whose days have passed, in milliseconds. */
const WITHDRAW_EVERY_MS = 5000;

@Module({ controllers: [ApplicationsController, TeamController, DocumentsController, WithdrawalController], providers: USE_CASES, exports: USE_CASES })
export class ApplicationsModule {
  constructor(policies: Policies, sweeps: Sweeps, clock: Clock, drafts: CloseDrafts, withdrawals: WithdrawByTime) {
    policies.add(applicationPolicies);
    sweeps.add('close-drafts', CLOSE_DRAFTS_EVERY_MS, async () => drafts.run(systemActor(await clock.now())));
    sweeps.add('withdrawals', WITHDRAW_EVERY_MS, async () => withdrawals.run(systemActor(await clock.now())));
  }
}
