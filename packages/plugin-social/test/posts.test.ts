import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { PhdError } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { nameOfFile, type Post, parseDate, type ReadOptions, readPosts } from '../lib/posts/index.js'
import { fileWith, jsonLines, temporaryDir } from './files.js'

async function postsOf(paths: string | string[], options: ReadOptions = {}): Promise<Post[]> {
  const posts: Post[] = []
  for await (const batch of readPosts([paths].flat(), options)) posts.push(...batch)
  return posts
}

async function failure(paths: string | string[], options: ReadOptions = {}): Promise<PhdError> {
  const error = await postsOf(paths, options).then(
    () => undefined,
    (caught) => caught,
  )
  if (!error) throw new Error('it did not fail')
  return error
}

const secret = 'the words of somebody'

describe('a post', () => {
  it('of Twitter API v2', async () => {
    const row = {
      id: '1',
      author_id: 'a',
      conversation_id: '9',
      created_at: '2031-02-11T06:52:00.000Z',
      lang: 'en',
      text: 'hello',
      flood: 'Harrowmere',
      referenced_tweets: [{ type: 'replied_to', id: '9' }],
    }
    const [post] = await postsOf(fileWith('x.jsonl', jsonLines([row])))
    expect(post).toEqual({
      id: '1',
      authorId: 'a',
      conversationId: '9',
      createdAt: new Date('2031-02-11T06:52:00Z'),
      text: 'hello',
      lang: 'en',
      flood: 'Harrowmere',
      reply: true,
      row,
    })
  })

  it('of a labelled set: event is the flood; no author', async () => {
    const [post] = await postsOf(
      fileWith('x.jsonl', jsonLines([{ event: '2013_floods', created_at: '2013-06-21T14:00:00Z', text: 'x', informativeness: 'y' }])),
    )
    expect(post).toMatchObject({ flood: '2013_floods', reply: false })
    expect(post.authorId).toBeUndefined()
  })

  it('of Twitter v1.1: full_text, text ids before numbers, its own date, the name of the file as flood', async () => {
    const line =
      '{"id":1234567890123456789,"id_str":"1234567890123456789","full_text":"x","user":{"id_str":"77"},"created_at":"Wed Oct 10 20:19:24 +0200 2018","in_reply_to_status_id_str":"5"}\n'
    const [post] = await postsOf(fileWith('storm.jsonl', line))
    expect(post).toMatchObject({ id: '1234567890123456789', authorId: '77', createdAt: new Date('2018-10-10T18:19:24Z'), flood: 'storm', reply: true })
  })

  it.each([
    [{ text: '@someone yes' }, true],
    [{ text: 'no', in_reply_to_user_id: null }, false],
    [{ text: 'no', referenced_tweets: [{ type: 'quoted', id: '1' }] }, false],
    [{ text: 'yes', referenced_tweets: '[{"type": "replied_to", "id": "1"}]' }, true],
    [{ text: 'yes', 'referenced_tweets.replied_to.id': '12' }, true],
    [{ text: 'RT @someone no' }, false],
  ])('%j is a reply: %s', async (row, reply) => {
    expect((await postsOf(fileWith('x.jsonl', jsonLines([row]))))[0].reply).toBe(reply)
  })

  it('takes the text from the field that was named, and the flood too', async () => {
    const [post] = await postsOf(fileWith('x.jsonl', jsonLines([{ Body: 'b', text: 't', place: 'Callen', flood: 'f' }])), {
      textField: 'Body',
      floodField: 'place',
    })
    expect(post).toMatchObject({ text: 'b', flood: 'Callen' })
  })

  it('a null text is an empty text', async () => {
    expect((await postsOf(fileWith('x.jsonl', '{"text":null}')))[0].text).toBe('')
  })
})

describe('dates', () => {
  it.each([
    ['2031-02-11T06:52:00.000Z', '2031-02-11T06:52:00.000Z'],
    ['2031-02-11 06:52:00', '2031-02-11T06:52:00.000Z'],
    ['2031-02-11T06:52', '2031-02-11T06:52:00.000Z'],
    ['2031-02-11', '2031-02-11T00:00:00.000Z'],
    ['2031-02-11T23:30:00-05:00', '2031-02-12T04:30:00.000Z'],
    ['2031-02-11 06:52:00 UTC', '2031-02-11T06:52:00.000Z'],
    ['2031-02-11 06:52:00+0100', '2031-02-11T05:52:00.000Z'],
  ])('%s', (text, expected) => expect(parseDate(text)?.toISOString()).toBe(expected))

  it.each(['2031-02-30', '2031-13-01', '11/02/2031', 'yesterday', '2031-02-11T25:00:00Z', ''])('%s is none', (text) => expect(parseDate(text)).toBeUndefined())
})

describe('files', () => {
  const rows = [{ text: 'one' }, { text: 'two' }]

  it('JSON lines with a byte order mark, blank lines, CRLF and no last line end', async () => {
    const path = fileWith('x.jsonl', `\ufeff${JSON.stringify(rows[0])}\r\n\r\n${JSON.stringify(rows[1])}`)
    expect((await postsOf(path)).map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('packed JSON lines', async () => {
    const posts = await postsOf(fileWith('storm.jsonl.gz', gzipSync(jsonLines(rows))))
    expect(posts.map(({ text, flood }) => [text, flood])).toEqual([
      ['one', 'storm'],
      ['two', 'storm'],
    ])
  })

  it('CSV by RFC 4180: byte order mark, quoted commas, quotes and line ends, an empty author', async () => {
    const csv = '\ufeffid,author_id,created_at,text\r\n1,,2031-02-11,"one, ""two""\nthree"\r\n2,b,2031-02-12,four\r\n'
    const posts = await postsOf(fileWith('storm.csv', csv))
    expect(posts.map(({ text, authorId }) => [text, authorId])).toEqual([
      ['one, "two"\nthree', undefined],
      ['four', 'b'],
    ])
  })

  it('packed CSV', async () => {
    expect(await postsOf(fileWith('storm.csv.gz', gzipSync('text\nhello\n')))).toHaveLength(1)
  })

  it('a folder: its posts files in order of name, without those in folders below', async () => {
    const dir = temporaryDir()
    fileWith('b.jsonl', jsonLines([{ text: 'b' }]), dir)
    fileWith('a.csv', 'text\na\n', dir)
    fileWith('notes.md', '# notes', dir)
    mkdirSync(join(dir, 'deeper'))
    fileWith('c.jsonl', jsonLines([{ text: 'c' }]), join(dir, 'deeper'))
    expect((await postsOf(dir)).map(({ flood }) => flood)).toEqual(['a', 'b'])
  })

  it('a line that lies across two pieces of the file, and letters of several bytes at the seam', async () => {
    const long = '🌊é'.repeat(90_000)
    expect((await postsOf(fileWith('x.jsonl', jsonLines([{ text: long }, { text: 'end' }])))).map(({ text }) => text)).toEqual([long, 'end'])
    expect((await postsOf(fileWith('x.csv', `text\n${long}\nend\n`))).map(({ text }) => text)).toEqual([long, 'end'])
  })

  it('names', () => expect(['a/b/storm.jsonl.gz', 'storm.csv', 'a.b.ndjson'].map(nameOfFile)).toEqual(['storm', 'storm', 'a.b']))
})

describe('bad input', () => {
  it('SOCIAL_JSON: the line, never its text', async () => {
    const error = await failure(fileWith('x.jsonl', `{"text":"fine"}\n{"text":"${secret}"\n`))
    expect(error.code).toBe('SOCIAL_JSON')
    expect(error.message).toMatch(/x\.jsonl, line 2: this is not a JSON object\./)
    expect(JSON.stringify({ ...error, stack: error.stack, message: error.message, cause: String(error.cause) })).not.toContain('somebody')
  })

  it('SOCIAL_JSON for a list says how to make lines of it', async () => {
    expect((await failure(fileWith('x.jsonl', '[\n{"text":"a"}\n]'))).remedy).toContain("jq -c '.[]'")
    expect(await failure(fileWith('x.jsonl', '["a"]'))).toMatchObject({ code: 'SOCIAL_JSON', received: 'a list' })
  })

  it('SOCIAL_NO_TEXT lists the fields', async () => {
    const error = await failure(fileWith('x.csv', 'id,body\n1,hello\n'))
    expect(error).toMatchObject({ code: 'SOCIAL_NO_TEXT', received: 'fields: id, body' })
    expect(error.remedy).toContain('--text-field')
    expect(await failure(fileWith('x.jsonl', '{"text":5}'))).toMatchObject({ code: 'SOCIAL_NO_TEXT', received: 'text holds a number' })
  })

  it('without a header line the first post is no list of fields', async () => {
    const file = fileWith('x.csv', `1,2027-01-31,${secret}\n2,2027-01-31,fine\n`)
    expect(await failure(file)).toMatchObject({ code: 'SOCIAL_NO_TEXT', received: 'fields: 3 that are no names (no header line?)' })
  })

  it.each([
    ['x.jsonl', ''],
    ['x.jsonl', '\n \n'],
    ['x.csv', ''],
    ['x.csv', 'id,text\n'],
    ['x.jsonl.gz', gzipSync('')],
  ])('SOCIAL_EMPTY: %s %j', async (name, content) => expect((await failure(fileWith(name, content))).code).toBe('SOCIAL_EMPTY'))

  it('SOCIAL_EMPTY for a folder without posts', async () => expect((await failure(temporaryDir())).code).toBe('SOCIAL_EMPTY'))

  it('SOCIAL_DATE: the form of the value, never the value', async () => {
    const error = await failure(fileWith('x.jsonl', jsonLines([{ text: 'a', created_at: `31/01/2027 ${secret}` }])))
    expect(error).toMatchObject({ code: 'SOCIAL_DATE', received: 'a value of the form 99/99/9999 aaa aaaaa aa aaaaaaaa' })
  })

  it('SOCIAL_ENCODING: Latin-1 and UTF-16, in JSON lines and CSV, with the line', async () => {
    const latin = Buffer.from('text\nfine\ncaf\xe9\n', 'latin1')
    expect(await failure(fileWith('x.csv', latin))).toMatchObject({ code: 'SOCIAL_ENCODING' })
    const lines = Buffer.concat([Buffer.from('{"text":"fine"}\n'), Buffer.from('{"text":"caf\xe9"}\n', 'latin1')])
    expect((await failure(fileWith('x.jsonl', lines))).message).toContain('line 2')
    expect((await failure(fileWith('x.jsonl', Buffer.from('\ufeff{"text":"a"}', 'utf16le')))).code).toBe('SOCIAL_ENCODING')
    expect((await failure(fileWith('x.csv', Buffer.from('text\nna\xc3', 'latin1')))).code).toBe('SOCIAL_ENCODING')
  })

  it('SOCIAL_CSV: a record of another length, an open quote; the line, never its text', async () => {
    const error = await failure(fileWith('x.csv', `id,text\n1,fine\n2,${secret},3\n`))
    expect(error).toMatchObject({ code: 'SOCIAL_CSV', received: 'a record with more or fewer fields than the header' })
    expect(`${error.message}${error.stack}`).toContain('line 3')
    expect(`${error.message}${error.stack}${error.cause}`).not.toContain('somebody')
    expect(await failure(fileWith('x.csv', `id,text\n1,"${secret}\n`))).toMatchObject({ code: 'SOCIAL_CSV', received: 'a quote that is not closed' })
  })

  it('SOCIAL_GZIP: cut short, or not packed at all', async () => {
    const packed = gzipSync(jsonLines(Array.from({ length: 5000 }, (_, i) => ({ text: `post ${i} ${Math.sin(i)}` }))))
    expect(await failure(fileWith('x.jsonl.gz', packed.subarray(0, packed.length - 500)))).toMatchObject({
      code: 'SOCIAL_GZIP',
      received: 'one that ends too early',
    })
    expect((await failure(fileWith('x.jsonl.gz', '{"text":"a"}'))).code).toBe('SOCIAL_GZIP')
  })

  it('SOCIAL_FILE_MISSING, SOCIAL_FORMAT, SOCIAL_NO_FLOOD', async () => {
    expect(await failure('/nowhere/posts.jsonl')).toMatchObject({ code: 'SOCIAL_FILE_MISSING', usage: true })
    expect(await failure(fileWith('posts.xlsx', 'PK'))).toMatchObject({ code: 'SOCIAL_FORMAT', usage: true })
    expect(await failure(fileWith('x.jsonl', '{"text":"a","id":"1"}'), { floodField: 'storm' })).toMatchObject({
      code: 'SOCIAL_NO_FLOOD',
      received: 'fields: text, id',
    })
  })
})
