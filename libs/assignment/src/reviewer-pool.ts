import { lockCall } from '#libs/calls';
import type { AnySide } from '#libs/kernel';
import { Db, refuse, type Actor, type WriteTx } from '#libs/platform';
import { Injectable } from '@nestjs/common';
import { findCall } from './data/assignments.queries.js';
import { candidatesBy, poolIds, reviewersOf, saveAffinities, saveReviewers, visibleApplications, type NewReviewer } from './data/reviewers.queries.js';
import { presentReviewer } from './present-matrix.js';

export interface ImportedReviewer { email: string; side: AnySide; minLoad: number; maxLoad: number; themes: string[]; keywords: string[] }
export interface ImportedAffinity { applicationId: string; email: string; affinity: number }

/** Officers keep a call's pool of reviewers: who, how many reviews, in what they are expert. */
@Injectable()
export class ReviewerPool {
  constructor(private readonly db: Db) {}

  /** All rows or none. Refuses `person.unknown`, `person.side-mismatch`, `theme.unknown`, `row.invalid`, `assignment.load-exceeded`, each at its row. */
  import(actor: Actor, callId: string, rows: readonly ImportedReviewer[]) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const people = await this.checked(tx, callId, rows);
      await saveReviewers(tx, callId, actor.at, people);
      tx.audit(`call:${callId}`, 'reviewers.imported', { people: people.map((p) => p.person_id) });
      return { items: (await reviewersOf(tx, callId, people.map((p) => p.person_id))).map((r) => presentReviewer(r, actor.language)) };
    });
  }

  list(actor: Actor, callId: string) {
    return this.db.read(actor, async (tx) => {
      if (!await findCall(tx, callId)) refuse('not-found');
      return { items: (await reviewersOf(tx, callId)).map((r) => presentReviewer(r, actor.language)) };
    });
  }

  /** Sets affinities between 0 and 1; the last row of a pair counts. Refuses `reviewer.unknown`; an application one may not see is not found. */
  setAffinities(actor: Actor, callId: string, rows: readonly ImportedAffinity[]) {
    return this.db.write(actor, async (tx) => {
      await lockCall(tx, callId);
      const people = await poolIds(tx, callId);
      const applications = await visibleApplications(tx, callId);
      const values = rows.map((r, n) => {
        if (!applications.has(r.applicationId)) refuse('not-found', `/affinities/${n}/applicationId`);
        return { application_id: r.applicationId, person_id: people.get(r.email) ?? refuse('reviewer.unknown', `/affinities/${n}/email`), value: r.affinity };
      });
      await saveAffinities(tx, values);
      tx.audit(`call:${callId}`, 'affinities.set', { pairs: values.length });
      return { set: values.length };
    });
  }

  private async checked(tx: WriteTx, callId: string, rows: readonly ImportedReviewer[]): Promise<NewReviewer[]> {
    const people = await candidatesBy(tx, callId, rows.map((r) => r.email));
    const themes = new Set((await tx.rows<{ code: string }>('select code from call_theme where call_id = $1', [callId])).map((t) => t.code));
    const seen = new Set<string>();
    return rows.map((r, n) => {
      const at = `/reviewers/${n}`;
      const person = people.get(r.email) ?? refuse('person.unknown', `${at}/email`);
      if (person.side !== r.side) refuse('person.side-mismatch', `${at}/side`);
      const theme = r.themes.findIndex((t) => !themes.has(t));
      if (theme >= 0) refuse('theme.unknown', `${at}/themes/${theme}`);
      if (r.minLoad > r.maxLoad) refuse('row.invalid', `${at}/minLoad`, { row: n + 1, reason: `${r.minLoad} > ${r.maxLoad}` });
      if (seen.has(person.id)) refuse('row.invalid', `${at}/email`, { row: n + 1, reason: r.email });
      if (person.bound > r.maxLoad) refuse('assignment.load-exceeded', `${at}/maxLoad`, { max: person.bound });
      seen.add(person.id);
      return { person_id: person.id, side: r.side, min_load: r.minLoad, max_load: r.maxLoad, themes: r.themes, keywords: r.keywords };
    });
  }
}
