/** What a mentor is asked, and what comes back. */

export interface ChecklistItem {
  /** `time`, `contribution`; stays the same from pack to pack. */
  id: string
  text: string
  /** What the tool found; `you` where only a person can tell. */
  state: 'yes' | 'no' | 'you'
  /** What it found, in words. */
  found: string
}

export interface MentorPack {
  title: string
  authors: string[]
  /** What a visitor remembers. */
  finding: string
  /** `Q1`, `Q2`, … in this order. */
  questions: string[]
  slides: { number: number; claim: string; hidden: boolean }[]
  checklist: ChecklistItem[]
  /** Tells answers to this pack from those to another: 16 hexadecimal digits. */
  id: string
}

export interface MentorAnswers {
  /** Of the pack that the form was made for. */
  pack: string
  mentor: string
  answers: { number: number; question: string; answer: string }[]
  remarks: { slide: number; claim: string; remark: string }[]
  /** `ticked` where the mentor put a cross. */
  checklist: { id: string; text: string; ticked: boolean }[]
}
