import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'review' })
export class ReviewRow {
  @PrimaryColumn('uuid', { name: 'assignment_id' }) assignmentId: string;
  @Column('uuid', { name: 'application_id' }) applicationId: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('text') state: 'draft' | 'submitted';
  @Column('text', { name: 'comment_to_applicants' }) commentToApplicants: string;
  @Column('text', { name: 'comment_to_panel' }) commentToPanel: string;
  @Column('int', { nullable: true }) competence: number | null;
  @Column('int') version: number;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null;
}
