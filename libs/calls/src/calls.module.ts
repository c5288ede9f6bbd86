import { Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { AmendCall } from './amend-call.js';
import { AmendmentsController } from './http/amendments.controller.js';
import { CallsController } from './http/calls.controller.js';
import { callPolicies } from './policy.js';
import { PrepareCall } from './prepare-call.js';
import { ReadAmendments } from './read-amendments.js';
import { ReadCalls } from './read-calls.js';

@Module({ controllers: [CallsController, AmendmentsController], providers: [PrepareCall, ReadCalls, AmendCall, ReadAmendments], exports: [PrepareCall, ReadCalls, AmendCall] })
export class CallsModule {
  constructor(policies: Policies) { policies.add(callPolicies); }
}
