import type { KeptName } from '@sohoi/organization';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The read model of who holds and held posts, by the columns that queries name. */
@Entity({ schema: 'read', name: 'post_holders', synchronize: false })
export class PostHolderEntity {
  @PrimaryColumn('uuid', { name: 'holding_id' }) holdingId!: string;
  @Column('uuid', { name: 'body_id' }) bodyId!: string;
  @Column('text') post!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  /** Sealed, with the event that it opens with; null once the person is erased. */
  @Column('json', { name: 'full_name', nullable: true }) fullName!: KeptName | null;
  @Column('date', { name: 'valid_from' }) validFrom!: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo!: string | null;
  @Column('json', { nullable: true }) allowance!: { amount: number; source: string } | null;
}
