/**
 * What a plugin may provide, and how it says so.
 *
 * A plugin's package.json names one small file, `"phd": {"provides": "./lib/phd.js"}`, whose default export is
 * `plugin({experiment: {'radar/train': () => import('./train.js')}})`: thunks, so that listing loads nothing heavy.
 * Contributions are plain data. A plugin adds a kind of its own by declaration merging:
 *
 *     declare module '@phd/core' { interface Kinds { segmenter: Segmenter } }
 */
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { Result } from './results/index.js'
import type { Context } from './run/context.js'

/** A parameter schema: anything that speaks Standard Schema and Standard JSON Schema (zod 4, valibot, arktype). */
export interface Schema<P> {
  readonly '~standard': StandardSchemaV1.Props<unknown, P> & StandardJSONSchemaV1.Props<unknown, P>
}

export type Lazy<T> = () => Promise<{ default: T }>

/** An experiment: parameters and one function. Every execution is recorded as a run. */
// biome-ignore lint/suspicious/noExplicitAny: an experiment of any parameters is assignable
export interface Experiment<P = any, R = unknown> {
  about: string
  params: Schema<P>
  /** True where the experiment computes on the tensor runtime: `--device` is offered and recorded. */
  device?: boolean
  /** Throws what is wrong with the inputs before a run is made of it: a missing file, a device that is not there. `runs` is the folder of the runs. */
  check?(phd: Pick<Context, 'device' | 'seed' | 'get'> & { runs: string }, params: P): Promise<void>
  run(phd: Context, params: P): Promise<R>
}

/** One file of a dataset, where it comes from and what it must be. */
export interface DatasetFile {
  url: string
  sha256: string
  bytes: number
}

/** Files with their origin, checksum and licence, opened as data. A name is a file name, no path. */
export interface Dataset<T = unknown> {
  about: string
  licence: string
  /** What whoever uses the data has to print. */
  attribution?: string
  cite?: string
  files: Record<string, DatasetFile>
  open(paths: Record<string, string>): Promise<T>
}

/** A typed result and the id of the run that wrote it. */
export interface FigureSource {
  id: string
  result: Result
}

/** A figure drawn from typed results: of one run, or of several laid over each other. */
// biome-ignore lint/suspicious/noExplicitAny: a figure of any parameters is assignable
export interface Figure<P = any> {
  about: string
  params: Schema<P>
  /** With `format: 'svg'`, one user unit is one point (1/72 in) of the print, so that a font size is the printed size. */
  draw(sources: FigureSource[], params: P): Promise<{ name: string; data: string | Uint8Array }>
  /** Whether it can draw this result; without it, only draw itself tells. */
  draws?(result: Result): boolean
  /** What is to be seen, from the numbers; read aloud instead of the picture. */
  alt?(sources: FigureSource[], params: P): string
  /** Heights, in mm of the print, that suit a width; without it 0.6 of the width. */
  heights?(sources: FigureSource[], params: P, widthMm: number): { minMm: number; idealMm: number; maxMm: number }
}

/** Open: plugins add kinds by declaration merging. */
export interface Kinds {
  experiment: Experiment
  dataset: Dataset
  figure: Figure
}

export type Kind = keyof Kinds
export type Provides = { [K in Kind]?: Record<string, Lazy<Kinds[K]>> }

/** Identity; gives a plugin's provides their types. */
export function plugin(provides: Provides): Provides {
  return provides
}

/** Identity; infers parameters and result. */
export function experiment<P, R>(it: Experiment<P, R>): Experiment<P, R> {
  return it
}

/** Identity; infers what `open` gives. */
export function dataset<T>(it: Dataset<T>): Dataset<T> {
  return it
}

/** Identity; infers the parameters. */
export function figure<P>(it: Figure<P>): Figure<P> {
  return it
}
