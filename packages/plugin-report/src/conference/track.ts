/** What a deadline is for: the track of the conference and the stage in it, from the free text of public calendars. */

export const deadlineTracks = ['doctoral-consortium', 'main', 'workshop', 'tutorial', 'poster', 'demo', 'other'] as const
export type DeadlineTrack = (typeof deadlineTracks)[number]

export const stages = [
  'abstract',
  'registration',
  'submission',
  'supplementary',
  'review',
  'rebuttal',
  'revision',
  'commitment',
  'notification',
  'camera-ready',
  'withdrawal',
  'proposal',
  'event',
  'other',
] as const
export type Stage = (typeof stages)[number]

/** Of the `type`, as one word; a number of rounds is taken off before. */
const types: Record<string, Stage> = {
  abstract: 'abstract',
  'abstract-submission': 'abstract',
  registration: 'registration',
  'reviewer-registration': 'registration',
  submission: 'submission',
  paper: 'submission',
  'paper-submission': 'submission',
  'full-paper': 'submission',
  deadline: 'submission',
  application: 'submission',
  supplementary: 'supplementary',
  review: 'review',
  'review-release': 'review',
  reviews: 'review',
  rebuttal: 'rebuttal',
  'rebuttal-start': 'rebuttal',
  'rebuttal-end': 'rebuttal',
  'rebuttal-and-revision': 'rebuttal',
  'author-response': 'rebuttal',
  revision: 'revision',
  'revision-deadline': 'revision',
  resubmission: 'revision',
  commitment: 'commitment',
  'commitment-deadline': 'commitment',
  notification: 'notification',
  'first-notification': 'notification',
  'final-notification': 'notification',
  decision: 'notification',
  acceptance: 'notification',
  'camera-ready': 'camera-ready',
  'final-version': 'camera-ready',
  withdrawal: 'withdrawal',
  proposal: 'proposal',
  event: 'event',
}

/** Patterns of the label: the first that matches. */
const trackWords: [RegExp, DeadlineTrack][] = [
  [/doctoral|ph\.?d\.? ?(forum|symposium|consortium|track|colloquium|school)|student (research|consortium)|\bdc\b|rising stars/i, 'doctoral-consortium'],
  [/workshop/i, 'workshop'],
  [/tutorial|course/i, 'tutorial'],
  [/poster|late.?breaking|interactive talk/i, 'poster'],
  [/\bdemos?\b|demonstration/i, 'demo'],
  [/volunteer|panel|\bart\b|immersive|real-time live|sponsor/i, 'other'],
]

export interface Purpose {
  track: DeadlineTrack
  stage: Stage
}

/** `track` and `stage` where the file says them; else from `type` and `label`. */
export function purposeOf({ type, label, track, stage }: { type: string; label: string; track?: string; stage?: string }): Purpose {
  const slug = slugOf(type)
  const text = `${type} ${label}`
  const own = deadlineTracks.find((it) => it === slugOf(track ?? '')) ?? deadlineTracks.find((it) => it === slug)
  const from = stages.find((it) => it === slugOf(stage ?? '')) ?? types[slug] ?? stageOfLabel(text)
  const where = own ?? trackWords.find(([pattern]) => pattern.test(text))?.[1] ?? 'main'
  const proposal = from === 'submission' && (where === 'workshop' || where === 'tutorial') && /proposal/i.test(text)
  return { track: where, stage: proposal ? 'proposal' : from }
}

/** A name that a person filters by: `camera-ready` is a stage, `poster` a track. Undefined where it is neither. */
export function filterOf(name: string): Partial<Purpose> | undefined {
  const slug = slugOf(name)
  const short: Record<string, DeadlineTrack> = {
    dc: 'doctoral-consortium',
    doctoral: 'doctoral-consortium',
    phd: 'doctoral-consortium',
    workshops: 'workshop',
    posters: 'poster',
  }
  const track = deadlineTracks.find((it) => it === (short[slug] ?? slug))
  if (track) return { track }
  const stage = stages.find((it) => it === slug)
  return stage ? { stage } : undefined
}

function stageOfLabel(text: string): Stage {
  if (/notif|decision|accept/i.test(text)) return 'notification'
  if (/camera|final (version|paper)/i.test(text)) return 'camera-ready'
  if (/rebuttal|response/i.test(text)) return 'rebuttal'
  if (/abstract/i.test(text)) return 'abstract'
  if (/proposal/i.test(text)) return 'proposal'
  if (/submi|due|deadline|applic/i.test(text)) return 'submission'
  return 'other'
}

function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/^(round|phase|cycle)-\d+-/, '')
    .replace(/-(\d+)$/, '')
}
