/** `phd report site`: runs and posts to a folder of HTML with a feed. */
import { basename, join, relative, resolve } from 'node:path'
import { Flags } from '@oclif/core'
import { PhdError, type Run } from '@phd/core'
import { PhdCommand, runsFlag } from '@phd/core/command'
import type { BuiltSite } from '../../site/index.js'

export interface SiteAnswer {
  index: string
  feed: string
  runs: number
  posts: number
  privatePosts: number
  left: BuiltSite['left']
}

export default class Site extends PhdCommand {
  static override summary = 'Make a static site with a feed of runs and progress posts.'
  static override description =
    'Posts are Markdown files with a head (title, date, tags, runs, private). Results that may show data of others (maps, pictures, topics, places) are left out unless --share names their shape.'
  static override examples = [
    '<%= config.bin %> report site --title "Rain to water" --author "Ada Lovelace"',
    '<%= config.bin %> report site --posts diary --url https://example.org/phd/ --share raster',
  ]
  static override flags = {
    run: Flags.string({ summary: 'Runs to show. [default: all that are done]', helpValue: 'ID…', multiple: true }),
    posts: Flags.string({ summary: 'Folder of the posts (*.md). [default: posts]', helpValue: 'DIR' }),
    title: Flags.string({ summary: 'Title of the site. [default: name of this folder]' }),
    author: Flags.string({ summary: 'Author named in the feed.', default: '' }),
    url: Flags.url({ summary: 'Where the site will stand; readers of the feed need it.', helpValue: 'https://…' }),
    language: Flags.string({ summary: 'Language of the texts.', default: 'en' }),
    share: Flags.string({ summary: 'Also show results of this shape.', helpValue: 'SHAPE…', multiple: true }),
    private: Flags.boolean({ summary: 'Show everything, private posts and results included: for yourself alone.' }),
    out: Flags.string({ summary: 'Folder for the site.', helpValue: 'DIR', default: 'site' }),
    runs: runsFlag,
  }

  async run(): Promise<SiteAnswer> {
    const { flags } = await this.parse(Site)
    const { buildSite, readPosts, refuseForeign, writeSite } = await import('../../site/index.js')
    if (flags.url && !/^https?:$/.test(flags.url.protocol)) {
      throw new PhdError('USAGE', `"${flags.url.href}" is no web address.`, { expected: 'https://…', received: flags.url.href, usage: true })
    }
    const out = resolve(flags.out)
    refuseForeign(out)
    const store = this.store(flags.runs)
    const runs: Run[] = flags.run ? flags.run.map((id) => store.open(id)) : store.list().filter(({ status }) => status === 'done')
    const posts = readPosts(flags.posts ?? 'posts', flags.posts !== undefined)
    if (runs.length + posts.length === 0) {
      throw new PhdError('REPORT_SITE_EMPTY', 'There is nothing to show.', {
        expected: `runs that are done in ${flags.runs}, or posts in ${flags.posts ?? 'posts'}`,
        remedy: 'phd runs list; or choose the folders: --runs DIR --posts DIR',
      })
    }
    const url = flags.url ? flags.url.href.replace(/\/?$/, '/') : undefined
    const built = await buildSite(store, runs, posts, {
      title: flags.title ?? basename(process.cwd()),
      author: flags.author,
      url,
      language: flags.language,
      share: flags.share ?? [],
      private: flags.private ?? false,
    })
    writeSite(out, built.files)
    const answer: SiteAnswer = {
      index: join(out, 'index.html'),
      feed: join(out, 'feed.xml'),
      runs: built.runs,
      posts: built.posts,
      privatePosts: built.privatePosts,
      left: built.left,
    }
    this.print(answer, url !== undefined)
    return answer
  }

  private print({ index, feed, runs, posts, privatePosts, left }: SiteAnswer, hasUrl: boolean): void {
    this.log(`Site of ${runs} ${runs === 1 ? 'run' : 'runs'} and ${posts} ${posts === 1 ? 'post' : 'posts'}.`)
    this.log(`  look   ${relative('.', index)}\n  feed   ${relative('.', feed)}`)
    if (privatePosts > 0) this.log(`Left out: ${privatePosts} private ${privatePosts === 1 ? 'post' : 'posts'}.`)
    for (const { run, result, why } of left) this.log(`Left out: ${result} of ${run} (${why}).`)
    if (!hasUrl && posts > 0) this.log('The links of the feed are relative: give --url before you publish it.')
  }
}
