import type { AnySide, Side, Texts } from '#libs/kernel';

/** A competition as its files tell it: checked for form, references resolved. Amounts are decimal texts in CNY, instants ISO in UTC. */
export interface Folder {
  call: FolderCall;
  institutions: FolderInstitution[];
  people: FolderPerson[];
  applications: FolderApplication[];
  reviewers: FolderReviewer[];
  conflicts: FolderConflict[];
  /** Null: computed from themes and keywords. */
  affinities: FolderAffinity[] | null;
  /** Null: the optimiser assigns. */
  assignments: FolderPair[] | null;
  reviews: FolderReview[];
  /** Null: both sides vote down the ranking. */
  votes: FolderVote[] | null;
}

export interface Named { code: string; texts: Texts }

/** Null: the folder has no data for the rule, which is off. */
export interface FolderCall {
  title: Texts;
  opensAt: string;
  closesAt: string;
  themes: Named[];
  capCny: string | null;
  floorCny: string | null;
  places: number | null;
  budgetCny: string | null;
  maxMonths: number | null;
  questions: (Named & { required: boolean; maxWords: number | null })[];
  criteria: (Named & { weight: number; min: number; max: number; step: number | null; threshold: number | null })[];
  overallThreshold: number | null;
  reviewersPerSide: Record<Side, number>;
  internationalReviewers: number;
  minReviews: number | null;
  minReviewsPerSide: number | null;
  maxApplicationsPerLead: number | null;
  maxApplicationsPerPerson: number | null;
  requiredDocuments: string[];
}

export interface FolderInstitution {
  /** Unique in the played system; the file's id may have any form. */
  slug: string;
  ror: string | null;
  nameEn: string;
  nameLocal: string;
  country: string;
  side: AnySide;
  parent: string | null;
}

export interface FolderPerson {
  email: string;
  family: string;
  given: string;
  patronymic: string | null;
  nativeName: string | null;
  side: AnySide;
  institution: string;
  orcid: string | null;
}

export interface FolderMember { email: string; side: AnySide; accepts: boolean; personMonths: number }
export interface BudgetLine { side: Side; category: string; year: number; source: string; amountCny: string }

export interface FolderApplication {
  id: string;
  line: number;
  titleEn: string;
  titleLocal: Record<Side, string>;
  acronym: string;
  theme: string;
  keywords: string[];
  months: number;
  abstractEn: string;
  leads: Record<Side, FolderMember | null>;
  members: (FolderMember & { role: 'lead' | 'member' })[];
  budget: BudgetLine[];
  narrative: Record<string, string>;
  documents: string[];
  signedOffBy: Side[];
  /** Seconds relative to the closing. */
  submitAt: number;
}

/** `listed` is the address in reviewers.csv; the account may have another one of the same person. */
export interface FolderReviewer { email: string; listed: string; side: AnySide; minLoad: number; maxLoad: number | null; themes: string[]; keywords: string[] }

/** `item` is the pair as written in the file; `application` is an id of the folder, `email` the account of the person. */
export interface FolderPair { item: string; application: string; email: string }
export interface FolderConflict extends FolderPair { reason: string }
export interface FolderAffinity { application: string; email: string; affinity: number }

/** The nth assigned reviewer of a side, in order of e-mail; n counts from 1. */
export interface Place { side: AnySide; n: number }

export interface FolderReview {
  item: string;
  application: string;
  reviewer: { email: string } | Place;
  /** Criteria with an empty cell are left out. */
  scores: Record<string, number>;
  comment: string;
}

export interface FolderVote { item: string; application: string; side: Side; vote: 'yes' | 'reserve' | 'no'; amountCny: string | null }
