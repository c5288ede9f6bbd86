import { ApplicationsModule, WithdrawalListeners } from '#libs/applications';
import { Clock, Policies, Sweeps, systemActor } from '#libs/platform';
import { Module } from '@nestjs/common';
import { ApproveAnnouncement } from './approve-announcement.js';
import { CastVote } from './cast-vote.js';
import { freeAward } from './free-award.js';
import { AwardsController } from './http/awards.controller.js';
import { awardsPolicies } from './policy.js';
import { ProposeAnnouncement } from './propose-announcement.js';
import { ReadAnnouncements } from './read-announcements.js';
import { ReadDecisions } from './read-decisions.js';
import { ReadRegister } from './read-register.js';
import { ReleaseAnnouncements } from './release-announcements.js';

/** How often the worker looks for announcements that are due. */
const SWEEP_MS = 1000;

@Module({
  imports: [ApplicationsModule],
  controllers: [AwardsController], providers: [ApproveAnnouncement, CastVote, ProposeAnnouncement, ReadAnnouncements, ReadDecisions, ReadRegister, ReleaseAnnouncements],
  exports: [CastVote, ReleaseAnnouncements],
})
export class AwardsModule {
  constructor(policies: Policies, sweeps: Sweeps, clock: Clock, withdrawals: WithdrawalListeners, release: ReleaseAnnouncements) {
    policies.add(awardsPolicies);
    withdrawals.add(freeAward);
    sweeps.add('announcements', SWEEP_MS, async () => release.run(systemActor(await clock.now())));
  }
}
