import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AnySide } from '#libs/kernel';

@Entity({ name: 'institution' })
export class InstitutionRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { nullable: true }) ror: string | null;
  @Column('text', { nullable: true }) slug: string | null;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('text', { name: 'name_local' }) nameLocal: string;
  @Column('text') country: string;
  @Column('text') side: AnySide;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId: string | null;
}
