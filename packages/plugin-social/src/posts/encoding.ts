/** UTF-8, and nothing else: a text in another encoding would be scored wrong without anyone noticing. */
import { PhdError } from '@phd/core'

export function notUtf8(file: string, line: number): PhdError {
  return new PhdError('SOCIAL_ENCODING', `${file}, line ${line}: the text is not UTF-8.`, {
    expected: 'a file in UTF-8',
    received: 'bytes that UTF-8 does not have',
    remedy: `convert it from what it is, for example: iconv -f WINDOWS-1252 -t UTF-8 ${file} > utf8-${file.replace(/^.*[\\/]/, '')}`,
  })
}

export const byteOrderMark = '\ufeff'
