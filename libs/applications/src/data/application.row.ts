import type { StoredTitles } from '#libs/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationState } from '../shared/states.js';

@Entity({ name: 'application' })
export class ApplicationRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  @Column('text') state: ApplicationState;
  @Column('text', { nullable: true }) number: string | null;
  @Column('text', { name: 'title_en' }) titleEn: string;
  @Column('jsonb', { name: 'title_local' }) titleLocal: StoredTitles;
  @Column('text') acronym: string;
  @Column('text') theme: string;
  @Column('text', { array: true }) keywords: string[];
  @Column('int') months: number;
  @Column('text', { name: 'abstract_en' }) abstractEn: string;
  @Column('int') version: number;
  @Column('text', { name: 'content_hash', nullable: true }) contentHash: string | null;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null;
  @Column('uuid', { name: 'submitted_by', nullable: true }) submittedBy: string | null;
}
