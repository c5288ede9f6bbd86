import { Policies } from '#libs/platform';
import { Module } from '@nestjs/common';
import { ConflictListeners } from './conflict-listeners.js';
import { ConflictsController } from './http/conflicts.controller.js';
import { DecideConflict } from './decide-conflict.js';
import { conflictPolicies } from './policy.js';
import { ReadConflicts } from './read-conflicts.js';
import { RecordConflict } from './record-conflict.js';

@Module({ controllers: [ConflictsController], providers: [ConflictListeners, DecideConflict, ReadConflicts, RecordConflict], exports: [ConflictListeners, RecordConflict] })
export class ConflictsModule {
  constructor(policies: Policies) { policies.add(conflictPolicies); }
}
