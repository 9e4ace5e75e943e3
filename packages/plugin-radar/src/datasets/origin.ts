/** Where the files of a set come from: GitHub at a fixed commit, so that what is named cannot change. */
import type { DatasetFile } from '@phd/core'

/** Files of one folder, each as `[bytes, sha256]`. */
export function github(
  repository: string,
  commit: string,
  folder: string,
  files: Record<string, [bytes: number, sha256: string]>,
): Record<string, DatasetFile> {
  return Object.fromEntries(Object.entries(files).map(([name, [bytes, sha256]]) => [name, at(repository, commit, `${folder}/${name}`, bytes, sha256)]))
}

/** One file, whatever its name there. */
export function at(repository: string, commit: string, path: string, bytes: number, sha256: string): DatasetFile {
  return { url: `https://raw.githubusercontent.com/${repository}/${commit}/${path}`, bytes, sha256 }
}

/** The paths themselves: these sets are read by `phd radar import` and the like. */
export async function filePaths(paths: Record<string, string>): Promise<Record<string, string>> {
  return paths
}
