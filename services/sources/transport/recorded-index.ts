import { z } from 'zod';
import { ConfigError } from '../../../config/config-error.ts';
import { parseYaml } from '../../../config/yaml.ts';
import { SourceError } from '../errors.ts';
import { isKeyParameter } from '../wire/page.ts';
import { bodyFragment } from '../wire/request.ts';
import { mediaTypeOf } from './media-type.ts';

const Text = z.string().trim().min(1);

const RecordedAnswer = z
  .strictObject({
    /** Beside the index. */
    file: z.string().regex(/^[^\\/\0]+$/, 'name a file beside this index, without folders'),
    url: z
      .url({ protocol: /^https?$/, error: 'write the URL of the request, such as https://example.org/data' })
      .refine(isKeyless, {
        message: 'take the key out of the URL',
      }),
    /** JSON text of a POST. */
    body: Text.optional(),
    status: z.int().min(200).max(599),
    media_type: Text.refine((text) => mediaTypeOf(text) === text.split(';', 1)[0]!.trim(), {
      message: 'write a media type such as application/json',
    }),
    recorded: z.iso.date('write a date such as 2026-07-10'),
    published: z.iso.date('write a date such as 2026-07-10').optional(),
    citation: Text,
  })
  .refine(({ recorded, published }) => published === undefined || published <= recorded, {
    path: ['published'],
    message: 'is after the day on which it was recorded',
  })
  .refine(({ url, body }) => body === undefined || url.endsWith(`#${bodyFragment(body)}`), {
    path: ['url'],
    error: ({ input }) => `end it in #${bodyFragment((input as { body: string }).body)}, which stands for the body`,
  });

const RecordedIndex = z.strictObject({ answers: z.array(RecordedAnswer).min(1, 'name at least one answer') });

export type RecordedAnswerSpec = z.output<typeof RecordedAnswer>;

/**
 * Reads the index of a source's recorded answers.
 * @param file how messages name it.
 * @throws SourceError `format` with file, line and field of every problem, the first ten of them.
 */
export function parseRecordedIndex(text: string, file: string): readonly RecordedAnswerSpec[] {
  try {
    return parseYaml(text, file, RecordedIndex).answers;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new SourceError('format', error.lines.slice(0, 10).join('\n'));
  }
}

function isKeyless(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password, searchParams } = new URL(url);
  return username === '' && password === '' && ![...searchParams.keys()].some(isKeyParameter);
}
