import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Texts } from '#libs/kernel';
import { fenColumn, numberColumn } from '#libs/platform';
import type { StoredCallState } from '../shared/states.js';

@Entity({ name: 'call' })
export class CallRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') code: string;
  @Column('text') state: StoredCallState;
  @Column('jsonb') title: Texts;
  @Column('jsonb') summary: Texts;
  @Column('timestamptz', { name: 'opens_at' }) opensAt: Date;
  @Column('timestamptz', { name: 'closes_at' }) closesAt: Date;
  @Column('bigint', { name: 'cap_fen', transformer: fenColumn }) capFen: number;
  @Column('bigint', { name: 'floor_fen', transformer: fenColumn }) floorFen: number;
  @Column('int') places: number;
  @Column('bigint', { name: 'budget_fen', transformer: fenColumn }) budgetFen: number;
  @Column('int', { name: 'max_months' }) maxMonths: number;
  @Column('int', { name: 'reviewers_kg' }) reviewersKg: number;
  @Column('int', { name: 'reviewers_cn' }) reviewersCn: number;
  @Column('int', { name: 'reviewers_int' }) reviewersInt: number;
  @Column('int', { name: 'min_reviews' }) minReviews: number;
  @Column('int', { name: 'min_reviews_per_side' }) minReviewsPerSide: number;
  @Column('int', { name: 'max_per_lead', nullable: true }) maxPerLead: number | null;
  @Column('int', { name: 'max_per_person', nullable: true }) maxPerPerson: number | null;
  @Column('numeric', { name: 'overall_threshold', transformer: numberColumn }) overallThreshold: number;
  @Column('text', { name: 'required_documents', array: true }) requiredDocuments: string[];
  @Column('text', { array: true }) declarations: string[];
  @Column('text', { name: 'tie_criteria', array: true }) tieCriteria: string[];
  @Column('text', { name: 'tie_last' }) tieLast: 'number' | 'lot';
  @Column('int') revision: number;
  @Column('int') version: number;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
}
