/** The command's work: the source opened or drafted, theme and venue found, the talk built, and its record made. */

import { dirname, resolve } from 'node:path'
import type { Registry, Store } from '@phd/core'
import { loadFigureKinds } from '../figures/index.js'
import { recordBuild } from '../manifest/index.js'
import { fingerprint } from '../poster/fingerprint.js'
import { openReport, type ReportFlags } from '../source/index.js'
import { themeOf } from '../themes/index.js'
import { venueOf } from '../venues/index.js'
import { type BuiltSlides, buildSlides } from './build.js'
import type { SlideSize } from './layout/index.js'
import { learnedPace } from './pace-file.js'

export interface TalkFlags extends Omit<ReportFlags, 'size'> {
  talk?: number
  qa?: number
  cut?: number
  slideSize: SlideSize
  png?: boolean
}

export interface MadeTalk {
  dir: string
  /** `slides`, or `slides-5min` for a cut. */
  name: string
  /** report.md. */
  file: string
  drafted: { path: string; data: string }[]
  told: string[]
  built: BuiltSlides
  /** Puts the build down in build.json; a cut has no record of its own. */
  record(): void
}

export async function makeTalk(flags: TalkFlags, tools: { store(folder: string): Store; registry: Registry }): Promise<MadeTalk> {
  const { slideSize, talk, qa, cut, png = false, ...open } = flags
  const venueFor = (id: string, dir?: string) => venueOf(id, { dir, registry: tools.registry })
  const kinds = await loadFigureKinds(tools.registry)
  const { source, dir, drafted, told } = await openReport(open, { store: tools.store, venue: (id) => venueFor(id), kinds })
  const { settings } = source
  const venue = settings.venue ? await venueFor(settings.venue, dirname(resolve(source.file))) : undefined
  const learned = learnedPace(dirname(resolve(source.file)))
  const built = await buildSlides(source, {
    talkMinutes: talk ?? settings.slides.talkMinutes,
    questionMinutes: qa ?? settings.slides.questionMinutes,
    wordsPerMinute: learned ?? settings.slides.wordsPerMinute,
    size: slideSize,
    theme: await themeOf(flags.theme ?? settings.theme, tools.registry),
    cutMinutes: cut,
    png,
    venue: venue?.name ?? '',
    mostSlides: venue?.talk?.maxSlides,
  })
  const name = cut === undefined ? 'slides' : `slides-${cut}min`
  const files = built.files.map(({ path, data }) => ({ path: path.replace(/^slides/, name), data }))
  const record = { ...built.record, files: files.map(fingerprint) }
  const pace = learned === undefined ? [] : [`Notes are timed at ${learned} words a minute, learned by phd report rehearse.`]
  return {
    dir,
    name,
    file: resolve(source.file),
    drafted,
    told: [...told, ...pace],
    built: { ...built, files },
    record: () => {
      if (cut === undefined) recordBuild(dir, 'slides', record)
    },
  }
}
