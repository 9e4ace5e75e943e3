/** A NetCDF file, whichever way it is stored: variables on named axes, with attributes. */
import type { Hdf5File } from '../hdf5/index.js'

export type AttributeValue = string | number[]
export type Attributes = Record<string, AttributeValue>
export type Numbers = ArrayLike<number>

export interface NetcdfFile {
  variables: string[]
  attributes(variable?: string): Attributes
  axes(variable: string): { name: string; size: number }[]
  /** All numbers as stored, or of the first axis those at `at`. */
  read(variable: string, at?: number): Numbers
}

/** NetCDF-4: axes are the attached dimension scales; of a scale, itself. The root group only. */
export function netcdfOfHdf5(file: Hdf5File): NetcdfFile {
  const variables = file.names('/').filter((name) => file.isDataset(`/${name}`))
  return {
    variables,
    attributes(variable) {
      const found = file.attributes(variable === undefined ? '/' : `/${variable}`)
      return Object.fromEntries(
        Object.entries(found).map(([key, value]) => {
          if (typeof value === 'number') return [key, [value]]
          return [key, Array.isArray(value) && typeof value[0] === 'string' ? value.join(' ') : (value as AttributeValue)]
        }),
      )
    },
    axes(variable) {
      const { shape } = file.dataset(`/${variable}`)
      return shape.map((size, axis) => {
        const scale = file.scaleOf(`/${variable}`, axis)
        return { size, name: scale ? scale.replace(/^\//, '') : shape.length === 1 ? variable : `axis ${axis}` }
      })
    },
    read: (variable, at) => file.dataset(`/${variable}`).read(at),
  }
}

export function textAttribute(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name]
  return typeof value === 'string' ? value.trim() : undefined
}

export function numberAttribute(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name]
  const number = typeof value === 'string' ? Number.parseFloat(value) : value?.[0]
  return number === undefined || Number.isNaN(number) ? undefined : number
}
