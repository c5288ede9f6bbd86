import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ name: 'announcement' })
export class AnnouncementRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'call_id' }) callId: string;
  @Column('timestamptz', { name: 'at_instant' }) at: Date;
  @Column('text') state: 'proposed' | 'scheduled' | 'released' | 'withdrawn';
  @Column('int') revision: number;
  @Column('uuid', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt: Date | null;
  @Column('int') version: number;
}
