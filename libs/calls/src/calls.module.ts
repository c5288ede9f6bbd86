import { Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { CallsController } from './http/calls.controller.js';
import { callPolicies } from './policy.js';
import { PrepareCall } from './prepare-call.js';
import { ReadCalls } from './read-calls.js';

@Module({ controllers: [CallsController], providers: [PrepareCall, ReadCalls], exports: [PrepareCall, ReadCalls] })
export class CallsModule {
  constructor(policies: Policies) { policies.add(callPolicies); }
}
