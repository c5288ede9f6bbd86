import { Actors, Policies, Sessions } from '#libs/platform';
import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { ActivateAccount } from './activate-account.js';
import { ActivationCodes } from './activation-codes.js';
import { CloseAccount } from './close-account.js';
import { FindActor } from './find-actor.js';
import { AccountsController } from './http/accounts.controller.js';
import { AuditController } from './http/audit.controller.js';
import { PasswordGuard, PasswordStrategy } from './http/password.guard.js';
import { PeopleController } from './http/people.controller.js';
import { ImportPeople } from './import-people.js';
import { LogIn } from './log-in.js';
import { ManageRoles } from './manage-roles.js';
import { ManageTokens } from './manage-tokens.js';
import { OwnAccount } from './own-account.js';
import { identityPolicies } from './policy.js';
import { ReadAudit } from './read-audit.js';
import { RegisterAccount } from './register-account.js';

@Global()
@Module({
  imports: [PassportModule],
  controllers: [AccountsController, PeopleController, AuditController],
  providers: [ActivateAccount, ActivationCodes, FindActor, { provide: Sessions, useExisting: FindActor }, { provide: Actors, useExisting: FindActor }, CloseAccount, ImportPeople, LogIn, ManageRoles,
    ManageTokens, OwnAccount, PasswordGuard, PasswordStrategy, ReadAudit, RegisterAccount],
  exports: [ActivationCodes, Actors, Sessions, ImportPeople, ManageRoles, ActivateAccount, RegisterAccount],
})
export class IdentityModule {
  constructor(policies: Policies) { policies.add(identityPolicies); }
}
