import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnySide, Language } from '#libs/kernel';

@Entity({ name: 'person' })
export class PersonRow {
  @PrimaryColumn('uuid') id: string;
  @Column('citext') email: string;
  @Column('text') family: string;
  @Column('text') given: string;
  @Column('text', { nullable: true }) patronymic: string | null;
  @Column('text', { name: 'native_name', nullable: true }) nativeName: string | null;
  @Column('text') side: AnySide;
  @Column('uuid', { name: 'institution_id' }) institutionId: string;
  @Column('text', { nullable: true }) orcid: string | null;
  @Column('text') language: Language;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('text') state: 'invited' | 'active' | 'closed';
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('int') version: number;
}
